// Every page, looked at by a machine: accessibility, the content security policy, narrow screens, weight.
// The doors of the portal are read from where they are written: a new page without a look here fails.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { PAGES, prepare, seat } from "./pages.mjs";
import { start } from "./province.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The pages there are: what doors.rs lets somebody look at. */
function doors() {
  const source = readFileSync(new URL("../../services/portal/src/doors.rs", import.meta.url), "utf8");
  const rows = [...source.matchAll(/\b(?:seen|done)\(\s*"([^"]+)",\s*([A-Z_]+|Door::Roles\([^)]*\))/g)];
  return rows.filter(([, , look]) => look !== "SHUT").map(([, route]) => route);
}

/** What is opened and is no page, with what it is instead. */
const NO_PAGES = {
  "/static/{*path}": "style, script, icons",
  "/healthz": "a word for machines",
  "/readyz": "a word for machines",
  "/su-kien": "a stream of events",
  "/phien": "a word for the session's script",
  "/dang-nhap/{realm}": "leads to who vouches for people",
  "/hs/{code}": "leads to tracking",
  "/thanh-toan/vnpay/ipn": "the bank's word",
  "/tthc/{code}/niem-yet.pdf": "a paper",
  "/nop/{procedure}/tiep/{key}": "leads to where a filing is gone on with",
  "/tthc/{code}/mau/{file}": "a file",
  "/nop/{procedure}/mau/{file}": "a file",
  "/nop/{procedure}/tep/{document}": "a file",
  "/ban/quet/{draft}/tep/{document}": "a file",
  "/phan-anh/{code}": "leads to the complaint",
  "/du-lieu-ca-nhan/xem": "leads to who looked",
  "/tra-cuu/{code}/bo-sung/tep/{document}": "a file",
  "/ban/truc-tuyen": "leads to the queue",
  "/ban/so-theo-doi/tai/{kind}": "a workbook, a text",
  "/ho-so/{code}/tai-lieu/{document}": "a file",
  "/ho-so/{code}/giay/{form}": "a paper",
  "/co-quan": "leads to an agency's queue",
  "/lanh-dao/giao-ban/{file}": "a paper",
  "/lanh-dao/quy/{file}": "a paper, a workbook",
  "/bao-cao": "leads to progress",
  "/bao-cao/tien-do.xlsx": "a workbook",
  "/bao-cao/tien-do.csv": "a text",
  "/quan-tri": "leads to procedures as data",
};

let province;
before(async () => {
  province = await start();
  await prepare(province);
}, { timeout: 300_000 });
after(() => province?.stop());

test("every page has a look, and what is none says what it is", () => {
  const known = doors();
  assert.ok(known.length > 90, `${known.length} doors`);
  const looked = new Set(PAGES.map(([, door]) => door).filter(Boolean));
  assert.deepEqual(known.filter((door) => !looked.has(door) && !NO_PAGES[door]), [], "pages nobody looks at");
  assert.deepEqual([...looked, ...Object.keys(NO_PAGES)].filter((door) => !known.includes(door)), [], "looks at what is not there");
  assert.deepEqual(Object.keys(NO_PAGES).filter((door) => looked.has(door)), []);
});

/** Whether an address is one of a door's. */
function through(address, door) {
  const parts = door.split("/").map((part) => (part.startsWith("{") ? "[^/]+" : part.replaceAll(".", "\\.")));
  return new RegExp(`^${parts.join("/")}$`).test(new URL(address).pathname);
}

/** The bytes of each script and style there is, as a page brings them. */
const weights = new Map();
async function weight(page) {
  const parts = await page.evaluate(() => {
    const brought = [...document.querySelectorAll("script[src], link[rel=stylesheet]")].map((part) => part.src || part.getAttribute("href"));
    return [...new Set(brought.filter(Boolean).map((href) => new URL(href, document.baseURI)).map((url) => url.origin + url.pathname))];
  });
  let sum = 0;
  for (const part of parts) {
    if (!weights.has(part)) weights.set(part, (await (await page.request.get(part)).body()).length);
    sum += weights.get(part);
  }
  return sum;
}

for (const [name, door, who, lead] of PAGES) {
  test(`${name}: accessible, quiet, light, and no wider than the screen`, async () => {
    const { page, wrong } = await seat(province, who);
    await page.setViewportSize({ width: 1366, height: 900 });
    const path = await lead(page);
    wrong.length = 0;
    for (const width of [1366, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      if (door) assert.ok(through(page.url(), door), `${page.url()} is not ${door}`);
      const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok((await beyond()) <= 0, `${await beyond()} px beyond ${width}`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), RULES);
      const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ")}`);
      assert.deepEqual(found, [], `at ${width}`);
      if (width !== 1366) continue;
      await page.setViewportSize({ width: 800, height: 900 });
      assert.ok((await beyond()) <= 0, `${await beyond()} px beyond 800`);
      const bytes = await weight(page);
      assert.ok(bytes > 10_000 && bytes < 150_000, `${bytes} bytes of script and style`);
    }
    assert.deepEqual(wrong, []);
  });
}
