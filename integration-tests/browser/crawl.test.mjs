// Every page that can be reached by links, as everybody: none fails, none leads nowhere, none complains.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, signIn, start } from "./province.mjs";

/** Pages looked at for one person; of those that differ only in a code or a filter, a few. */
const MOST = 80;
const ALIKE = 2;

const PEOPLE = [
  ["nobody", null, ["/"]],
  ["a desk officer", ["desk-officer", "org:mc-21028"], ["/ban/hang-doi?loc=da-xong"]],
  ["the head of a desk", ["desk-head", "org:mc-21028"], []],
  ["a specialist", ["specialist", "org:vpdkdd"], ["/co-quan/viec?loc=da-xong"]],
  ["the head of an agency", ["agency-head", "org:ubnd-21028"], ["/co-quan/viec?loc=da-xong"]],
  ["procedure control", ["procedure-control"], []],
  ["a leader", ["leader"], []],
  ["an operator", ["operator"], []],
  ["an auditor", ["auditor"], []],
];

let province;
before(async () => { province = await start(); }, { timeout: 180_000 });
after(() => province?.stop());

/** What makes pages alike: the path without codes, and the names of the filters. */
function shape(address) {
  const { pathname, searchParams } = new URL(address);
  const path = pathname.split("/").map((part) => (/\d/.test(part) || part.includes(":") ? "*" : part));
  const filters = [...searchParams.keys()].filter((key) => key !== "lang").sort();
  return `${path.join("/")}?${filters.join("&")}`;
}

function links(page, base) {
  return page.locator("a[href]").evaluateAll((all, base) => {
    const shown = all.map((link) => new URL(link.getAttribute("href"), document.baseURI));
    return shown.filter((url) => url.origin === new URL(base).origin).map((url) => url.origin + url.pathname + url.search);
  }, base);
}

/** Where the service that makes papers is not built, its pages say so, and that is no fault of a link. */
const isPaper = (address) => /\/giay\/|\/bieu-mau|\.pdf(\?|$)/.test(address);

for (const [name, who, further] of PEOPLE) {
  test(`${name} follows every link`, { timeout: 600_000 }, async () => {
    const { page, wrong } = await open(province);
    if (who) await signIn(page, ...who);
    else await page.goto("/");
    const waiting = [[page.url(), "the start"], ...further.map((path) => [province.base + path, "the test"])];
    const seen = new Set();
    const alike = new Map();
    const faults = [];
    const papersAway = province.told.some((line) => line.includes("không có dịch vụ in giấy"));
    const failed = (status, address) => status >= 400 && !(papersAway && status === 503 && isPaper(address));
    while (waiting.length && seen.size < MOST) {
      const [address, from] = waiting.shift();
      const kind = shape(address);
      if (seen.has(address) || (alike.get(kind) ?? 0) >= ALIKE) continue;
      seen.add(address);
      alike.set(kind, (alike.get(kind) ?? 0) + 1);
      if (/[./](pdf|xlsx|csv|svg)(\?|$)/.test(address)) {
        const answer = await page.request.get(address);
        if (failed(answer.status(), address)) faults.push(`${answer.status()} ${address} (from ${from})`);
        continue;
      }
      const answer = await page.goto(address);
      if (failed(answer.status(), address)) faults.push(`${answer.status()} ${address} (from ${from})`);
      else for (const link of await links(page, province.base)) waiting.push([link, new URL(address).pathname]);
    }
    assert.deepEqual(faults, []);
    assert.deepEqual(papersAway ? wrong.filter((line) => !/status of 503/.test(line)) : wrong, []);
    assert.ok(seen.size >= 5, `${seen.size} pages`);
  });
}
