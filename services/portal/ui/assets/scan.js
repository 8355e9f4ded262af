// Scanning at reception: each paper takes files while the rest of the form is typed. What was taken
// lies in a draft of the officer's, whose id is in the address: a reload finds it again.
(() => {
  const form = document.querySelector("[data-receive]");
  if (!form) return;
  const words = form.dataset;
  const cellOf = (component) => form.querySelector(`[data-scan="${CSS.escape(component)}"]`);
  const size = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1).replace(".", ",")} MB`);
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
    const cell = cellOf(component);
    const line = document.createElement("div");
    line.className = "file file--going";
    const name = document.createElement("b");
    name.textContent = file.name;
    const told = document.createElement("span");
    told.className = "dim num";
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `${file.name}: ${words.going}`);
    const cancel = document.createElement("button");
    cancel.type = "button";
    cancel.className = "as-link";
    cancel.textContent = words.cancel;
    const text = document.createElement("span");
    text.className = "file__in";
    text.append(name, " ", told, bar);
    line.append(text, cancel);
    cell.querySelector("[data-scan-add]").before(line);

    const request = new XMLHttpRequest();
    const over = (sentence) => {
      line.remove();
      say(cellOf(component), sentence, () => enqueue(component, file));
      done();
    };
    request.upload.addEventListener("progress", (event) => {
      const part = event.lengthComputable ? Math.floor((event.loaded / event.total) * 100) : 0;
      bar.value = part;
      told.textContent = part < 100 ? `${size(file.size)}, ${words.going} ${part}%` : `${size(file.size)}, ${words.checking}`;
    });
    request.addEventListener("load", () => { if (taken(component, request.responseText)) done(); else over(words.broken); });
    request.addEventListener("error", () => over(words.broken));
    request.addEventListener("abort", () => over(words.cancelled));
    cancel.addEventListener("click", () => request.abort());
    const sent = new FormData();
    sent.append("_the", form.elements._the?.value ?? "");
    sent.append("size", String(file.size));
    sent.append("file", file);
    request.open("POST", address(`${form.elements.draft.value || "moi"}/${encodeURIComponent(component)}`));
    request.send(sent);
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
