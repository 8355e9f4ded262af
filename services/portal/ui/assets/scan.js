// Scanning at reception: each paper takes files while the rest of the form is typed. What was taken
// lies in a draft of the officer's, whose id is in the address: a reload finds it again.
(() => {
  const form = document.querySelector("[data-receive]");
  if (!form) return;
  const words = form.dataset;
  const cellOf = (component) => form.querySelector(`[data-scan="${CSS.escape(component)}"]`);
  const address = (rest) => `/ban/quet/${rest}?tthc=${encodeURIComponent(words.procedure)}`;

  // The first file begins the draft: form, address and the next files go by its id.
  const begun = (draft) => {
    if (!draft || form.elements.draft.value === draft) return;
    form.elements.draft.value = draft;
    form.elements.dossier_id.value = draft;
    const here = new URL(location.href);
    here.pathname = "/ban/tiep-nhan";
    here.searchParams.set("tthc", words.procedure);
    here.searchParams.set("hs", draft);
    history.replaceState(history.state, "", here);
    for (const part of [form, ...form.querySelectorAll("[formaction]")]) {
      const name = part === form ? "action" : "formaction";
      const to = new URL(part.getAttribute(name), location.href);
      to.searchParams.set("hs", draft);
      part.setAttribute(name, to.pathname + to.search);
    }
  };

  const say = (cell, sentence, again) => {
    const said = document.createElement("p");
    said.className = "govuk-error-message small flush";
    said.setAttribute("role", "alert");
    said.textContent = sentence;
    if (again) {
      const retry = document.createElement("button");
      retry.type = "button";
      retry.className = "as-link";
      retry.textContent = words.retry;
      retry.addEventListener("click", () => { said.remove(); again(); });
      said.append(" ", retry);
    }
    cell.querySelector("[data-scan-add]").before(said);
  };

  // What the service answers is the cell as it is now.
  const taken = (component, text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-scan]");
    const old = cellOf(component);
    if (!fresh || !old) return false;
    const held = old.contains(document.activeElement);
    begun(fresh.dataset.draft);
    old.replaceWith(document.adoptNode(fresh));
    reachable(fresh);
    const tick = fresh.closest("tr").querySelector("input[type=checkbox]");
    if (fresh.querySelector(".file") && !tick.checked) {
      tick.checked = true;
      tick.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (held) tick.focus();
    return true;
  };

  const send = (component, file) => new Promise((done) => {
    const sent = new FormData();
    sent.append("_the", form.elements._the?.value ?? "");
    sendFile(file, words, {
      to: address(`${form.elements.draft.value || "moi"}/${encodeURIComponent(component)}`),
      sent,
      way: "as-link",
      place: (line) => cellOf(component).querySelector("[data-scan-add]").before(line),
      answered(text) {
        const is = taken(component, text);
        if (is) done();
        return is;
      },
      over(sentence) {
        say(cellOf(component), sentence, () => enqueue(component, file));
        done();
      },
    });
  });

  // One after another: the first begins the draft the others go into.
  let last = Promise.resolve();
  let running = 0;
  const enqueue = (component, file) => {
    for (const old of cellOf(component).querySelectorAll(".govuk-error-message")) old.remove();
    if (file.size > Number(words.limit)) {
      say(cellOf(component), `${file.name}: ${words.tooBig}`);
      return;
    }
    running += 1;
    last = last.then(() => send(component, file)).finally(() => { running -= 1; });
  };
  const all = (component, files) => { for (const file of files) enqueue(component, file); };

  form.addEventListener("change", (event) => {
    const cell = event.target.closest("[data-scan]");
    if (!cell || event.target.type !== "file") return;
    event.stopPropagation();
    all(cell.dataset.scan, [...event.target.files]);
    event.target.value = "";
  }, true);
  form.addEventListener("click", async (event) => {
    const add = event.target.closest("[data-scan-add]");
    if (add) { add.closest("[data-scan]").querySelector("input[type=file]").click(); return; }
    const drop = event.target.closest("[data-unscan]");
    if (!drop) return;
    const { scan } = drop.closest("[data-scan]").dataset;
    const body = new URLSearchParams({ _the: form.elements._the?.value ?? "", giay: scan });
    const answer = await fetch(`${drop.dataset.unscan}?tthc=${encodeURIComponent(words.procedure)}`, { method: "POST", body }).catch(() => null);
    if (!answer || !taken(scan, await answer.text())) say(cellOf(scan), words.broken);
  });

  // By keyboard: S on a paper's box. The button itself stands outside the way of Tab, so that whoever
  // scans nothing presses no key more; where single keys are switched off it stands in it.
  const reachable = (part) => {
    if (document.documentElement.dataset.keys !== "off") return;
    for (const add of part.querySelectorAll("[data-scan-add]")) add.tabIndex = 0;
  };
  reachable(form);
  form.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!event.target.matches("[data-checklist] input[type=checkbox]") || document.documentElement.dataset.keys === "off") return;
    event.preventDefault();
    event.stopPropagation();
    event.target.closest("tr").querySelector("[data-scan] input[type=file]").click();
  });

  // A file dropped on a line is of that paper; beside the lines it must not take the page away.
  const files = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    for (const row of form.querySelectorAll("tr.drop")) row.classList.remove("drop");
    const row = event.target.closest?.("[data-checklist] tbody tr");
    row?.classList.add("drop");
    event.dataTransfer.dropEffect = row ? "copy" : "none";
  });
  addEventListener("drop", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    const row = event.target.closest?.("[data-checklist] tbody tr");
    for (const other of form.querySelectorAll("tr.drop")) other.classList.remove("drop");
    if (row) all(row.querySelector("[data-scan]").dataset.scan, [...event.dataTransfer.files]);
  });

  // What is on its way is waited for, then the form goes.
  addEventListener("submit", async (event) => {
    if (event.target !== form || !running) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    const said = document.createElement("p");
    said.className = "small dim";
    said.setAttribute("role", "status");
    said.textContent = words.wait;
    submitter?.before(said);
    while (running) await last;
    said.remove();
    form.requestSubmit(submitter);
  }, true);
})();
