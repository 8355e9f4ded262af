// Every page, looked at by a machine: accessibility, the content security policy, narrow screens.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { open, signIn, start, until } from "./province.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let province;
let code;
let kase;
before(async () => {
  province = await start();
  const { page } = await open(province);
  await signIn(page, "leader");
  // The story the province tells at its start leaves finished dossiers and finished work.
  await until(page, "/bao-cao/ho-so?cot=received_total", "a.code");
  code = (await page.locator("a.code").first().textContent()).trim();
  await signIn(page, "specialist", "org:vpdkdd");
  await until(page, "/co-quan/viec?loc=da-xong", "a.code");
  kase = await page.locator("a.code").first().getAttribute("href");
}, { timeout: 120_000 });
after(() => province?.stop());

const DESK = ["desk-officer", "org:mc-21028"];
const LAND = ["specialist", "org:vpdkdd"];
const LEADER = ["leader"];
const OPERATOR = ["operator"];
const CONTROL = ["procedure-control"];

const PAGES = [
  ["home", () => "/"],
  ["procedures", () => "/tthc"],
  ["one procedure", () => "/tthc/1.013831"],
  ["tracking, asked", () => "/tra-cuu"],
  ["tracking", () => `/tra-cuu/${code}`],
  ["booking a time", () => "/dat-lich?don-vi=org:mc-21028&tthc=1.013831"],
  ["filing online", () => "/nop/1.001776"],
  ["filing land online", () => "/nop/1.013831"],
  ["the desk's queue", () => "/ban/hang-doi?don-vi=org:mc-21028&loc=da-xong", DESK],
  ["choosing what to receive", () => "/ban/tiep-nhan?don-vi=org:mc-21028", DESK],
  ["receiving", () => "/ban/tiep-nhan?tthc=1.013831&don-vi=org:mc-21028", DESK],
  ["the receipt", () => `/ban/da-tiep-nhan/${code}`, DESK],
  ["a dossier at the desk", () => `/ban/ho-so/${code}`, DESK],
  ["a dossier's history", () => `/ho-so/${code}`, LEADER],
  ["its control sheet", () => `/ho-so/${code}/phieu-kiem-soat`, LEADER],
  ["the coordination queue", () => "/ban/dieu-phoi?don-vi=org:mc-21028", DESK],
  ["where time goes", () => "/bao-cao/khau", LEADER],
  ["breaches", () => "/bao-cao/vi-pham", LEADER],
  ["comparing custody", () => "/van-hanh/doi-soat", OPERATOR],
  ["finding a dossier's route", () => "/van-hanh/tuyen", OPERATOR],
  ["a route to be set right", () => `/van-hanh/tuyen?ma-ho-so=${code}`, CONTROL],
  ["a route no dossier has", () => "/van-hanh/tuyen?ma-ho-so=H48.1-000000-0000", OPERATOR],
  ["a dossier's legs", () => `/ho-so/${code}/tuyen`, DESK],
  ["units reorganised", () => "/van-hanh/sap-xep", OPERATOR],
  ["what the desk is to ask for", () => "/ban/hang-doi?don-vi=org:mc-21028&loc=can-bo-sung", DESK],
  ["an agency's queue", () => "/co-quan/viec?don-vi=org:vpdkdd&loc=da-xong", LAND],
  ["a case", () => kase, LAND],
  ["progress", () => "/bao-cao/tien-do", LEADER],
  ["dossiers behind a figure", () => "/bao-cao/ho-so?cot=received_total", LEADER],
  ["services", () => "/van-hanh", OPERATOR],
  ["a dossier's trace", () => `/van-hanh/vet?ma-ho-so=${code}`, OPERATOR],
  ["notices", () => "/van-hanh/tin-nhan", OPERATOR],
  ["procedures as data", () => "/quan-tri/thu-tuc", CONTROL],
  ["units as data", () => "/quan-tri/don-vi?q=nghia", CONTROL],
  ["data problems", () => "/quan-tri/du-lieu", CONTROL],
  ["official forms", () => "/quan-tri/bieu-mau", CONTROL],
  ["changing an official form", () => "/quan-tri/bieu-mau/receipt-2025", CONTROL],
  ["choosing a person", () => "/trinh-dien"],
  ["signing in", () => "/dang-nhap?het=1"],
  ["signing in did not work", () => "/dang-nhap/can-bo/ve"],
  ["signed in beside a form", () => "/dang-nhap/xong", DESK],
  ["the account", () => "/tai-khoan", DESK],
  ["signing out", () => "/dang-xuat", DESK],
  ["signed out", () => "/dang-xuat/xong"],
  ["not for this role", () => "/van-hanh", DESK],
  ["no such page", () => "/khong-co"],
];

for (const [name, path, who] of PAGES) {
  test(`${name}: accessible, quiet, and no wider than the screen`, async () => {
    for (const width of [1366, 800, 360]) {
      const { page, context, wrong } = await open(province, { viewport: { width, height: 900 }, bypassCSP: false });
      if (who) await signIn(page, ...who);
      await page.goto(path());
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(beyond <= 0, `${beyond} px beyond ${width}`);
      assert.deepEqual(wrong, [], `at ${width}`);
      if (width !== 800) {
        await page.evaluate(axe);
        const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), RULES);
        const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ")}`);
        assert.deepEqual(found, [], `at ${width}`);
      }
      await context.close();
    }
  });
}

test("a page brings less than 150 KB of script and style", async () => {
  const { page: first, context } = await open(province);
  await signIn(first, ...DESK);
  const page = await context.newPage();
  const parts = [];
  page.on("response", (response) => {
    if (/\.(css|js|svg)(\?|$)/.test(response.url())) parts.push(response.body());
  });
  await page.goto("/ban/hang-doi", { waitUntil: "load" });
  const bytes = (await Promise.all(parts)).reduce((sum, part) => sum + part.length, 0);
  assert.ok(bytes > 10_000 && bytes < 150_000, `${bytes} bytes`);
});
