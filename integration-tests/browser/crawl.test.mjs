// Every page that can be reached by links, as everybody: none fails, none leads nowhere, and in English none
// leaves Vietnamese unmarked. The province has worked for weeks, so that there are dossiers in every state to
// come by. What a browser makes of each page is pages.test.mjs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inLanguage, unmarked } from "./english.mjs";
import { open, signIn, start } from "./province.mjs";

/** Pages looked at for one person; of those that differ only in a code or a filter, a few. */
const MOST = 70;
const ALIKE = 2;
/** Asked for at once. */
const HANDS = 4;

const PEOPLE = [
  ["nobody", null, ["/"]],
  ["a citizen", "Nguyễn Thị Thử Nghiệm", ["/"]],
  ["a desk officer", ["desk-officer", "org:mc-21028"], ["/ban/hang-doi?loc=da-xong"]],
  ["the head of a desk", ["desk-head", "org:mc-21028"], []],
  ["a specialist", ["specialist", "org:vpdkdd"], ["/co-quan/viec?loc=da-xong"]],
  ["the head of an agency", ["agency-head", "org:ubnd-21028"], ["/co-quan/viec?loc=da-xong"]],
  ["procedure control", ["procedure-control"], []],
  ["a leader", ["leader"], ["/lanh-dao?ky=nam", "/lanh-dao/xep-hang?ky=nam"]],
  ["an operator", ["operator"], []],
  ["an auditor", ["auditor"], []],
];

let province;
before(async () => { province = await start({}, { busy: true }); }, { timeout: 300_000 });
after(() => province?.stop());

/** What makes pages alike: the path without codes, and the names of the filters. */
function shape(address) {
  const { pathname, searchParams } = new URL(address);
  const path = pathname.split("/").map((part) => (/\d/.test(part) || /%3A|:/i.test(part) ? "*" : part));
  const filters = [...searchParams.keys()].filter((key) => key !== "lang").sort();
  return `${path.join("/")}?${filters.join("&")}`;
}

const text = (html) => html.replaceAll("&amp;", "&").replaceAll("&#38;", "&").replaceAll("&#x3a;", ":").replaceAll("&#58;", ":");

/** The addresses that the links of a page lead to, inside the portal. */
function links(html, address) {
  const found = [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map(([, href]) => new URL(text(href), address));
  return found.filter((url) => url.origin === province.base);
}

/** Where the service that makes papers is not built, its pages say so, and that is no fault of a link. */
const isPaper = (address) => /\/giay\/|\/bieu-mau|\.pdf(\?|$)/.test(address);

for (const [name, who, further] of PEOPLE) {
  test(`${name} follows every link`, { timeout: 90_000 }, async () => {
    const { page, context } = await open(province);
    if (typeof who === "string") {
      await page.goto("/trinh-dien");
      await Promise.all([page.waitForURL((url) => url.pathname !== "/trinh-dien"), page.click(`button:has-text("${who}")`)]);
    } else if (who) await signIn(page, ...who);
    else await page.goto("/");
    const waiting = [[page.url(), "the start"], ...further.map((path) => [province.base + path, "the test"])];
    const [seen, alike, faults] = [new Set(), new Map(), []];
    const papersAway = province.told.some((line) => line.includes("không có dịch vụ in giấy"));

    async function visit(address, from) {
      const answer = await page.request.get(inLanguage(address.split("#")[0], "en"));
      const away = papersAway && answer.status() === 503 && isPaper(address);
      if (answer.status() >= 400 && !away) return faults.push(`${answer.status()} ${address} (from ${from})`);
      if (!answer.headers()["content-type"]?.startsWith("text/html")) return;
      const html = await answer.text();
      const anchor = decodeURIComponent(address.split("#")[1] ?? "");
      if (anchor && !html.includes(`id="${anchor}"`)) faults.push(`no #${anchor} on ${address} (from ${from})`);
      for (const text of await page.evaluate(unmarked, html)) faults.push(`${new URL(address).pathname} leaves unmarked ${text}`);
      for (const url of links(html, answer.url())) waiting.push([url.href, new URL(address).pathname]);
    }

    let working = 0;
    async function hand() {
      while (seen.size < MOST) {
        // Whoever still reads a page may come by more.
        if (!waiting.length && working) {
          await new Promise((later) => { setTimeout(later, 20); });
          continue;
        }
        if (!waiting.length) return;
        const [address, from] = waiting.shift();
        const kind = shape(address);
        if (seen.has(address) || (alike.get(kind) ?? 0) >= ALIKE) continue;
        seen.add(address);
        alike.set(kind, (alike.get(kind) ?? 0) + 1);
        working += 1;
        await visit(address, from).finally(() => { working -= 1; });
      }
    }
    await Promise.all(Array.from({ length: HANDS }, hand));
    assert.deepEqual(faults, []);
    assert.ok(seen.size >= 10, `${seen.size} pages`);
    if (who && typeof who !== "string") assert.ok([...alike.keys()].some((kind) => kind.startsWith("/ho-so/*") || kind.startsWith("/co-quan/viec/*") || kind.startsWith("/van-hanh/vet")), "dossiers were come by");
    await context.close();
  });
}
