// The official papers: given out as PDF, and their templates changed by who keeps them.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { CLAIM, act, fill, fillOnline, mainAct, open, reachable, scan, signIn, start, until } from "./province.mjs";

const DESK = ["desk-officer", "org:mc-21028"];

const OWN = fileURLToPath(new URL("../../provinces/quang-ngai", import.meta.url));
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/** What the province lays beside a procedure: a form of its own drawing, made here. */
const LAID = scan("mẫu.pdf").buffer;
/** An archive with the two files that make a document. */
const DOCUMENT = Buffer.from("PK\x03\x04 [Content_Types].xml PK\x01\x02 word/document.xml", "latin1");

let province;
let code;
let folder;
before(async () => {
  folder = reachable("motcua-province-");
  cpSync(OWN, folder, { recursive: true });
  for (const [procedure, name, content] of [
    ["1.013833", "application.pdf", LAID],
    ["1.012784", "application.docx", DOCUMENT],
    ["1.012784", "drawing.pdf", Buffer.from("<html><script>alert(1)</script></html>")],
  ]) {
    mkdirSync(join(folder, "forms/downloads", procedure), { recursive: true });
    writeFileSync(join(folder, "forms/downloads", procedure, name), content);
  }
  province = await start({}, { folder });
  const { page, context } = await open(province);
  await signIn(page, ...DESK);
  // The story the province tells at its start leaves finished dossiers of this desk.
  await until(page, "/ban/hang-doi?don-vi=org:mc-21028&loc=da-xong", "a.code");
  code = (await page.locator("a.code").first().textContent()).trim();
  await context.close();
}, { timeout: 300_000 });
after(async () => {
  await province?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Who signed in, asking for a file as the browser would. */
const get = (page, path) => page.request.get(path);

test("the receipt and the control sheet come as PDF to the desk that received it", async () => {
  const { page, context, wrong } = await open(province);
  await signIn(page, ...DESK);
  await page.goto(`/ho-so/${code}`);
  const offered = await page.locator("a[href*='/giay/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.deepEqual(offered, [`/ho-so/${code}/giay/giay-tiep-nhan.pdf`, `/ho-so/${code}/giay/phieu-kiem-soat.pdf`]);
  for (const href of offered) {
    const answer = await get(page, href);
    assert.equal(answer.status(), 200, href);
    assert.equal(answer.headers()["content-type"], "application/pdf");
    assert.match(answer.headers()["content-disposition"], new RegExp(`^inline; filename="[a-z-]+-${code}\\.pdf"$`));
    assert.equal(answer.headers()["cache-control"], "no-store");
    const pdf = await answer.body();
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    assert.ok(pdf.includes("<pdfaid:part>2</pdfaid:part>"), "fit for the archive");
  }
  assert.deepEqual(wrong, []);
  await context.close();
});

test("a paper whose act never was, and one of another desk, are not there", async () => {
  const { page, context } = await open(province);
  await signIn(page, ...DESK);
  for (const word of ["phieu-tu-choi", "xin-loi", "01"]) {
    assert.equal((await get(page, `/ho-so/${code}/giay/${word}.pdf`)).status(), 404, word);
  }
  await signIn(page, "desk-officer", "org:mc-21034");
  const other = await get(page, `/ho-so/${code}/giay/giay-tiep-nhan.pdf`);
  assert.notEqual(other.status(), 200);
  assert.ok(!(await other.body()).subarray(0, 5).equals(Buffer.from("%PDF-")));
  await context.close();
});

test("anybody prints the board of a procedure, on A4 and A3", async () => {
  const { page, context } = await open(province);
  for (const size of ["", "?kho=a3"]) {
    const answer = await get(page, `/tthc/1.013831/niem-yet.pdf${size}`);
    assert.equal(answer.status(), 200);
    assert.equal((await answer.body()).subarray(0, 5).toString(), "%PDF-");
  }
  await context.close();
});

test("who controls procedures changes a template: a fault has its line, a change is a version", async () => {
  const { page, context, wrong } = await open(province);
  await signIn(page, "procedure-control");
  await page.goto("/quan-tri/bieu-mau");
  assert.equal(await page.locator("tbody tr").count(), 17);
  await page.goto("/quan-tri/bieu-mau/receipt-2025");
  assert.ok((await page.locator(".sheets img").count()) >= 1, "the paper as it is");
  const source = page.locator("[name=source]");
  const whole = await source.inputValue();

  await source.fill(`${whole.trimEnd()}\n#khong-co`);
  await Promise.all([page.waitForEvent("framenavigated"), page.click("button[value=xem]")]);
  await page.waitForLoadState("domcontentloaded");
  const line = whole.trimEnd().split("\n").length + 1;
  assert.match(await page.locator("[role=status]").textContent(), new RegExp(`dòng ${line}:`));
  assert.match(await source.inputValue(), /#khong-co/, "what was typed stays");
  assert.equal(await page.locator(".sheets img").count(), 0);

  await Promise.all([page.waitForEvent("framenavigated"), page.click("button[value=luu]")]);
  await page.waitForLoadState("domcontentloaded");
  assert.ok((await page.locator(".govuk-error-summary li").count()) > 0, "a change has its reason, and can be drawn");

  await source.fill(whole.replace("Ghi chú:", "Lưu ý:"));
  await page.fill("[name=note]", "đổi chữ ở ghi chú");
  await Promise.all([page.waitForEvent("framenavigated"), page.click("button[value=luu]")]);
  await page.waitForLoadState("domcontentloaded");
  assert.match(await source.inputValue(), /Lưu ý:/);
  assert.match(await page.locator("tbody").last().textContent(), /đổi chữ ở ghi chú/);

  await Promise.all([page.waitForEvent("framenavigated"), page.click("form[action$='/khoi-phuc'] button >> nth=0")]);
  await page.waitForLoadState("domcontentloaded");
  assert.match(await source.inputValue(), /Ghi chú:/);
  assert.equal(await page.locator("tbody").last().locator("tr").count(), 3, "nothing is taken away");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("a desk officer sees no template", async () => {
  const { page, context } = await open(province);
  await signIn(page, ...DESK);
  assert.equal((await get(page, "/quan-tri/bieu-mau/receipt-2025")).status(), 403);
  await context.close();
});

test("a citizen takes the form of a procedure home, on a phone and in either language", async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const [lang, width, words] of [["vi", 360, /Tải tờ để điền tay \(PDF\)/], ["en", 1366, /Download, to fill in by hand \(PDF\)/]]) {
    const { page, context, wrong } = await open(province, { viewport: { width, height: 900 } });
    await page.goto(`/tthc/1.013831?lang=${lang}`);
    const link = page.locator("a[href*='/mau/']");
    assert.equal(await link.count(), 1, "only the paper that names a form of law has one");
    assert.match(await link.textContent(), words);
    assert.equal(await link.getAttribute("href"), "/tthc/1.013831/mau/application.pdf");
    assert.ok((await link.boundingBox()).height >= 24, "it can be touched");
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `at ${width}`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
    assert.deepEqual(violations.map((v) => v.id), []);
    const answer = await get(page, await link.getAttribute("href"));
    assert.equal(answer.status(), 200);
    assert.equal(answer.headers()["content-type"], "application/pdf");
    assert.equal(
      answer.headers()["content-disposition"],
      'inline; filename="don-dang-ky-bien-dong-dat-dai-tai-san-gan-lien-voi-dat-1.013831.pdf"',
    );
    const pdf = await answer.body();
    assert.ok(pdf.includes("<pdfaid:part>2</pdfaid:part>"), "fit for the archive");
    assert.deepEqual(wrong, []);
    await context.close();
  }
});

test("every form a procedure names can be had, whoever asks", async () => {
  const { page, context } = await open(province);
  await page.goto("/tthc");
  const procedures = await page.locator("a[href^='/tthc/']").evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute("href")))]);
  const forms = [];
  for (const procedure of procedures.filter((path) => /^\/tthc\/[^/?]+$/.test(path))) {
    await page.goto(procedure);
    forms.push(...(await page.locator("a[href*='/mau/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")))));
  }
  assert.ok(forms.length >= 15, `${forms.length} forms`);
  for (const href of forms) assert.equal((await get(page, href)).status(), 200, href);
  await context.close();
});

test("what the province laid beside a procedure is given out as it is, and what is broken is not", async () => {
  const { page, context, wrong } = await open(province);
  await page.goto("/tthc/1.013833");
  const link = page.locator("a[href*='/mau/']");
  assert.match(await link.textContent(), /Tải mẫu do tỉnh phát hành \(PDF, \d+\sKB\)/);
  const laid = await get(page, await link.getAttribute("href"));
  assert.equal(laid.headers()["content-type"], "application/pdf");
  assert.ok((await laid.body()).equals(LAID), "byte for byte");

  await page.goto("/tthc/1.012784?lang=en");
  const links = await page.locator("a[href*='/mau/']").all();
  assert.equal(links.length, 2);
  assert.match(await links[0].textContent(), /Download the province's form \(DOCX, \d+\sKB\)/);
  assert.match(await links[1].textContent(), /to fill in by hand/, "a broken file is not offered: the drawn one is");
  const document = await get(page, await links[0].getAttribute("href"));
  assert.equal(document.headers()["content-type"], WORD);
  assert.match(document.headers()["content-disposition"], /^attachment; filename="don-de-nghi-tach-thua-dat-hop-thua-dat-1\.012784\.docx"$/);
  assert.ok((await document.body()).equals(DOCUMENT));
  assert.equal((await (await get(page, await links[1].getAttribute("href"))).body()).subarray(0, 5).toString(), "%PDF-");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("an address that names no form of the procedure finds nothing", async () => {
  const { page, context } = await open(province);
  for (const path of [
    "/tthc/1.013831/mau/contract.pdf",
    "/tthc/1.013831/mau/khong-co.pdf",
    "/tthc/1.013831/mau/application.docx",
    "/tthc/1.013831/mau/application.exe",
    "/tthc/1.013831/mau/application",
    "/tthc/1.013831/mau/..%2F..%2Findex.pdf",
    "/tthc/..%2F1.013831/mau/application.pdf",
    "/tthc/9.999999/mau/application.pdf",
  ]) {
    assert.equal((await get(page, path)).status(), 404, path);
  }
  const odd = await get(page, "/tthc/1.013831/mau/%E2%80%AE%F0%9F%99%82.pdf");
  assert.equal(odd.status(), 404);
  await context.close();
});

test("what was typed online is printed before it is filed, for its own browser only", async () => {
  const { page, context, wrong } = await open(province);
  await fillOnline(page, CLAIM);
  const link = page.locator("a[href*='/mau/']");
  assert.equal(await link.getAttribute("href"), "/nop/1.001776/mau/declaration.pdf");
  const filled = await get(page, await link.getAttribute("href"));
  assert.equal(filled.status(), 200);
  assert.equal(filled.headers()["cache-control"], "no-store");
  const blank = await get(page, "/tthc/1.001776/mau/declaration.pdf");
  assert.ok(!(await filled.body()).equals(await blank.body()), "it holds what was typed");
  const other = await open(province);
  const foreign = await get(other.page, "/nop/1.001776/mau/declaration.pdf");
  assert.ok(!foreign.headers()["content-type"].startsWith("application/pdf"), "another browser has no draft");
  assert.deepEqual(wrong, []);
  await other.context.close();
  await context.close();
});

test("an apology is printed again with the reason, the signer and the date it was signed with", async () => {
  const { page, context } = await open(province);
  await signIn(page, ...DESK);
  await page.goto("/ban/tiep-nhan?tthc=1.001776");
  await fill(page, { ...CLAIM, "owner.citizen_id": "051180000177" });
  await mainAct(page);
  await page.waitForURL(/da-tiep-nhan/);
  const late = decodeURIComponent(new URL(page.url()).pathname.split("/").pop());
  await signIn(page, "desk-head", "org:mc-21028");
  await page.goto(`/ban/ho-so/${late}/xin-loi`);
  await page.fill("[name=reason]", "Mất điện tại trung tâm.");
  const day = new Date(Date.now() + 60 * 86_400_000);
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 1);
  await page.fill("[name=due]", `${day.toISOString().slice(0, 10)}T09:00`);
  // The letter as it is shown before it is signed.
  const form = page.locator("form[action$='/xin-loi']");
  const shown = await form.locator("button[formaction]").getAttribute("formaction");
  const draft = await form.evaluate(async (element, address) => {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(new FormData(element)) });
    return { kind: answer.headers.get("content-type"), bytes: [...new Uint8Array(await answer.arrayBuffer())] };
  }, shown);
  assert.equal(draft.kind, "application/pdf");
  await act(page, "xin-loi");
  const signed = await get(page, `/ho-so/${late}/giay/xin-loi.pdf`);
  assert.equal(signed.status(), 200);
  assert.ok((await signed.body()).equals(Buffer.from(draft.bytes)), "the letter that was signed, to the byte");
  await context.close();
});
