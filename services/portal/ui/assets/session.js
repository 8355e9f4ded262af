// The session: a warning before it ends, what was typed kept in this tab, and restored after a reload.
(() => {
  const body = document.body;
  const who = body.dataset.who ?? "";
  const PREFIX = "mc:";
  const store = (() => {
    try {
      sessionStorage.getItem(PREFIX);
      return sessionStorage;
    } catch {
      return null;
    }
  })();
  const keys = () => (store ? Object.keys(store).filter((key) => key.startsWith(PREFIX)) : []);

  // What somebody typed is for them alone: another account, or none after sign-out, clears it.
  if (document.querySelector("[data-signed-out]")) for (const key of keys()) store.removeItem(key);
  if (who) for (const key of keys()) if (!key.startsWith(`${PREFIX}${who}:`) && !key.startsWith(`${PREFIX}:`)) store.removeItem(key);

  const forms = [...document.querySelectorAll("main form[method=post]:not([data-no-keep])")];
  const typed = (form) => [...form.elements].filter((field) => field.name && field.matches("textarea,select,input:not([type=hidden],[type=file],[type=password],[type=submit],[type=button])") && !field.closest("[hidden]"));
  // By where it is sent: a form that came back with errors stands at another address, and is the same.
  const place = (form) => `${PREFIX}${who}:${new URL(form.action).pathname}`;
  const values = (form) => {
    const kept = {};
    for (const field of typed(form)) {
      const value = field.matches("[type=checkbox],[type=radio]") ? (field.checked ? field.value : null) : field.value;
      (kept[field.name] ??= []).push(value);
    }
    return kept;
  };
  const fill = (form, kept) => {
    const at = {};
    for (const field of typed(form)) {
      const nth = (at[field.name] = (at[field.name] ?? -1) + 1);
      const value = kept[field.name]?.[nth];
      if (value === undefined) continue;
      const before = field.matches("[type=checkbox],[type=radio]") ? field.checked : field.value;
      if (field.matches("[type=checkbox],[type=radio]")) field.checked = value !== null;
      else if (value !== null) field.value = value;
      const now = field.matches("[type=checkbox],[type=radio]") ? field.checked : field.value;
      if (before !== now) field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  const told = (form) => {
    let line = form.querySelector(".saved");
    if (!line) {
      line = document.createElement("p");
      line.className = "saved small dim";
      line.setAttribute("role", "status");
      form.append(line);
    }
    return line;
  };

  if (store) {
    // A form that went through leaves no draft behind; one that came back with errors does.
    const sent = store.getItem("mc-sent");
    store.removeItem("mc-sent");
    if (sent && !document.querySelector(".govuk-error-summary, [data-kept]") && !/\b(4|5)\d\d\b/.test(String(performance.getEntriesByType("navigation")[0]?.responseStatus ?? ""))) store.removeItem(sent);
    for (const form of forms) {
      if (!typed(form).some((field) => field.matches("textarea,input:not([type=checkbox],[type=radio])"))) continue;
      const fresh = JSON.stringify(values(form));
      const raw = store.getItem(place(form));
      if (raw && !document.querySelector(".govuk-error-summary")) {
        try {
          const { at, kept } = JSON.parse(raw);
          if (JSON.stringify(kept) !== fresh) {
            fill(form, kept);
            const line = told(form);
            line.textContent = say(`Đã khôi phục nội dung gõ dở lúc ${clock(at)}. `, `What you typed by ${clock(at)} is restored. `);
            const drop = document.createElement("button");
            drop.type = "button";
            drop.className = "link";
            drop.textContent = say("Bỏ nội dung này", "Discard it");
            drop.addEventListener("click", () => {
              fill(form, JSON.parse(fresh));
              store.removeItem(place(form));
              line.textContent = say("Đã bỏ.", "Discarded.");
            });
            line.append(drop);
            form.closest("details")?.setAttribute("open", "");
          }
        } catch {
          store.removeItem(place(form));
        }
      }
      let later;
      const save = () => {
        const at = Date.now();
        try {
          store.setItem(place(form), JSON.stringify({ at, kept: values(form) }));
          told(form).textContent = say(`Đã lưu lúc ${clock(at)}`, `Saved at ${clock(at)}`);
        } catch {
          // A full store keeps nothing more; the form itself still does.
        }
      };
      form.addEventListener("input", () => {
        clearTimeout(later);
        later = setTimeout(save, 600);
      });
      form.addEventListener("submit", () => {
        clearTimeout(later);
        save();
        store.setItem("mc-sent", place(form));
      });
    }
  }

  if (!who) return;

  // Seconds, as the server counts them; what another tab does counts too.
  let ends = Date.now() + Number(body.dataset.ends) * 1000;
  const WARN = Math.min(120_000, (ends - Date.now()) / 2);
  const word = () => document.querySelector("input[name=_the]")?.value ?? "";
  const ask = async (method) => {
    const answer = await fetch("/phien", { method, headers: { "x-motcua-the": word() } });
    if (!answer.ok) return false;
    const { con } = await answer.json();
    ends = Date.now() + con * 1000;
    return true;
  };
  let bar;
  const hide = () => {
    bar?.remove();
    bar = undefined;
  };
  const warn = () => {
    if (bar) return;
    bar = document.createElement("section");
    bar.className = "session";
    bar.setAttribute("role", "alertdialog");
    bar.setAttribute("aria-labelledby", "session-words");
    bar.innerHTML = `<p id="session-words"></p><button type="button" class="govuk-button"></button>`;
    const minutes = Math.max(1, Math.round((ends - Date.now()) / 60_000));
    bar.querySelector("p").textContent = say(`Phiên làm việc sắp hết, còn khoảng ${minutes} phút. Nội dung đang gõ vẫn được giữ.`, `The session ends in about ${minutes} min. What you typed is kept.`);
    const more = bar.querySelector("button");
    more.textContent = say("Tiếp tục làm việc", "Keep working");
    more.addEventListener("click", async () => {
      more.disabled = true;
      const longer = await ask("POST").catch(() => false);
      more.disabled = false;
      if (longer) hide();
      else bar.querySelector("p").textContent = say("Chưa kéo dài được phiên làm việc: hệ thống không trả lời. Nội dung đang gõ vẫn được giữ; hãy thử lại.", "The session could not be prolonged: the system does not answer. What you typed is kept; try again.");
    });
    body.append(bar);
    more.focus();
  };
  const over = () => {
    hide();
    clearInterval(watch);
    const main = document.querySelector("main");
    const back = encodeURIComponent(location.pathname + location.search);
    for (const part of main.children) part.hidden = true;
    const panel = document.createElement("div");
    panel.className = "wide page";
    panel.innerHTML = `<div class="narrow"><h1 tabindex="-1"></h1><p></p><p><a class="govuk-button"></a></p></div>`;
    panel.querySelector("h1").textContent = say("Phiên làm việc đã hết", "The session has ended");
    panel.querySelector("p").textContent = say("Bạn đã được đăng xuất vì lâu không thao tác. Nội dung đang gõ được giữ trong thẻ này và hiện lại sau khi đăng nhập.", "You were signed out because nothing was done for a while. What you typed is kept in this tab and comes back after signing in.");
    const link = panel.querySelector("a");
    link.textContent = say("Đăng nhập lại", "Sign in again");
    link.href = `/dang-nhap?ve=${back}&het=1`;
    main.append(panel);
    panel.querySelector("h1").focus();
  };
  const look = async () => {
    if (ends - Date.now() > WARN) return hide();
    try {
      await ask("GET");
    } catch {
      // No answer: the time this page knows holds.
    }
    if (ends <= Date.now()) over();
    else if (ends - Date.now() <= WARN) warn();
    else hide();
  };
  const watch = setInterval(look, Math.min(10_000, WARN / 6));
})();
