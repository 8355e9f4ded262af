// Filing online, step by step: with files, with mistakes, with interruptions, without script.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { Readable } from "node:stream";
import { after, before, test } from "node:test";
import { CLAIM, attach, errors, fileOnline, fill, fillOnline, goOn, open, scan, signIn, start } from "./province.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let province;
before(async () => { province = await start(); }, { timeout: 300_000 });
after(() => province?.stop());

const CARD = "#papers-identity-card";

async function accessible(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`), [], what);
}

/** Begins and goes to the papers, everything before them filled in. */
async function toPapers(page) {
  await page.goto("/nop/1.001776");
  await page.locator('form[action="/nop/1.001776"] button').click();
  const own = (begins) => Object.fromEntries(Object.entries(CLAIM).filter(([name]) => begins.some((word) => name.startsWith(word))));
  await fill(page, own(["place", "receiving_unit", "owner."]));
  await goOn(page);
  await fill(page, own(["answers."]));
  await goOn(page);
  await page.waitForURL(/giay-to/);
}

test("a filing with its files reaches the desk as it was checked", async () => {
  const { page, wrong } = await open(province);
  await fillOnline(page, CLAIM);
  const shown = await page.locator("main").textContent();
  for (const part of [CLAIM["owner.name"], CLAIM["owner.citizen_id"], "papers.identity.pdf"]) assert.ok(shown.includes(part), `${part} is shown before it is sent`);
  await page.click("form[action$='/gui'] button");
  await page.waitForURL(/da-nop/);
  const code = (await page.locator(".big-code").textContent()).trim();
  assert.match(code, /^H48\.21028-\d{6}-\d{4}$/);
  assert.equal(await page.locator(".qr svg").count(), 1);
  await page.goto("/nop/1.001776");
  assert.equal(await page.locator("text=Tiếp tục hồ sơ đang soạn").count(), 0, "the draft ended with the filing");

  await signIn(page, "desk-officer", "org:mc-21028");
  await page.goto(`/ho-so/${code}/so-hoa`);
  const file = page.locator(".files a").first();
  const answer = await page.request.get(await file.getAttribute("href"));
  assert.equal(answer.status(), 200);
  assert.equal(answer.headers()["content-type"], "application/pdf");
  assert.match(answer.headers()["content-disposition"], /^inline/);
  assert.equal(answer.headers()["x-content-type-options"], "nosniff");
  assert.match((await answer.body()).toString("latin1"), /^%PDF-1\.7/);
  await attach(page, "identity", scan("scan0001.pdf"));
  assert.match(await page.locator(CARD).textContent(), /scan0001\.pdf/);
  await accessible(page, "scanning");
  assert.deepEqual(wrong, []);
});

test("an upload shows its name and how far it is, and can be cancelled", async () => {
  const { page, context, wrong } = await open(province);
  await toPapers(page);
  // A slow line.
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 150_000 });
  const heavy = scan("nặng.pdf");
  heavy.buffer = Buffer.concat([heavy.buffer.subarray(0, 9), Buffer.from(`%${"x".repeat(900_000)}\n`), heavy.buffer.subarray(9)]);
  await page.setInputFiles("#papers-identity", heavy);
  const going = page.locator(`${CARD} .file--going`);
  await going.waitFor();
  assert.match(await going.textContent(), /nặng\.pdf/);
  await page.waitForFunction(() => { const bar = document.querySelector("progress"); return bar && bar.value > 0 && bar.value < 100; });
  assert.match(await going.textContent(), /đang tải lên \d+%/);
  await going.locator("button").click();
  assert.match(await page.locator(`${CARD} .upload__said`).textContent(), /Đã hủy/);
  await devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await page.locator(`${CARD} .upload__said button`).click();
  await page.locator(`${CARD} .files a`).waitFor();
  assert.match(await page.locator(CARD).textContent(), /nặng\.pdf/);
  await page.locator(`${CARD} .file form button`).click();
  await page.waitForFunction(() => !document.querySelector("#papers-identity-card .files"));
  assert.deepEqual(wrong, []);
});

test("a file that cannot be taken is told by name with the remedy, and nothing else is lost", async () => {
  const { page } = await open(province);
  await toPapers(page);
  const bad = [
    [{ name: "đơn.docx", mimeType: "application/pdf", buffer: Buffer.from("PK\x03\x04 word") }, /đơn\.docx.*Word/],
    [{ name: "rỗng.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) }, /rỗng\.pdf.*0 byte/],
    [scan("mã.pdf", "mã", "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), /mã\.pdf.*JavaScript/],
    [{ ...scan("cắt.pdf"), buffer: scan("cắt.pdf").buffer.subarray(0, 200) }, /cắt\.pdf.*thiếu phần cuối/],
  ];
  for (const [file, says] of bad) {
    await attach(page, "identity", file);
    await page.waitForFunction((name) => document.querySelector("#papers-identity-card .govuk-error-message")?.textContent.includes(name), file.name);
    assert.match(await page.locator(`${CARD} .govuk-error-message`).textContent(), says);
  }
  const hostile = `"><img src=x onerror=alert(1)>.pdf`;
  await attach(page, "identity", { ...scan("x"), name: hostile });
  await page.locator(`${CARD} .files a`).waitFor();
  assert.equal(await page.locator(`${CARD} .files a`).textContent(), hostile);
  await page.goto("/nop/1.001776/buoc/nguoi-nop");
  assert.equal(await page.inputValue('[name="owner.name"]'), CLAIM["owner.name"]);
});

test("what is missing is named and linked, and what was typed stays", async () => {
  const { page, wrong } = await open(province);
  await page.goto("/nop/1.001776");
  await page.locator('form[action="/nop/1.001776"] button').click();
  await goOn(page);
  assert.match(await page.title(), /^Lỗi:/);
  assert.ok(await page.locator(".govuk-error-summary").evaluate((box) => box === document.activeElement), "the summary takes the focus");
  const links = await page.locator(".govuk-error-summary a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.ok(links.length >= 5);
  for (const link of links) assert.equal(await page.locator(link).count(), 1, `${link} is an input`);
  await accessible(page, "a step with errors");

  const name = `<script>document.title="run"</script> Ẩn "Danh"`;
  await fill(page, { "owner.name": name, "owner.citizen_id": "05118000012" });
  await goOn(page);
  assert.match((await errors(page)).join(" "), /12 chữ số/);
  assert.equal(await page.inputValue('[name="owner.name"]'), name);
  await page.reload();
  assert.equal(await page.inputValue('[name="owner.name"]'), name, "saved although it was wrong");
  assert.doesNotMatch(await page.title(), /^run$/);
  await page.goto("/nop/1.001776/buoc/kiem-tra");
  assert.equal(await page.locator("form[action$='/gui'] button").count(), 1);
  await page.click("form[action$='/gui'] button");
  const href = await page.locator(".govuk-error-summary a").first().getAttribute("href");
  assert.match(href, /\/buoc\/nguoi-nop#/, "the summary leads to the step that is to be mended");
  assert.deepEqual(wrong, []);
});

test("a filing goes on after a reload, in another browser, and after its answers were only typed", async () => {
  const { page } = await open(province);
  await page.goto("/nop/1.001776");
  await page.locator('form[action="/nop/1.001776"] button').click();
  await page.locator("html.js").waitFor({ state: "attached" });
  await page.fill('[name="owner.name"]', "Lê Văn Thử");
  const kept = page.waitForResponse((answer) => answer.request().method() === "POST" && answer.status() === 204);
  await page.fill('[name="owner.citizen_id"]', "051180000188");
  await kept;
  await page.goto("/nop/1.001776");
  await page.click("text=Tiếp tục hồ sơ đang soạn");
  assert.equal(await page.inputValue('[name="owner.name"]'), "Lê Văn Thử");
  await page.click("button[value=later]");
  const link = await page.locator(".note--green a").getAttribute("href");
  const elsewhere = await open(province);
  await elsewhere.page.goto(link);
  await elsewhere.page.click("text=Tiếp tục hồ sơ đang soạn");
  assert.equal(await elsewhere.page.inputValue('[name="owner.name"]'), "Lê Văn Thử");
  const stranger = await open(province);
  await stranger.page.goto("/nop/1.001776/buoc/nguoi-nop");
  assert.match(stranger.page.url(), /\?het=1$/, "nobody else finds it");
  // Thrown away, it is gone everywhere; what is typed then begins another.
  await page.goto("/nop/1.001776");
  await page.click("text=Bỏ hồ sơ đang soạn");
  await elsewhere.page.fill('[name="owner.name"]', "Lê Văn Khác");
  await goOn(elsewhere.page);
  assert.equal(await elsewhere.page.inputValue('[name="owner.name"]'), "Lê Văn Khác");
});

test("the whole filing works without script", async () => {
  const { page } = await open(province, { javaScriptEnabled: false });
  await toPapers(page);
  await attach(page, "identity", { name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("không phải") });
  assert.match(await page.locator(`${CARD} .govuk-error-message`).textContent(), /a\.pdf/);
  const code = await fileOnline(page, CLAIM);
  assert.match(code, /^H48\.21028-/);
});

test("every step fits a phone, in both languages", async () => {
  const { page, wrong } = await open(province, { viewport: { width: 360, height: 740 } });
  await fillOnline(page, CLAIM);
  for (const step of ["", "/buoc/nguoi-nop", "/buoc/to-khai", "/buoc/giay-to", "/buoc/nhan-ket-qua", "/buoc/kiem-tra"]) {
    for (const lang of ["vi", "en"]) {
      await page.goto(`/nop/1.001776${step}?lang=${lang}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${step} is ${wide}px too wide`);
      await accessible(page, `${step} ${lang}`);
    }
  }
  assert.match(await page.locator("h1").textContent(), /Check before you file/);
  await page.goto("/nop/1.001776/buoc/nguoi-nop?lang=vi");
  await page.click("button[value=later]");
  await page.locator(".note--green a").waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the address to keep is broken over lines");
  assert.deepEqual(wrong, []);
});

/** Signs in as the invented citizen of this name. */
async function signInAs(page, name) {
  await page.goto("/trinh-dien");
  await page.click(`button:has-text('${name}')`);
  await page.waitForLoadState("domcontentloaded");
}

test("who signed in hands a paper of an earlier dossier in again by one click, and nobody else's", async () => {
  const earlier = ".earlier";
  for (const options of [{}, { javaScriptEnabled: false }]) {
    const { page, wrong } = await open(province, options);
    const marked = scan("căn cước cũ.pdf", `căn cước ${JSON.stringify(options)}`);
    await toPapers(page);
    assert.equal(await page.locator(earlier).count(), 0, "nothing is offered to who is not signed in");
    await attach(page, "declaration", scan("tờ khai.pdf", `tờ khai ${JSON.stringify(options)}`));
    await attach(page, "identity", marked);
    await goOn(page);
    await goOn(page);
    await page.click("form[action$='/gui'] button");
    await page.waitForURL(/da-nop/);
    const code = (await page.locator(".big-code").textContent()).trim();

    await signInAs(page, CLAIM["owner.name"]);
    await toPapers(page);
    assert.equal(await page.locator(`#papers-declaration-card ${earlier}`).count(), 0, "a form is filled in anew");
    const offered = page.locator(`${CARD} ${earlier} li:has-text("${code}")`);
    assert.match(await offered.innerText(), /căn cước cũ\.pdf/);
    if (options.javaScriptEnabled !== false) await accessible(page, "an earlier paper");
    const document = await offered.locator("button").getAttribute("value");
    const word = await page.locator("input[name=_the]").first().inputValue();
    await offered.locator("button").click();
    await page.locator(`${CARD} .files a`, { hasText: "căn cước cũ.pdf" }).waitFor();
    assert.equal(await page.locator(`${CARD} ${earlier} li:has-text("${code}")`).count(), 0, "it is attached");
    const file = await page.locator(`${CARD} .files a`).first().getAttribute("href");
    assert.equal((await page.request.get(file)).status(), 200, "and opens");

    // What belongs to one person is nothing to another, offered or asked for by its number.
    const stranger = await open(province, options);
    await signInAs(stranger.page, "Lê Văn Mẫu");
    await toPapers(stranger.page);
    assert.equal(await stranger.page.locator(earlier).count(), 0, "typing her number offers nothing of hers");
    const his = await stranger.page.locator("input[name=_the]").first().inputValue();
    const headers = { origin: province.base };
    const asked = (one, _the) => one.request.post("/nop/1.001776/dung-lai/identity", { form: { document, _the }, headers });
    const refused = await asked(stranger.page, his);
    assert.equal(refused.status(), 404);
    const missing = await stranger.page.request.post("/nop/1.001776/dung-lai/identity", { form: { document: "0198c0de-0000-7000-8000-000000000001", _the: his }, headers });
    assert.equal(missing.status(), 404);
    await page.goto("/tai-khoan");
    await page.click("button:has-text('Đăng xuất')");
    assert.ok([403, 404].includes((await asked(page, word)).status()), "nor to herself, signed out");
    assert.deepEqual(wrong, []);
  }
});

/** Sends zeros as a file of `megabytes`, never held whole; what is answered, how, and when. */
async function sendsZeros(page, megabytes, said) {
  const word = await page.locator("input[name=_the]").first().inputValue();
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const mark = "----zeros";
  const part = (head) => `--${mark}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`;
  const head = Buffer.from(`${part('name="_the"')}${word}\r\n${part('name="file"; filename="lớn.pdf"')}`);
  const tail = Buffer.from(`\r\n--${mark}--\r\n`);
  const piece = Buffer.alloc(1 << 20);
  function* body() {
    yield head;
    for (let sent = 0; sent < megabytes; sent += 1) yield piece;
    yield tail;
  }
  const headers = { cookie: cookies, origin: province.base, accept: "text/html", "content-type": `multipart/form-data; boundary=${mark}` };
  if (said) headers["content-length"] = head.length + megabytes * piece.length + tail.length;
  const began = Date.now();
  const asked = request(`${province.base}/nop/1.001776/tai-len/identity`, { method: "POST", headers });
  const answered = new Promise((resolve, reject) => { asked.on("response", resolve).on("error", reject); });
  Readable.from(body()).pipe(asked);
  const answer = await answered;
  const chunks = [];
  for await (const chunk of answer) chunks.push(chunk);
  return { status: answer.statusCode, text: Buffer.concat(chunks).toString(), took: Date.now() - began };
}

/** The most memory the province's process has had, in megabytes. */
const peak = () => Number(readFileSync(`/proc/${province.pid}/status`, "utf8").match(/VmHWM:\s+(\d+)/)[1]) / 1024;

test("two hundred megabytes are refused with what to do, in bounded memory, and nothing typed is lost", async () => {
  const { page } = await open(province);
  await toPapers(page);
  const before = province.pid ? peak() : 0;
  const announced = await sendsZeros(page, 200, true);
  assert.equal(announced.status, 413);
  assert.match(announced.text, /Tệp lớn hơn 20 MB nên chưa được nhận/);
  assert.match(announced.text, /200–300 dpi/);
  assert.ok(announced.took < 20_000, `${announced.took} ms`);
  const unsaid = await sendsZeros(page, 200, false);
  assert.equal(unsaid.status, 422);
  assert.match(unsaid.text, /lớn\.pdf.*lớn hơn 20 MB/);
  if (province.pid) assert.ok(peak() - before < 60, `${before} MB grew to ${peak()} MB`);
  await page.goto("/nop/1.001776/buoc/nguoi-nop");
  assert.equal(await page.inputValue('[name="owner.name"]'), CLAIM["owner.name"]);
  await page.goto("/nop/1.001776/buoc/giay-to");
  assert.equal(await page.locator(`${CARD} .files`).count(), 0, "nothing of it was kept");
});
