// The official papers: given out as PDF, and their templates changed by who keeps them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, signIn, start, until } from "./province.mjs";

const DESK = ["desk-officer", "org:mc-21028"];

let province;
let code;
before(async () => {
  province = await start();
  const { page, context } = await open(province);
  await signIn(page, ...DESK);
  // The story the province tells at its start leaves finished dossiers of this desk.
  await until(page, "/ban/hang-doi?don-vi=org:mc-21028&loc=da-xong", "a.code");
  code = (await page.locator("a.code").first().textContent()).trim();
  await context.close();
}, { timeout: 180_000 });
after(() => province?.stop());

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
  assert.equal(await page.locator("tbody tr").count(), 14);
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
