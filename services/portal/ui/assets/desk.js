// The desk by keyboard: what reception, the queue and the line gain from script.
(() => {
  const parse = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");
  const swap = (from, selector) => {
    const [old, fresh] = [document.querySelector(selector), from.querySelector(selector)];
    if (old && fresh) old.replaceWith(fresh);
  };

  // Procedures by three letters: the list narrows while typing, Enter takes the first.
  const choose = document.querySelector("[data-choose]");
  const list = document.querySelector("[data-choose-list]");
  if (choose && list) {
    const box = choose.querySelector("input[name=q]");
    const said = document.querySelector("[data-choose-count]");
    const body = list.querySelector("tbody");
    const rows = [...body.rows];
    const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").trim();
    const rank = (row, typed) => {
      const { words, initials, code } = row.dataset;
      const compact = typed.replace(/\s+/g, "");
      if (!typed || code.toLowerCase().startsWith(typed)) return 0;
      if (initials.startsWith(compact)) return 1;
      const own = words.split(" ");
      if (typed.split(/\s+/).every((part) => own.some((word) => word.startsWith(part)))) return 2;
      if (initials.includes(compact)) return 3;
      return words.includes(typed) ? 4 : -1;
    };
    let shown = rows;
    let at = 0;
    const mark = () => shown.forEach((row, i) => (i === at ? row.setAttribute("aria-selected", "true") : row.removeAttribute("aria-selected")));
    const narrow = () => {
      const typed = fold(box.value);
      const ranked = rows.map((row) => [rank(row, typed), row]).sort((a, b) => a[0] - b[0]);
      for (const [value, row] of ranked) { row.hidden = value < 0; row.removeAttribute("aria-selected"); body.append(row); }
      shown = ranked.filter(([value]) => value >= 0).map(([, row]) => row);
      at = 0;
      mark();
      if (said) said.textContent = say(`${shown.length} thủ tục`, shown.length === 1 ? "1 procedure" : `${shown.length} procedures`);
    };
    box.addEventListener("input", narrow);
    box.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); at = Math.max(0, Math.min(shown.length - 1, at + step)); mark(); shown[at]?.scrollIntoView({ block: "nearest" }); }
      if (event.key === "Enter" && shown[at]) { event.preventDefault(); location.assign(shown[at].querySelector("a").href); }
    });
    box.focus();
    if (box.value) narrow(); else mark();
  }

  // Reception: the person by number, the date while the form is filled, the checklist by arrows.
  const form = document.querySelector("[data-receive]");
  if (form) {
    const ask = async (what) => {
      const body = new URLSearchParams(new FormData(form));
      if (what) body.set("viec", what);
      const response = await fetch(form.dataset.look, { method: "POST", body });
      return response.ok ? parse(response) : null;
    };
    const ticks = [...form.querySelectorAll("[data-checklist] input[type=checkbox]")];
    const missing = form.querySelector("[data-missing]");
    const lacks = () => {
      if (missing) missing.hidden = !ticks.some((tick) => tick.closest("tr").dataset.required === "true" && !tick.checked) || !ticks.some((tick) => tick.checked);
    };
    const number = form.elements["owner.citizen_id"];
    // A citizen's number is whole at its twelfth digit; any other when the field is left.
    const bare = () => number.value.replace(/[\s.-]/g, "").toUpperCase();
    const whole = () => /^\d{12}$/.test(bare());
    let looked = number && bare();
    const find = async () => {
      if (!bare() || bare() === looked) return;
      looked = bare();
      const page = await ask("nguoi");
      if (!page) return;
      for (const input of page.querySelectorAll("[data-receive] input[name], [data-receive] textarea[name]")) {
        const own = form.elements[input.name];
        if (!(own instanceof HTMLElement) || own.value || !input.value || /checkbox|radio|hidden/.test(own.type)) continue;
        own.value = input.value;
        // What is typed next takes its place, and is not added to it.
        if (own === document.activeElement) own.select();
      }
      swap(page, "[data-known]");
      swap(page, "[data-promise]");
      const said = form.querySelector("[data-known]");
      if (said && said.textContent.trim()) said.hidden = false;
      // Whoever is known needs no more typing there; of whoever is not, the name is asked next.
      if (document.activeElement === number) (form.elements["owner.name"].value ? ticks[0] : form.elements["owner.name"])?.focus();
    };
    number?.addEventListener("input", () => whole() && find());
    number?.addEventListener("change", find);
    form.addEventListener("keydown", (event) => {
      const at = ticks.indexOf(event.target);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (at >= 0 && step) { event.preventDefault(); ticks[at + step]?.focus(); }
    });
    let waiting;
    form.addEventListener("change", (event) => {
      lacks();
      if (!/^(place|receiving_unit|answers\.|papers\.|channel)/.test(event.target.name ?? "")) return;
      clearTimeout(waiting);
      waiting = setTimeout(async () => { const page = await ask(""); if (page) swap(page, "[data-promise]"); }, 250);
    });
    lacks();
    if (!document.querySelector(".govuk-error-summary")) form.querySelector("[data-focus] input")?.focus();
  }

  // Ctrl with a letter does what the button says.
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const target = document.querySelector(`[data-ctrl="${CSS.escape(event.key.toLowerCase())}"]`);
    if (target) { event.preventDefault(); target.click(); }
  });

  // The queue: the dossier chosen by J and K, or by a click beside its code, shows beside the list.
  const panel = () => document.querySelector("[data-panel]");
  let chosen = 0;
  const show = async (row) => {
    if (!row?.dataset.open || !panel() || !matchMedia("(min-width: 1081px)").matches) return;
    const mine = ++chosen;
    const response = await fetch(row.dataset.open);
    if (!response.ok || mine !== chosen) return;
    swap(await parse(response), "[data-panel]");
  };
  const rows = document.querySelector("[data-rows]");
  if (rows && panel()) {
    new MutationObserver((changes) => {
      const row = changes.map((change) => change.target).find((target) => target.getAttribute("aria-selected") === "true");
      if (row) { clearTimeout(show.waits); show.waits = setTimeout(() => show(row), 120); }
    }).observe(rows, { subtree: true, attributes: true, attributeFilter: ["aria-selected"] });
    rows.addEventListener("click", (event) => {
      const row = event.target.closest("tbody tr");
      if (!row || event.target.closest("a, button")) return;
      for (const one of rows.querySelectorAll("tbody tr[aria-selected]")) one.removeAttribute("aria-selected");
      row.setAttribute("aria-selected", "true");
    });
  }

  // The line changes while nobody touches the page.
  if (document.querySelector("[data-live]")) setInterval(async () => {
    if (document.hidden || document.activeElement?.closest("[data-live]")) return;
    const response = await fetch(location.href);
    if (response.ok) swap(await parse(response), "[data-live]");
  }, 8000);
})();
