// Live pages: what is marked data-live="…" follows what happens, row by row, without a reload. The
// page asks for itself anew and takes over what differs, so it shows what its visitor may see. It says
// that it only follows, and with data-live-seen from which version on: a page whose opening is a
// recorded look at a person's file then leaves the file out.
(() => {
  const parts = () => [...document.querySelectorAll("[data-live]")];
  const marked = parts()[0];
  if (!marked || !window.EventSource) return;
  const about = new URLSearchParams({ ve: marked.dataset.live });
  if (marked.dataset.liveDossier) about.set("ho-so", marked.dataset.liveDossier);

  // The state of the line, in words, and what changed, said politely.
  const line = document.createElement("span");
  line.className = "live";
  line.hidden = true;
  line.setAttribute("role", "status");
  document.querySelector(".top__right")?.prepend(line);
  const news = document.createElement("p");
  news.className = "hidden";
  news.setAttribute("role", "status");
  document.querySelector("main")?.append(news);
  const cut = (is) => {
    line.hidden = !is;
    line.textContent = is ? say("Mất kết nối", "Connection lost") : "";
  };

  // A row is the same row when it has the same id, or leads to the same place.
  const key = (row) => row.id || row.dataset.key || row.querySelector("a[href]")?.getAttribute("href") || row.textContent;
  const rows = (part) => (part.tBodies?.[0] ? [...part.tBodies[0].rows] : part.matches("tbody,ul,ol") ? [...part.children] : null);
  const bare = (row) => {
    const copy = row.cloneNode(true);
    copy.removeAttribute("aria-selected");
    copy.classList.remove("is-new");
    if (!copy.className) copy.removeAttribute("class");
    for (const field of copy.querySelectorAll("input[name=_tu],input[type=hidden]")) field.remove();
    return copy.outerHTML;
  };
  const busy = (node) => node.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]),textarea,select");
  const takeOver = (old, fresh) => {
    const at = document.activeElement;
    const focused = old.contains(at) ? [...old.querySelectorAll("a,button,input")].indexOf(at) : -1;
    const ticked = new Map([...old.querySelectorAll("input[type=checkbox]:checked")].map((box) => [box.name + box.value.split("|")[1], box.value]));
    if (old.hasAttribute("aria-selected")) fresh.setAttribute("aria-selected", old.getAttribute("aria-selected"));
    for (const box of fresh.querySelectorAll("input[type=checkbox]")) {
      const known = ticked.get(box.name + box.value.split("|")[1]);
      // What was ticked is acted upon as it was seen then: should it matter, the service says what changed.
      if (known) { box.checked = true; box.value = known; }
    }
    old.replaceWith(fresh);
    if (focused >= 0) [...fresh.querySelectorAll("a,button,input")][focused]?.focus({ preventScroll: true });
  };

  // What is shown only while a list has rows, or only while it has none.
  const settle = () => {
    for (const node of document.querySelectorAll("[data-live-with]")) {
      const filled = Boolean(node.closest("[data-live-scope]")?.querySelector("tbody tr"));
      node.hidden = filled !== (node.dataset.liveWith === "rows");
    }
  };

  // How the server drew a row that keeps a tick of its visitor's.
  const drawn = new WeakMap();
  const update = (page) => {
    const fresh = [...page.querySelectorAll("[data-live]")];
    const here = parts();
    let added = 0;
    let changed = 0;
    if (fresh.length !== here.length) return null;
    here.forEach((part, nth) => {
      const [olds, news] = [rows(part), rows(fresh[nth])];
      if (!olds || !news) {
        if (part.innerHTML === fresh[nth].innerHTML || busy(part) || part.querySelector("details[open] form")) return;
        takeOver(part, document.importNode(fresh[nth], true));
        changed += 1;
        return;
      }
      const body = part.tBodies?.[0] ?? part;
      const known = new Map(olds.map((row) => [key(row), row]));
      let after = null;
      for (const row of news) {
        const old = known.get(key(row));
        known.delete(key(row));
        let stands = old;
        if (!old) {
          stands = document.importNode(row, true);
          stands.classList.add("is-new");
          added += 1;
        } else if ((drawn.get(old) ?? bare(old)) !== bare(row) && !busy(old)) {
          stands = document.importNode(row, true);
          takeOver(old, stands);
          drawn.set(stands, bare(row));
          stands.classList.add("is-new");
          changed += 1;
        }
        const place = after ? after.nextElementSibling : body.firstElementChild;
        if (place !== stands) body.insertBefore(stands, place);
        after = stands;
      }
      for (const gone of known.values()) {
        if (busy(gone)) continue;
        gone.remove();
        changed += 1;
      }
    });
    settle();
    const told = fresh.map((part) => part.dataset.liveNews).filter(Boolean).join(" ");
    return { added, changed, told };
  };

  let asking = false;
  let again = false;
  let owed = false;
  const refresh = async () => {
    if (asking) { again = true; return; }
    asking = true;
    owed = true;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", headers: { "x-live": marked.dataset.liveSeen ?? "1" } });
      if (answer.ok && !answer.redirected) {
        owed = false;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const done = update(page);
        if (!done) news.textContent = say("Trang có thay đổi; tải lại để xem.", "This page has changed; reload to see it.");
        else if (done.added || done.changed) {
          news.textContent = done.told || say(`Đã cập nhật: ${done.added} mới, ${done.changed} thay đổi.`, `Updated: ${done.added} new, ${done.changed} changed.`);
          dispatchEvent(new CustomEvent("live", { detail: done }));
        }
      } else if (answer.status === 404) {
        owed = false;
        news.textContent = say("Nội dung này không còn ở đây; tải lại trang để xem.", "This is no longer here; reload the page to see.");
      }
    } catch {
      // The line is cut; when the stream is back the page is asked for again.
    }
    asking = false;
    if (again) { again = false; refresh(); }
  };

  // One stream while the page is looked at; after a break it begins where it was.
  let stream = null;
  let place = "";
  let wait = 1000;
  let timer = 0;
  const close = () => {
    clearTimeout(timer);
    stream?.close();
    stream = null;
  };
  const open = () => {
    close();
    if (place) about.set("tu", place);
    stream = new EventSource(`/su-kien?${about}`);
    const heard = (event) => {
      place = event.lastEventId || place;
      wait = 1000;
      cut(false);
    };
    stream.addEventListener("san-sang", (event) => { heard(event); if (owed) refresh(); });
    stream.addEventListener("doi", (event) => { heard(event); refresh(); });
    stream.onerror = () => {
      close();
      // A stream is ended now and then; only one that does not come back is a lost line.
      if (wait > 1000) cut(true);
      timer = setTimeout(open, wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, 30000);
    };
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  addEventListener("offline", () => cut(true));
  addEventListener("online", open);
  if (!document.hidden) open();
})();
