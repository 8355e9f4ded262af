// What the page gains from script; without it everything still works by links and forms.
document.documentElement.classList.add("js");

// What the scripts say themselves is in the page's language, and so are their figures.
const english = document.documentElement.lang === "en";
const say = (vi, en) => (english ? en : vi);
const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

// Keyboard: an element with data-key answers its letter, J and K walk the rows. Silent while typing.
addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox],[type=radio]),select,textarea,[contenteditable]");
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    const main = document.querySelector("[data-main]");
    if (main) { event.preventDefault(); main.click(); }
    return;
  }
  // Enter on the box of a row opens the row's dossier; it must not send the list.
  if (event.key === "Enter" && event.target.matches("[data-rows] input[type=checkbox]")) {
    event.preventDefault();
    event.target.closest("tr").querySelector("a[href]")?.click();
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
  rows[next].querySelector("input[type=checkbox], a, button")?.focus();
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

// A list acted upon as a whole: the button says how many are ticked.
for (const form of document.querySelectorAll("[data-batch]")) {
  const said = form.querySelector("[data-chosen]");
  const count = () => {
    const ticked = form.querySelectorAll("input[name=chon]:checked").length;
    if (said) said.textContent = ticked ? `(${ticked})` : "";
  };
  form.addEventListener("change", count);
  addEventListener("pageshow", count);
  addEventListener("live", count);
  count();
}

// A list that filters or reloads itself when a choice is made.
for (const select of document.querySelectorAll("select[data-submit]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// Errors take the focus, and a second press of a button does not send a form twice.
document.querySelector(".govuk-error-summary")?.focus();
addEventListener("submit", (event) => {
  // What opens beside the page, such as a paper, is not the sending of its form.
  if (event.submitter?.formTarget === "_blank") return;
  if (event.target.dataset.sent) event.preventDefault();
  if (event.target.method === "post") event.target.dataset.sent = "true";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
document.querySelector("[data-print]")?.addEventListener("click", () => print());

// A form whose answers are saved as they are given; without script the next step saves them.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const said = document.querySelector("[data-saved]");
  form.addEventListener("change", async () => {
    const sent = new URLSearchParams(new FormData(form));
    sent.set("then", "auto");
    const kept = await fetch(form.action, { method: "POST", body: sent }).catch(() => null);
    if (!kept?.ok || !said) return;
    said.textContent = said.textContent.replace(/[^·]*$/, ` ${form.dataset.savedWord} ${clock(Date.now())}`);
  });
}

// Uploads: sent when chosen, with the name, how far it is, and a way out. Without script the same form
// sends the file by itself.
const megabytes = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1).replace(".", say(",", "."))} MB`);

function sayOfUpload(form, sentence) {
  let said = form.querySelector(".upload__said");
  if (!said) {
    said = document.createElement("p");
    said.className = "govuk-error-message upload__said";
    said.setAttribute("role", "alert");
    form.append(said);
  }
  said.textContent = sentence;
  return said;
}

// A file on its way `to` where it belongs: `place` puts its line into the page, which says how far it is
// and has a way out; `answered` takes the answer, and is false when that is none; `over` says why not.
function sendFile(file, words, { to, sent, way, place, answered, over }) {
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
  cancel.className = way;
  cancel.textContent = words.cancel;
  const text = document.createElement("span");
  text.className = "file__in";
  text.append(name, " ", told, bar);
  line.append(text, cancel);
  place(line);

  const request = new XMLHttpRequest();
  const ended = (sentence) => {
    line.remove();
    over(sentence);
  };
  request.upload.addEventListener("progress", (event) => {
    const part = event.lengthComputable ? Math.floor((event.loaded / event.total) * 100) : 0;
    bar.value = part;
    told.textContent = part < 100 ? `${megabytes(file.size)}, ${words.going} ${part}%` : `${megabytes(file.size)}, ${words.checking}`;
  });
  request.addEventListener("load", () => { if (!answered(request.responseText)) ended(words.broken); });
  request.addEventListener("error", () => ended(words.broken));
  request.addEventListener("abort", () => ended(words.cancelled));
  cancel.addEventListener("click", () => request.abort());
  sent.append("size", String(file.size));
  sent.append("file", file);
  request.open("POST", to);
  request.send(sent);
}

function upload(form, file) {
  form.querySelector(".upload__said")?.remove();
  const words = form.dataset;
  if (file.size > Number(words.limit)) {
    sayOfUpload(form, `${file.name}: ${words.tooBig}`);
    return;
  }
  const sent = new FormData();
  for (const hidden of form.querySelectorAll("input[type=hidden]")) sent.append(hidden.name, hidden.value);
  sendFile(file, words, {
    to: form.action,
    sent,
    way: "govuk-button govuk-button--secondary small-button",
    place(line) {
      form.before(line);
      form.hidden = true;
    },
    answered(text) {
      const page = new DOMParser().parseFromString(text, "text/html");
      const fresh = page.getElementById(words.upload);
      const old = document.getElementById(words.upload);
      if (!fresh || !old) return false;
      old.replaceWith(document.adoptNode(fresh));
      const marks = page.querySelector(".path");
      if (marks) document.querySelector(".path")?.replaceWith(document.adoptNode(marks));
      const next = fresh.querySelector(".govuk-error-message") ?? fresh.querySelector(".paper__title");
      if (next) { next.tabIndex = -1; next.focus(); }
      return true;
    },
    over(sentence) {
      form.hidden = false;
      const said = sayOfUpload(form, sentence);
      const retry = document.createElement("button");
      retry.type = "button";
      retry.className = "as-link";
      retry.textContent = words.retry;
      retry.addEventListener("click", () => upload(form, file));
      said.append(" ", retry);
    },
  });
}

addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-upload]");
  if (form && event.target.files?.length) {
    const file = event.target.files[0];
    event.target.value = "";
    upload(form, file);
  }
});

// What takes over a second says that it is under way, until the next page comes.
{
  let waits;
  let bar;
  const done = () => {
    clearTimeout(waits);
    bar?.remove();
  };
  const begun = () => {
    done();
    waits = setTimeout(() => {
      bar = document.createElement("div");
      bar.className = "under-way no-print";
      bar.setAttribute("role", "status");
      const words = say("Đang xử lý, vui lòng chờ", "Under way, please wait");
      const moving = document.createElement("progress");
      moving.setAttribute("aria-label", words);
      bar.append(moving, words);
      document.body.append(bar);
      // An answer that is a file leaves the page standing.
      waits = setTimeout(done, 30_000);
    }, 1000);
  };
  const here = (target) => !target || target === "_self";
  addEventListener("submit", (event) => {
    if (!event.defaultPrevented && here(event.submitter?.formTarget || event.target.target)) begun();
  });
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !here(link.target)) return;
    const file = link.hasAttribute("download") || /\.(pdf|xlsx|csv|docx)$|\/tai\//.test(link.pathname);
    const same = link.pathname === location.pathname && link.search === location.search;
    if (!file && !same && link.protocol.startsWith("http")) begun();
  });
  addEventListener("pagehide", done);
}
