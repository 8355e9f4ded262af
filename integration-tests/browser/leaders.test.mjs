// What leaders read: each figure leads to its dossiers, the map by keyboard, on a phone, on paper.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { open, signIn, start } from "./province.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let province;
before(async () => {
  province = await start({}, { busy: true });
}, { timeout: 300_000 });
after(() => province?.stop());

async function leader(options) {
  const opened = await open(province, options);
  await signIn(opened.page, "leader");
  return opened;
}

/** The number a link says, such as 1.204 of "1.204 hồ sơ". */
const said = (text) => Number(text.trim().match(/^[\d.]+/)?.[0].replaceAll(".", ""));

/** Every distinct link to dossiers of a page whose words begin with a number. */
async function figures(page) {
  const links = await page.locator('main a[href^="/bao-cao/ho-so"]').evaluateAll((all) => all.map((a) => [a.getAttribute("href"), a.textContent]));
  const counted = links.filter(([, text]) => /^\s*[\d.]+(\s|$)/.test(text));
  return [...new Map(counted).entries()];
}

for (const path of ["/lanh-dao", "/lanh-dao?ky=nam", "/lanh-dao/qua-han", "/lanh-dao/xep-hang", "/lanh-dao/hai-long", "/lanh-dao/don-vi/adm:21028?ky=nam", "/lanh-dao/giao-ban", "/lanh-dao/quy", "/bao-cao/tien-do"]) {
  test(`each figure of ${path} leads to as many dossiers`, async () => {
    const { page, context, wrong } = await leader();
    await page.goto(path);
    const links = await figures(page);
    if (path.startsWith("/lanh-dao?") || path === "/bao-cao/tien-do") assert.ok(links.length > 3, "there are figures to follow");
    for (const [href, text] of links.slice(0, 40)) {
      await page.goto(href);
      const total = (await page.locator("#total").textContent()).replaceAll(".", "");
      assert.equal(Number(total), said(text), href);
      const rows = await page.locator("tbody tr:has(a.code)").count();
      assert.equal(rows, Math.min(50, said(text)), href);
    }
    assert.deepEqual(wrong, []);
    await context.close();
  });
}

/** What the first page says of the province: each card's number and its words. */
async function told(page) {
  await page.goto("/");
  const days = (await page.locator(".told__days").textContent()).match(/\d{2}\/\d{2}\/\d{4}/g);
  const cards = await page.locator(".told p").evaluateAll((all) => all.map((p) => p.textContent.trim().replace(/\s+/g, " ")));
  return { days: days.map((day) => day.split("/").reverse().join("-")), card: (words) => cards.find((card) => card.includes(words)) };
}

test("everybody reads on the first page what leaders read of the same days, and how long people waited", async () => {
  const { page: public_, context: nobody, wrong } = await open(province, { javaScriptEnabled: false });
  const { days: [from, to], card } = await told(public_);
  const { page, context } = await leader();
  const total = async (column, from, to) => {
    await page.goto(`/bao-cao/ho-so?cot=${column}&tu=${from}&den=${to}`);
    return (await page.locator("#total").textContent()).trim();
  };
  const finished = card("đã giải quyết xong");
  assert.ok(finished, "something was finished in these days");
  assert.equal(finished.match(/^[\d.]+/)[0], await total("resolved_total", from, to));
  const late = card("đang quá hạn").match(/^([\d.]+) hồ sơ đang quá hạn, trong ([\d.]+) /);
  const today = new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10);
  assert.deepEqual([late[1], late[2]], [await total("open_late", today, today), await total("open_total", today, today)]);
  const half = card("một nửa số hồ sơ").match(/^(\d+ ngày làm việc|trong ngày)/)[0];
  await public_.locator(".told a").click();
  await public_.waitForURL(/\/tthc\//);
  const waited = await public_.locator("section:has(> #waited)").textContent();
  assert.match(waited, /cứ 10 hồ sơ có 9 xong/i);
  assert.ok(waited.includes(half.replace(/^trong ngày$/, "ngay trong ngày")), `${half}: ${waited}`);
  const basis = waited.match(/Tính trên ([\d.]+) hồ sơ có kết quả/);
  assert.ok(said(basis[1]) >= 10, "of few nothing is said");
  await public_.locator("a[hreflang=en]").click();
  assert.match(await public_.locator("section:has(> #waited)").textContent(), /ine of ten .*working day|ine of ten .*day of filing/);
  assert.deepEqual(wrong, []);
  await Promise.all([context.close(), nobody.close()]);
});

test("the map is gone through by keyboard, and a tile leads to its commune", async () => {
  const { page, context } = await leader();
  await page.goto("/lanh-dao?ky=nam");
  assert.equal(await page.locator("svg.tiles a").count(), 96);
  await page.locator(".map__scroll").focus();
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  assert.match(first, /^(Xã|Phường|Đặc khu) .+: /);
  const shown = await page.evaluate(() => getComputedStyle(document.activeElement.querySelector("polygon")).fill);
  assert.equal(shown, "rgb(255, 221, 0)", "the tile in focus is to be seen");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/lanh-dao\/don-vi\/adm:\d+\?ky=nam/);
  assert.equal(await page.locator("h1").textContent(), first.split(":")[0]);
  // Who does not want 96 stops goes past them.
  await page.goto("/lanh-dao?ky=nam");
  await page.locator('.map a[href="#bang-don-vi"]').focus();
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#bang-don-vi$/);
  await context.close();
});

test("the table beside the map says what the map says", async () => {
  const { page, context } = await leader();
  await page.goto("/lanh-dao?ky=nam&chi-so=tiep-nhan");
  const tiles = await page.locator("svg.tiles a").evaluateAll((all) => all.map((a) => a.getAttribute("aria-label")));
  await page.locator("#bang-don-vi summary").click();
  const rows = await page.locator("#bang-don-vi tbody tr").evaluateAll((all) => all.map((tr) => [tr.children[0].textContent.trim(), tr.children[1].textContent.trim()]));
  const received = new Map(rows);
  for (const tile of tiles) {
    const [name, words] = tile.split(": ");
    assert.equal(received.get(name), words.match(/^[\d.]+/)[0], name);
  }
  await context.close();
});

test("the period is in the address, and turning pages keeps the field", async () => {
  const { page, context } = await leader();
  await page.goto("/lanh-dao?ky=thang&ngay=2026-02-10&linh-vuc=dat-dai");
  assert.match(await page.locator(".title p").textContent(), /Tháng 2\/2026, từ 01\/02\/2026 đến 28\/02\/2026 · Đất đai/);
  await page.locator(".span__steps a").first().click();
  await page.waitForURL(/ky=thang&ngay=2026-01-01&linh-vuc=dat-dai/);
  assert.equal(await page.locator(".kpi__figure").nth(1).textContent(), "0", "nothing was late then");
  await page.locator("details.span__own summary").click();
  await page.fill(".span__own [name=tu]", "2026-01-05");
  await page.fill(".span__own [name=den]", "2026-01-06");
  await page.locator(".span__own button").click();
  await page.waitForURL(/tu=2026-01-05&den=2026-01-06/);
  assert.match(await page.locator(".title p").textContent(), /Từ 05\/01\/2026 đến 06\/01\/2026/);
  await context.close();
});

test("a head sees their own unit, and another's is as if it were not", async () => {
  const { page, context } = await open(province);
  await signIn(page, "desk-head", "org:mc-21028");
  await page.goto("/lanh-dao");
  assert.equal(await page.locator("h1").textContent(), "Phường Nghĩa Lộ");
  const other = await page.goto("/lanh-dao/don-vi/adm:21040");
  assert.equal(other.status(), 404);
  const missing = await page.goto("/lanh-dao/don-vi/adm:99999");
  assert.equal(missing.status(), 404);
  await context.close();
});

test("the progress table goes out as a workbook and as text", async () => {
  const { page, context } = await leader();
  await page.goto("/bao-cao/tien-do");
  for (const [name, begins] of [["XLSX", "PK"], ["CSV", "\uFEFF"]]) {
    const href = await page.locator(`.acts a:has-text("${name}")`).getAttribute("href");
    const answer = await page.request.get(href);
    assert.equal(answer.status(), 200, name);
    assert.match(answer.headers()["content-disposition"], /attachment; filename="bieu-II06a-/);
    const body = await answer.body();
    assert.ok(body.toString("utf8").startsWith(begins), name);
  }
  await context.close();
});

test("the chair reads from one page: what stands out, who is asked, and it fits on A4", async () => {
  const { page, context, wrong } = await leader();
  await page.goto("/lanh-dao/giao-ban");
  assert.match(await page.locator(".title p").textContent(), /Tuần 46, từ 09\/11\/2026 đến 15\/11\/2026/, "on a Friday the week before is read out");
  await page.locator(".span__steps a:has-text('Tuần 47')").click();
  await page.waitForURL(/ngay=2026-11-16/);
  assert.equal(await page.locator(".brief section:has(h2)").count(), 10, "four figures and six parts");
  const asked = await page.locator(".asked li").allTextContents();
  const holders = await page.locator(".held th a").allTextContents();
  assert.ok(asked.length >= 3 && holders.length >= 3);
  assert.deepEqual(asked.slice(0, 2).map((line) => line.split(": ")[0]), holders.slice(0, 2), "those who hold the most are asked first");
  const [first] = await page.locator(".asked li a").evaluateAll((all) => all.map((a) => [a.getAttribute("href"), a.textContent]));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".acts").isVisible(), false);
  const paper = (await page.pdf({ format: "A4", preferCSSPageSize: true, printBackground: true })).toString("latin1");
  assert.equal(paper.match(/\/Type\s*\/Page\b/g).length, 1, "one page");
  await page.goto(first[0]);
  assert.equal((await page.locator("#total").textContent()).trim(), first[1].match(/^\d+/)[0], "a question leads to its dossiers");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("a quarter of reports begins in the middle of a month, and its sums are those of its parts", async () => {
  const { page, context } = await leader();
  await page.goto("/lanh-dao/quy?nam=2026&quy=4");
  assert.match(await page.locator(".title p").textContent(), /từ 15\/09\/2026 đến 14\/12\/2026/);
  for (const table of await page.locator("table.report").all()) {
    const column = (selector) => table.locator(selector).allTextContents().then((all) => all.map((text) => Number(text.replaceAll(".", ""))));
    for (const nth of [2, 6, 10]) {
      const parts = await column(`tbody td:nth-child(${nth})`);
      const [sum] = await column(`tfoot td:nth-child(${nth})`);
      assert.ok(sum > 0);
      assert.equal(parts.reduce((a, b) => a + b, 0), sum, `column ${nth}`);
    }
  }
  await page.click("text=Quý dương lịch");
  assert.match(await page.locator(".title p").textContent(), /từ 01\/10\/2026 đến 31\/12\/2026/);
  const answer = await page.request.get(await page.locator(".acts a:has-text('XLSX')").getAttribute("href"));
  assert.match(answer.headers()["content-disposition"], /bieu-II06a-2026-10-01-2026-12-31\.xlsx/);
  assert.ok((await answer.body()).toString("latin1").startsWith("PK"));
  await context.close();
});

test("a head sums up the quarter of their own unit alone, and reads no briefing of the province", async () => {
  const { page, context } = await open(province);
  await signIn(page, "desk-head", "org:mc-21028");
  await page.goto("/lanh-dao/quy");
  assert.equal(await page.locator("table.report").last().locator("tbody tr").count(), 1);
  assert.equal(await page.locator('nav.side a[href="/lanh-dao/giao-ban"]').count(), 0);
  assert.equal((await page.goto("/lanh-dao/giao-ban")).status(), 403);
  await context.close();
});

test("the week and the quarter come as official papers, to those who see their pages", async () => {
  const { page, context, wrong } = await leader();
  const paper = async (path) => {
    const answer = await page.request.get(path);
    assert.equal(answer.status(), 200, path);
    assert.equal(answer.headers()["content-type"], "application/pdf");
    const body = await answer.body();
    assert.equal(body.subarray(0, 5).toString("latin1"), "%PDF-");
    return answer.headers()["content-disposition"];
  };
  await page.goto("/lanh-dao/giao-ban");
  const week = await page.locator(".acts a:has-text('Tải PDF')").getAttribute("href");
  assert.equal(week, "/lanh-dao/giao-ban/2026-46.pdf");
  assert.equal(await paper(week), 'inline; filename="bao-cao-giao-ban-2026-46.pdf"');
  await paper("/lanh-dao/giao-ban/2026-01.pdf");
  await page.goto("/lanh-dao/quy?nam=2026&quy=3&lich=duong-lich");
  const quarter = await page.locator('.acts a[href*=".pdf"]').getAttribute("href");
  assert.equal(quarter, "/lanh-dao/quy/2026-3.pdf?lich=duong-lich");
  assert.equal(await paper(quarter), 'inline; filename="bao-cao-quy-2026-3.pdf"');
  for (const none of ["giao-ban/2026-48.pdf", "giao-ban/2026-54.pdf", "giao-ban/2025-53.pdf", "giao-ban/2026-46.xlsx", "giao-ban/tuan-nay.pdf", "quy/2027-1.pdf", "quy/2026-5.pdf", "quy/2026-0.xlsx", "quy/2026-4.docx", "quy/-1-4.pdf"]) {
    const answer = await page.request.get(`/lanh-dao/${none}`);
    assert.equal(answer.status(), 404, none);
    assert.match(await answer.text(), /chưa bắt đầu/, none);
  }
  assert.deepEqual(wrong, []);
  await context.close();
  const head = await open(province);
  await signIn(head.page, "desk-head", "org:mc-21028");
  assert.equal((await head.page.request.get(week)).status(), 403, "no briefing of the province for the head of one desk");
  const own = await head.page.request.get(quarter);
  assert.equal(own.status(), 200);
  assert.notEqual((await own.body()).length, 0);
  await head.context.close();
  const desk = await open(province);
  await signIn(desk.page, "desk-officer", "org:mc-21028");
  for (const path of [week, quarter, "/lanh-dao/quy/2026-3.xlsx"]) assert.equal((await desk.page.request.get(path)).status(), 403, path);
  await desk.context.close();
});

test("it prints on A4 without the menu", async () => {
  const { page, context } = await leader();
  await page.goto("/lanh-dao?ky=nam");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("nav.side").isVisible(), false);
  assert.equal(await page.locator(".span").isVisible(), false);
  assert.equal(await page.locator("svg.tiles").isVisible(), true);
  assert.ok((await page.pdf({ format: "A4", printBackground: true })).length > 10_000);
  await context.close();
});

const PAGES = ["/", "/?lang=en", "/tthc/1.013831", "/lanh-dao?ky=nam", "/lanh-dao?ky=nam&lang=en", "/lanh-dao/qua-han", "/lanh-dao/xep-hang?ky=nam", "/lanh-dao/hai-long?ky=nam", "/lanh-dao/don-vi/adm:21028?ky=nam", "/bao-cao/ho-so?cot=received_total&tu=2026-01-01&den=2026-12-31", "/bao-cao/tien-do?lang=en", "/lanh-dao/giao-ban?ngay=2026-11-16", "/lanh-dao/giao-ban?ngay=2026-11-16&lang=en", "/lanh-dao/quy", "/lanh-dao/quy?lang=en"];
for (const path of PAGES) {
  test(`${path}: accessible, quiet, light, and no wider than the screen`, async () => {
    for (const width of [1366, 360]) {
      const { page, context, wrong } = await leader({ viewport: { width, height: 900 } });
      const parts = [];
      page.on("response", (response) => {
        if (/\.(css|js|svg)(\?|$)/.test(response.url())) parts.push(response.body().catch(() => ""));
      });
      await page.goto(path, { waitUntil: "networkidle" });
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(beyond <= 0, `${beyond} px beyond ${width}`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), RULES);
      assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ")}`), [], `at ${width}`);
      const bytes = (await Promise.all(parts)).reduce((sum, part) => sum + part.length, 0);
      assert.ok(bytes < 150_000, `${bytes} bytes of script and style`);
      assert.deepEqual(wrong, [], `at ${width}`);
      await context.close();
    }
  });
}
