// What the counter writes down beside a reception: scans, refusals, bookings; by keyboard.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { CLAIM, errors, fill, mainAct, open, scan, signIn, start, until } from "./province.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WARD = "org:mc-21028";
const RECEIVE = "/ban/tiep-nhan?tthc=1.001776";

let province;
before(async () => { province = await start(); }, { timeout: 300_000 });
after(() => province?.stop());

const atDesk = (page, role = "desk-officer", unit = WARD) => signIn(page, role, unit);
const cell = (component) => `[data-scan="${component}"]`;

async function accessible(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], what);
}

async function shot(page, name) {
  if (!process.env.DESK_SHOTS) return;
  for (const width of [1366, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${process.env.DESK_SHOTS}/${name}-${width}.png`, fullPage: true });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(beyond <= 0, `${name}: ${beyond} px beyond ${width}`);
  }
  await page.setViewportSize({ width: 1366, height: 900 });
}

/** Scans for a paper by keyboard: S on its box, then the file. */
async function scanned(page, component, ...files) {
  await page.locator(`[name="papers.${component}"]`).focus();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("s")]);
  await chooser.setFiles(files);
}

/** The reception page, filled but for its papers. */
async function begun(page, changed = {}) {
  // Choosers are caught from here on: asked for with the key itself, the browser would be faster.
  page.on("filechooser", () => {});
  await page.goto(RECEIVE);
  await page.locator("html.js").waitFor({ state: "attached" });
  const rest = Object.entries({ ...CLAIM, ...changed }).filter(([name]) => !/^papers\./.test(name));
  await fill(page, Object.fromEntries(rest));
}

test("papers are scanned while a dossier is received, and lie with it by their papers", async () => {
  const { page, wrong } = await open(province);
  await atDesk(page);
  await begun(page, { "owner.citizen_id": "051180000901" });
  // Two at once for one paper, before there is a draft: both land in one.
  await scanned(page, "declaration", scan("tờ khai 1.pdf"), scan("tờ khai 2.pdf"));
  await page.waitForFunction(() => document.querySelectorAll('[data-scan="declaration"] a').length === 2);
  assert.ok(await page.locator('[name="papers.declaration"]').isChecked(), "what is scanned is there");
  await scanned(page, "identity", scan("căn cước.pdf"));
  await page.locator(`${cell("identity")} a`).waitFor();
  const kept = await page.request.get(await page.locator(`${cell("identity")} a`).getAttribute("href"));
  assert.equal(kept.headers()["content-type"], "application/pdf");
  await accessible(page, "reception with scans");
  await shot(page, "scanned");

  // A reload loses neither what was typed nor what was scanned.
  assert.match(page.url(), /[?&]hs=/);
  await page.reload();
  await page.locator("html.js").waitFor({ state: "attached" });
  assert.equal(await page.inputValue('[name="owner.citizen_id"]'), "051180000901");
  assert.equal(await page.locator(`${cell("declaration")} a`).count(), 2);

  // One too many is taken out again.
  await page.locator(`${cell("declaration")} [data-unscan]`).last().click();
  await page.waitForFunction(() => document.querySelectorAll('[data-scan="declaration"] a').length === 1);

  // What the desk's rules send back keeps them too.
  await page.fill('[name="owner.citizen_id"]', "0511");
  await mainAct(page);
  assert.match((await errors(page)).join(" "), /12 chữ số/);
  assert.equal(await page.locator(`${cell("declaration")} a`).count(), 1);
  await page.fill('[name="owner.citizen_id"]', "051180000901");
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  const code = (await page.locator(".big-code").textContent()).trim();
  await page.goto(`/ho-so/${code}/so-hoa`);
  assert.match(await page.locator("#papers-declaration-card").textContent(), /tờ khai 1\.pdf/);
  assert.match(await page.locator("#papers-identity-card").textContent(), /căn cước\.pdf/);
  // The next person's form begins empty.
  await page.goto(RECEIVE);
  assert.equal(await page.locator("[data-scan] a").count(), 0);
  assert.deepEqual(wrong, []);
});

test("a file that cannot be taken is told at its paper, by its content, and nothing else is lost", async () => {
  const { page } = await open(province);
  await atDesk(page);
  await begun(page, { "owner.citizen_id": "051180000902" });
  const bad = [
    [{ name: "đơn.docx", mimeType: "application/pdf", buffer: Buffer.from("PK\x03\x04 word") }, /đơn\.docx.*Word/],
    [{ name: "rỗng.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) }, /rỗng\.pdf.*0 byte/],
    [{ ...scan("cắt.pdf"), buffer: scan("cắt.pdf").buffer.subarray(0, 200) }, /cắt\.pdf.*thiếu phần cuối/],
    [{ ...scan("nặng.pdf"), buffer: Buffer.alloc(21 << 20) }, /nặng\.pdf.*20 MB/],
  ];
  for (const [file, says] of bad) {
    await scanned(page, "identity", file);
    await page.waitForFunction(([where, name]) => document.querySelector(`${where} .govuk-error-message`)?.textContent.includes(name), [cell("identity"), file.name]);
    assert.match(await page.locator(`${cell("identity")} .govuk-error-message`).textContent(), says);
  }
  await accessible(page, "a refused scan");
  await shot(page, "scan-refused");
  assert.equal(await page.inputValue('[name="owner.name"]'), CLAIM["owner.name"]);
  assert.equal(await page.locator('[name="papers.identity"]').isChecked(), false);
  // A fit one after it clears the sentence; a hostile name is a name.
  const hostile = `"><img src=x onerror=alert(1)>.pdf`;
  await scanned(page, "identity", { ...scan("x"), name: hostile });
  await page.locator(`${cell("identity")} a`).waitFor();
  assert.equal(await page.locator(`${cell("identity")} a`).textContent(), hostile);
  assert.equal(await page.locator(`${cell("identity")} .govuk-error-message`).count(), 0);
});

test("a file is dropped on its line with a bar of how far it is; sending waits for it", async () => {
  const { page, context, wrong } = await open(province);
  await atDesk(page);
  await begun(page, { "owner.citizen_id": "051180000903" });
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  const speed = (upload) => devtools.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: upload });
  await speed(150_000);
  const heavy = scan("kéo thả.pdf");
  heavy.buffer = Buffer.concat([heavy.buffer.subarray(0, 9), Buffer.from(`%${"x".repeat(600_000)}\n`), heavy.buffer.subarray(9)]);
  await page.locator('tr:has([name="papers.declaration"])').evaluate((row, { name, bytes }) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type: "application/pdf" }));
    for (const kind of ["dragover", "drop"]) row.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
  }, { name: heavy.name, bytes: heavy.buffer.toString("base64") });
  await page.waitForFunction(() => { const bar = document.querySelector(".scan progress"); return bar && bar.value > 0 && bar.value < 100; });
  assert.match(await page.locator(`${cell("declaration")} .file--going`).textContent(), /kéo thả\.pdf.*đang tải lên \d+%/);
  await page.check('[name="papers.identity"]');
  await Promise.all([page.waitForURL(/da-tiep-nhan/), page.keyboard.press("Control+Enter")]);
  await speed(-1);
  const code = (await page.locator(".big-code").textContent()).trim();
  await page.goto(`/ho-so/${code}/so-hoa`);
  assert.match(await page.locator("#papers-declaration-card").textContent(), /kéo thả\.pdf/);
  assert.deepEqual(wrong, []);
});

test("what one officer scanned is nobody else's", async () => {
  const [an, binh] = [await open(province), await open(province)];
  await atDesk(an.page);
  await begun(an.page, { "owner.citizen_id": "051180000904" });
  await scanned(an.page, "identity", scan("riêng.pdf"));
  await an.page.locator(`${cell("identity")} a`).waitFor();
  const file = await an.page.locator(`${cell("identity")} a`).getAttribute("href");
  await atDesk(binh.page, "desk-head");
  await binh.page.goto(new URL(an.page.url()).pathname + new URL(an.page.url()).search);
  assert.equal(await binh.page.locator("[data-scan] a").count(), 0);
  assert.equal((await binh.page.request.get(file)).status(), 404);
});

test("the same dossier in two tabs is received once; the other tab is told, and keeps what was typed", async () => {
  const { page, context, wrong } = await open(province);
  await atDesk(page);
  await begun(page, { "owner.citizen_id": "051180000907" });
  await scanned(page, "declaration", scan("một.pdf"));
  await page.locator(`${cell("declaration")} a`).waitFor();
  await page.check('[name="papers.identity"]');
  const other = await context.newPage();
  other.on("filechooser", () => {});
  await other.goto(page.url());
  await other.locator("html.js").waitFor({ state: "attached" });
  await fill(other, { "owner.citizen_id": "051180000907", "owner.name": "Trần Thị Hai Thẻ" });
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  // A further scan is told at its paper, and a refusal that the dossier is there already.
  await scanned(other, "identity", scan("hai.pdf"));
  await other.waitForFunction((where) => /đã được tiếp nhận/.test(document.querySelector(`${where} .govuk-error-message`)?.textContent ?? ""), cell("identity"));
  await other.locator("summary:has-text('Từ chối tiếp nhận')").press("Enter");
  await other.fill("[name=refusal]", "đã tiếp nhận ở thẻ khác");
  await Promise.all([other.waitForEvent("framenavigated"), other.locator("button[formaction*='/tu-choi']").press("Enter")]);
  assert.match((await errors(other)).join(" "), /đã dùng cho một hồ sơ/);
  assert.equal(await other.inputValue('[name="owner.name"]'), "Trần Thị Hai Thẻ");
  assert.deepEqual(wrong, []);
});

test("a refusal at the counter is in the register with its reason, and prints again", async () => {
  const { page, wrong } = await open(province);
  await atDesk(page);
  await page.goto("/ban");
  const before = Number(await page.locator("a.count[href$='tinh-trang=refused'] strong").textContent());
  await page.goto(RECEIVE);
  await page.locator("html.js").waitFor({ state: "attached" });
  await fill(page, { "owner.name": "Lê Thị Từ Chối", "owner.phone": "0912000905" });
  await page.locator("summary:has-text('Từ chối tiếp nhận')").focus();
  await page.keyboard.press("Enter");
  const decline = page.locator("button[formaction*='/tu-choi']");
  await Promise.all([page.waitForEvent("framenavigated"), decline.press("Enter")]);
  // Only what a refusal needs is asked for, and what was typed stays.
  const said = (await errors(page)).join(" ");
  assert.match(said, /12 chữ số|số định danh/i);
  assert.equal((await errors(page)).length, 2, said);
  assert.equal(await page.inputValue('[name="owner.name"]'), "Lê Thị Từ Chối");
  await fill(page, { "owner.citizen_id": "051180000905", refusal: "Việc này thuộc thẩm quyền của Công an cấp xã." });
  await Promise.all([page.waitForURL(/da-tu-choi/), decline.press("Enter")]);
  await accessible(page, "declined");
  await shot(page, "declined");
  const code = (await page.locator(".big-code").textContent()).trim();
  const paper = await page.request.get(await page.locator("a[data-key=p]").getAttribute("href"));
  assert.equal(paper.headers()["content-type"], "application/pdf");

  await page.goto("/ban");
  assert.equal(Number(await page.locator("a.count[href$='tinh-trang=refused'] strong").textContent()), before + 1);
  await Promise.all([page.waitForURL(/so-theo-doi/), page.locator("a.count[href$='tinh-trang=refused']").press("Enter")]);
  assert.match(page.url(), /ngay=tu-choi&tu=(\d{4}-\d\d-\d\d)&den=\1/, "of today alone");
  const line = page.locator(`tr:has-text("${code}")`);
  assert.match(await line.textContent(), /Lê Thị Từ Chối.*Công an cấp xã/s);
  const again = await page.request.get(await line.locator("a[href*='phieu-tu-choi']").getAttribute("href"));
  assert.equal(again.status(), 200);
  await shot(page, "register-refused");
  // The person is told, and reads why.
  await page.goto(`/tra-cuu/${code}`);
  assert.match(await page.locator("main").textContent(), /từ chối tiếp nhận/i);
  await signIn(page, "operator");
  await until(page, "/van-hanh/tin-nhan", `tr:has-text("${code}")`);
  assert.deepEqual(wrong, []);
});

test("a booking sends the link that moves it and calls it off", async () => {
  const { page, wrong } = await open(province);
  // A number books once a day.
  const phone = `0912${String(Date.now()).slice(-6)}`;
  await atDesk(page);
  for (let ahead = 1; ahead < 14; ahead += 1) {
    const day = new Date(Date.now() + 7 * 3600_000 + ahead * 86400_000).toISOString().slice(0, 10);
    await page.goto(`/ban/lich-hen?ngay=${day}`);
    if (await page.locator("#gio").count()) break;
  }
  await fill(page, { ten: "Trần Thị Được Nhắn", "dien-thoai": phone });
  await page.locator("form[action$='/dat'] button").press("Enter");
  const code = (await page.locator("[data-made]").textContent()).trim();
  await signIn(page, "operator");
  const row = `tr:has-text("${code}")`;
  await until(page, "/van-hanh/tin-nhan", row);
  const text = await page.locator(row).first().textContent();
  const link = text.match(new RegExp(`/dat-lich/${code}\\?khoa=[0-9A-Z]{16}`))?.[0];
  assert.ok(link, text);
  // Whoever has the phone needs no account.
  const person = await open(province);
  await person.page.goto(link);
  assert.match(await person.page.locator("main").textContent(), new RegExp(code));
  await person.page.goto(link.replace("?", "/huy?"));
  await person.page.locator("main form[action*='/huy'] button").press("Enter");
  await person.page.waitForURL(/da=huy/);
  await until(page, "/van-hanh/tin-nhan", `tr:has-text("Đã hủy lịch hẹn ${code}")`);
  assert.deepEqual([...wrong, ...person.wrong], []);
});
