// What the page gains from script; without it everything still works by links and forms.
document.documentElement.classList.add("js");

// Keyboard: an element with data-key answers its letter, J and K walk the rows. Silent while typing.
addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox],[type=radio]),select,textarea,[contenteditable]");
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    const main = document.querySelector("[data-main]");
    if (main) { event.preventDefault(); main.click(); }
    return;
  }
  if (typing || event.altKey || event.metaKey || event.ctrlKey) return;
  // Single letters can be switched off at the account (WCAG 2.1.4).
  if (document.documentElement.dataset.keys === "off") return;
  const key = event.key.toLowerCase();
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (target) {
    event.preventDefault();
    if (target.matches("input")) target.focus(); else target.click();
    return;
  }
  const rows = [...document.querySelectorAll("[data-rows] tbody tr")];
  if (!rows.length || (key !== "j" && key !== "k")) return;
  const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
  const next = Math.max(0, Math.min(rows.length - 1, at + (key === "j" ? 1 : -1)));
  rows.forEach((row, i) => (i === next ? row.setAttribute("aria-selected", "true") : row.removeAttribute("aria-selected")));
  rows[next].querySelector("a, button")?.focus();
});

// The checklist: ticking a paper writes its usual count, and the head of the table says how many are there.
for (const table of document.querySelectorAll("[data-checklist]")) {
  const said = document.querySelector("[data-checklist-count]");
  const ticks = [...table.querySelectorAll("input[type=checkbox]")];
  const count = () => {
    if (said) said.textContent = `${ticks.filter((tick) => tick.checked).length}/${ticks.length}`;
  };
  table.addEventListener("change", (event) => {
    const row = event.target.closest("tr");
    const tick = row?.querySelector("input[type=checkbox]");
    const numbers = [...(row?.querySelectorAll("input[type=number]") ?? [])];
    if (event.target === tick) {
      for (const number of numbers) number.value = tick.checked ? number.dataset.usual : "0";
    } else if (tick && numbers.length) {
      tick.checked = numbers.some((number) => Number(number.value) > 0);
    }
    row?.classList.toggle("missing", row.dataset.required === "true" && !tick.checked);
    count();
  });
  count();
}

// A list that filters or reloads itself when a choice is made.
for (const select of document.querySelectorAll("select[data-submit]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// Errors take the focus, and a second press of a button does not send a form twice.
document.querySelector(".govuk-error-summary")?.focus();
addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  if (event.target.method === "post") event.target.dataset.sent = "true";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
document.querySelector("[data-print]")?.addEventListener("click", () => print());
