// The one-stop desk, as officers work at it: by keyboard, in bulk, and two at once.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { CLAIM, MORNING, dayOf, errors, fill, mainAct, open, signIn, start, take, until } from "./province.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WARD = "org:mc-21028";
const TODAY = dayOf(MORNING);

let province;
before(async () => { province = await start({}, { at: MORNING }); }, { timeout: 300_000 });
after(() => province?.stop());

const atDesk = (page, role = "desk-officer") => signIn(page, role, WARD);

/** Receives the claim at the counter by filling the form; returns the code. */
async function receive(page, changed = {}) {
  await page.goto("/ban/tiep-nhan?tthc=1.001776");
  await fill(page, { ...CLAIM, ...changed });
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  return (await page.locator(".big-code").textContent()).trim();
}

/** Takes the claim through its agencies until its result waits at the desk. */
async function settle(page, code) {
  await take(page, "org:vhxh-21028", code);
  await mainAct(page);
  await take(page, "org:ubnd-21028", code);
  await page.fill('[name="facts.disability_certified_on"]', "2026-01-15");
  await mainAct(page);
  const waiting = page.url();
  await signIn(page, "agency-head", "org:ubnd-21028");
  await page.goto(waiting);
  await mainAct(page);
  if (await page.locator("[data-main]").count()) await mainAct(page);
  await atDesk(page);
  await until(page, `/ban/ho-so/${code}`, "form[action$='/tra']");
}

test("a common dossier is received by keyboard alone, in under a minute", async () => {
  const { page, wrong } = await open(province);
  await atDesk(page);
  // The person was here before.
  await receive(page);

  let keys = 0;
  let requests = 0;
  page.on("request", (request) => { if (!/\/static\//.test(request.url())) requests += 1; });
  const press = async (key) => { keys += 1; await page.keyboard.press(key); };
  const type = async (text) => { keys += text.length; await page.keyboard.type(text); };
  const on = (name) => page.waitForFunction((name) => document.activeElement?.name === name, name);
  const tabTo = async (name) => {
    for (let n = 0; n < 12; n += 1) {
      if (await page.evaluate((name) => document.activeElement?.name === name, name)) return;
      await press("Tab");
    }
    assert.fail(`Tab never reached ${name}`);
  };
  const began = Date.now();

  await page.goto("/ban");
  await page.locator("html.js").waitFor({ state: "attached" });
  await Promise.all([page.waitForURL(/tiep-nhan$/), press("n")]);
  await on("q");
  await type("thd");
  assert.match(await page.locator("[data-choose-list] tr[aria-selected=true]").textContent(), /trợ cấp xã hội hàng tháng/);
  await Promise.all([page.waitForURL(/tthc=/), press("Enter")]);
  await on("owner.citizen_id");
  await type("051180000123");
  // The number fills the rest, and the checklist is next.
  await page.waitForFunction(() => document.activeElement?.type === "checkbox");
  assert.equal(await page.inputValue('[name="owner.name"]'), CLAIM["owner.name"]);
  assert.equal(await page.inputValue('[name="answers.beneficiary_id"]'), "051180000123");
  assert.match(await page.locator("[data-known]").textContent(), /H48\.21028-/);
  await press("Space");
  await press("ArrowDown");
  await press("Space");
  await tabTo("answers.request");
  await press("Space");
  await tabTo("answers.beneficiary_birth");
  await type("05021990");
  await tabTo("answers.group");
  if (await page.evaluate(() => document.activeElement.matches("select"))) await press("ArrowDown");
  else await press("Space");
  await tabTo("answers.payment");
  await press("Space");
  const promised = await page.locator("[data-promise] b").textContent();
  assert.match(promised, /^\d\d\/\d\d\/\d{4}$/, "the date is shown before anything is confirmed");
  assert.ok(await page.locator("[data-promise] .cal .promised").count(), "with its calendar");
  await Promise.all([page.waitForURL(/da-tiep-nhan/), press("Control+Enter")]);
  const took = (Date.now() - began) / 1000;
  assert.equal(await page.locator(".promise b").textContent(), promised, "what was shown is what was promised");
  await page.locator("html.js").waitFor({ state: "attached" });
  await Promise.all([page.waitForURL(/tiep-nhan$/), press("n")]);

  console.log(`reception by keyboard: ${keys} keystrokes, ${requests} requests, ${took.toFixed(1)} s of machine time`);
  assert.ok(keys <= 75, `${keys} keystrokes`);
  assert.ok(requests <= 14, `${requests} requests`);
  assert.ok(took < 30, `${took} s`);
  assert.deepEqual(wrong, []);
});

test("what is typed while the person is still being found takes the place of what is known", async () => {
  const { page, wrong } = await open(province);
  await atDesk(page);
  await receive(page);
  await page.goto("/ban/tiep-nhan?tthc=1.001776");
  await page.locator("html.js").waitFor({ state: "attached" });
  // The service takes its time to find whoever has this number.
  let found;
  const looked = new Promise((resolve) => {
    page.route((url) => url.pathname.startsWith("/ban/tiep-nhan"), async (route) => {
      if (!/viec=nguoi/.test(route.request().postData() ?? "")) return route.continue();
      resolve();
      await new Promise((release) => { found = release; });
      await route.continue();
    });
  });
  await page.fill('[name="owner.citizen_id"]', CLAIM["owner.citizen_id"]);
  await looked;
  await page.focus('[name="owner.phone"]');
  found();
  await page.waitForFunction(() => document.querySelector('[name="owner.phone"]').value);
  assert.equal(await page.evaluate(() => document.activeElement.name), "owner.phone", "nobody is moved away from where they are");
  await page.keyboard.type("0912000999");
  assert.equal(await page.inputValue('[name="owner.phone"]'), "0912000999");
  assert.equal(await page.inputValue('[name="owner.name"]'), CLAIM["owner.name"], "the rest is filled in");
  assert.deepEqual(wrong, []);
});

test("without script the list is searched and the date shown by buttons", async () => {
  const { page } = await open(province, { javaScriptEnabled: false });
  await atDesk(page);
  await page.goto("/ban/tiep-nhan?q=thuc+dieu");
  assert.ok((await page.locator("[data-choose-list] tbody tr").count()) >= 1 || /tthc=/.test(page.url()));
  await page.goto("/ban/tiep-nhan?tthc=1.001776");
  assert.match(await page.locator("[data-promise] b").textContent(), /^\d\d\/\d\d\/\d{4}$/);
  await page.fill('[name="owner.citizen_id"]', "051180000123");
  await page.click("button[value=nguoi]");
  assert.equal(await page.inputValue('[name="owner.name"]'), CLAIM["owner.name"]);
  assert.equal(await page.inputValue('[name="owner.citizen_id"]'), "051180000123", "what was typed stays");
});

test("what is missing is asked for on form 02, and nothing is received", async () => {
  const { page, context } = await open(province);
  await atDesk(page);
  await page.goto("/ban/tiep-nhan?tthc=1.001776");
  await fill(page, { ...CLAIM });
  await page.locator('[name="papers.identity"]').uncheck();
  await page.fill('[name="papers.identity.reason"]', "thẻ căn cước đã hết hạn");
  const [paper] = await Promise.all([context.waitForEvent("page"), page.keyboard.press("Control+b")]);
  await paper.waitForLoadState("domcontentloaded").catch(() => {});
  assert.match(page.url(), /tiep-nhan/, "the form stays where it is, filled");
  assert.equal(await page.inputValue('[name="owner.name"]'), CLAIM["owner.name"]);
});

test("a result is handed to a proxy only with a paper, then an error in it is corrected", async () => {
  const { page } = await open(province);
  await atDesk(page);
  const code = await receive(page, { "owner.citizen_id": "051180000777" });
  await settle(page, code);
  await page.goto(`/ban/ho-so/${code}/tra`);
  await fill(page, { proxy_name: "Trần Văn Nhận Thay", proxy_citizen_id: "051180000888" });
  await mainAct(page);
  assert.match((await errors(page)).join(" "), /ủy quyền/);
  const form = "form[action$='/tra']";
  assert.equal(await page.inputValue(`${form} [name=proxy_name]`), "Trần Văn Nhận Thay", "what was typed stays");
  await page.fill(`${form} [name=authorisation]`, "Giấy ủy quyền số 12, UBND phường, 20/11/2026");
  await page.locator(`${form} button`).first().click();
  await page.waitForLoadState("domcontentloaded");
  assert.match(await page.locator(".title .badge").textContent(), /Đã trả/);
  await page.goto(`/ban/so-theo-doi?q=${code}`);
  assert.match(await page.locator("table.register").textContent(), /Trần Văn Nhận Thay/);

  await page.goto(`/ban/ho-so/${code}/dinh-chinh`);
  await page.fill("[name=reason]", "sai ngày sinh trên quyết định");
  await mainAct(page);
  assert.match(await page.locator(".title .badge").textContent(), /đính chính/);
});

test("an organisation is received through who stands there, and a person takes its result", async () => {
  const { page, wrong } = await open(province);
  await atDesk(page);
  await page.goto("/ban/tiep-nhan?tthc=1.001776");
  await fill(page, { ...CLAIM, "owner.name": "Công ty TNHH Ví Dụ", "owner.citizen_id": "0000000018" });
  await mainAct(page);
  assert.match((await errors(page)).join(" "), /chữ số kiểm tra/);
  await page.fill('[name="owner.citizen_id"]', "0000000017");
  await mainAct(page);
  assert.match((await errors(page)).join(" "), /Chủ hồ sơ là tổ chức/);
  await page.locator(".govuk-error-summary a").first().click();
  assert.equal(await page.evaluate(() => document.activeElement.name), "submitter.name", "the summary leads to who is missing");
  await page.keyboard.type("John Example");
  await page.keyboard.press("Tab");
  await page.keyboard.type("M12345678");
  await mainAct(page);
  assert.match((await errors(page)).join(" "), /mã nước/, "a passport's number is one state's own");
  await page.fill('[name="submitter.citizen_id"]', "kor m12345678");
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  const code = (await page.locator(".big-code").textContent()).trim();

  await settle(page, code);
  const file = await page.locator("main").innerText();
  assert.match(file, /Mã số thuế\s+0000000017/);
  assert.match(file, /Hộ chiếu\s+KOR M12345678/);
  await page.goto(`/ban/ho-so/${code}/tra`);
  await mainAct(page);
  assert.match((await errors(page)).join(" "), /người đến nhận/);
  const form = "form[action$='/tra']";
  await fill(page, { proxy_name: "John Example", proxy_citizen_id: "KOR-M12345678" });
  await page.locator(`${form} button`).first().click();
  await page.waitForLoadState("domcontentloaded");
  assert.match(await page.locator(".title .badge").textContent(), /Đã trả/);

  // Whoever it comes for again is known by its code, once the field is left.
  await page.goto("/ban/tiep-nhan?tthc=1.001776");
  await page.locator("html.js").waitFor({ state: "attached" });
  await page.fill('[name="owner.citizen_id"]', "0000 000 017");
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => document.querySelector('[name="owner.name"]').value === "Công ty TNHH Ví Dụ");
  assert.equal(await page.inputValue('[name="answers.beneficiary_name"]'), "", "an organisation draws no allowance of its own");
  assert.deepEqual(wrong, []);
});

test("papers go from hand to hand, are lost, and their loss is owned", async () => {
  const { page } = await open(province);
  await atDesk(page);
  const code = await receive(page, { "owner.citizen_id": "051180000778" });
  await until(page, `/ban/ho-so/${code}`, "form[action$='/giao-nhan'] option[value='org:vhxh-21028']");
  await page.goto(`/ban/ho-so/${code}/giao-nhan`);
  await fill(page, { to_unit: "org:vhxh-21028", slip: "GN-01" });
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  await page.goto(`/ban/ho-so/${code}/mat`);
  await fill(page, { unit: "org:vhxh-21028", reason: "thất lạc khi luân chuyển" });
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  await page.goto(`/ho-so/${code}`);
  assert.match(await page.locator("main").textContent(), /mất/i);
});

test("of two officers one wins; the other is told by whom, and loses nothing typed", async () => {
  const [an, binh] = [await open(province), await open(province)];
  await atDesk(an.page);
  await atDesk(binh.page, "desk-head");
  const code = await receive(an.page, { "owner.citizen_id": "051180000779" });
  await an.page.goto(`/ban/ho-so/${code}/rut`);
  await an.page.fill("[name=reason]", "người nộp đổi ý, xin rút lại hồ sơ");
  await binh.page.goto(`/ban/ho-so/${code}/bo-sung`);
  await binh.page.locator('[name="components"]').first().check();
  await binh.page.fill("[name=reason]", "tờ khai thiếu chữ ký");
  await mainAct(binh.page);
  assert.deepEqual(await errors(binh.page), []);

  await mainAct(an.page);
  const told = await an.page.locator("[data-changed]").textContent();
  assert.match(told, /head:|desk-head|truong|trưởng/i, "by whom");
  assert.match(told, /yêu cầu bổ sung/, "and what");
  const kept = an.page.locator("form[action$='/rut'] [name=reason]");
  assert.equal(await kept.inputValue(), "người nộp đổi ý, xin rút lại hồ sơ");
  // Having looked again, the officer may.
  await an.page.locator("form[action$='/rut'] button").first().click();
  await an.page.waitForLoadState("domcontentloaded");
  assert.match(await an.page.locator(".title .badge").textContent(), /Đã rút/);
  assert.deepEqual(an.wrong, []);
});

test("from the post's hand-over each row is received by itself", async () => {
  const { page } = await open(province);
  await atDesk(page);
  await page.goto("/ban/buu-chinh?tthc=1.001776&so=3");
  const row = (n, changed = {}) => Object.fromEntries(
    Object.entries({ ...CLAIM, ...changed })
      .filter(([name]) => /^(owner|answers|papers)\./.test(name))
      .map(([name, value]) => [`r${n}.${name}`, value]),
  );
  const signed = `${TODAY}T08:59`;
  await fill(page, { minutes: "BB-07/2026", handed_over_at: signed, ...row(0, { "owner.citizen_id": "051180000801" }), ...row(1, { "owner.citizen_id": "0511", "owner.name": "Lê Thị Thiếu Số" }) });
  await mainAct(page);
  assert.equal(await page.locator("[data-received]").count(), 1, "the good row is received");
  assert.match((await errors(page)).join(" "), /Hồ sơ 2: .*12 chữ số/);
  assert.equal(await page.locator("[data-bulk-row]").count(), 1, "only what is left to mend is left");
  assert.equal(await page.inputValue('[name="r1.owner.name"]'), "Lê Thị Thiếu Số");
  await page.fill('[name="r1.owner.citizen_id"]', "051180000802");
  await mainAct(page);
  assert.equal(await page.locator("[data-received]").count(), 1);
  assert.equal(await page.locator("[data-bulk-row]").count(), 0);
});

test("the register is filtered by its address and taken away as CSV and Excel", async () => {
  const { page } = await open(province);
  await atDesk(page);
  await receive(page, { "owner.name": "=HYPERLINK(\"x\") Đặng Mộng", "owner.citizen_id": "051180000790" });
  await page.goto("/ban/so-theo-doi");
  await fill(page, { q: "dang mong", kenh: "counter" });
  await page.click("form.filter button");
  await page.waitForURL(/q=dang/);
  assert.equal(await page.locator("table.register tbody tr").count(), 1);
  assert.match(await page.locator("table.register").textContent(), /Đặng Mộng/);
  const take = async (kind) => page.request.get(await page.locator(`a[href^='/ban/so-theo-doi/tai/${kind}']`).getAttribute("href"));
  const csv = await (await take("csv")).text();
  assert.ok(csv.startsWith("\ufeff") && csv.includes("\"'=HYPERLINK"), "what looks like a formula is text");
  assert.equal(csv.trim().split("\r\n").length, 2);
  const book = await (await take("xlsx")).body();
  assert.equal(book.subarray(0, 2).toString(), "PK");
  await page.goto(`/ban/so-theo-doi?tu=${TODAY}&den=${TODAY}&thoi-han=overdue`);
  assert.equal(await page.locator("table.register").count(), 0);
  // The days may be those of the return or of the refusal: the address keeps which, and so do the books.
  await page.goto("/ban/so-theo-doi");
  await page.selectOption("#ngay", "tra");
  await fill(page, { tu: TODAY, den: TODAY, q: "dang mong" });
  await page.click("form.filter button");
  await page.waitForURL(/ngay=tra/);
  assert.equal(await page.inputValue("#ngay"), "tra");
  assert.equal(await page.locator("table.register").count(), 0, "it was received today and not returned");
  assert.match(await page.locator("a[href^='/ban/so-theo-doi/tai/pdf']").getAttribute("href"), /ngay=tra/);
  assert.equal((await (await take("csv")).text()).trim().split("\r\n").length, 1, "only its head");
  assert.equal((await take("pdf")).headers()["content-type"], "application/pdf");
});

test("the queue is walked by keys and shows the chosen dossier beside it", async () => {
  const { page, wrong } = await open(province);
  await atDesk(page);
  const code = await receive(page, { "owner.citizen_id": "051180000791" });
  await receive(page, { "owner.citizen_id": "051180000792" });
  await page.goto("/ban/hang-doi?loc=dang-giai-quyet");
  await page.locator("html.js").waitFor({ state: "attached" });
  assert.ok(await page.locator("[data-panel] [data-key=p]").count(), "print is one key away");
  const first = await page.locator("[data-panel] h2").textContent();
  await page.keyboard.press("j");
  await page.waitForFunction((first) => document.querySelector("[data-panel] h2").textContent !== first, first);
  const chosen = (await page.locator("tr[aria-selected=true] a.code").textContent()).trim();
  assert.equal((await page.locator("[data-panel] h2").textContent()).trim(), chosen);
  await Promise.all([page.waitForURL(/\/giao-nhan$/), page.keyboard.press("c")]);
  assert.match(page.url(), new RegExp(chosen.replaceAll(".", "\\.")));
  assert.ok(code && !wrong.length, wrong.join("; "));
});

/** Asks for a number for an old person; the page that answers. */
async function takeNumber(province) {
  const { page } = await open(province);
  await page.goto(`/lay-so/${WARD}`);
  await page.check("[name=uu-tien][value=cao-tuoi]");
  await page.locator("button[name=nhom]").first().click();
  await page.waitForLoadState("domcontentloaded");
  return page;
}

test("on a day of rest no number is given, and the machine says so", async () => {
  // A Sunday, and a Tuesday that is a public holiday.
  for (const at of ["2026-11-22T09:00:00+07:00", "2026-11-24T09:00:00+07:00"]) {
    const resting = await start({}, { at });
    try {
      const kiosk = await takeNumber(resting);
      assert.match(await kiosk.locator("[role=alert]").textContent(), /nghỉ/, at);
      assert.equal(await kiosk.locator("[data-number]").count(), 0);
    } finally {
      await resting.stop();
    }
  }
});

test("numbers are taken, called and shown; a booking becomes a number", async () => {
  const { page } = await open(province);
  const kiosk = await takeNumber(province);
  assert.match(await kiosk.locator("[data-number]").textContent(), /^A\d{3}$/);
  await atDesk(page);
  await page.goto("/ban/so-thu-tu?quay=2");
  await Promise.all([page.waitForEvent("framenavigated"), page.keyboard.press("g")]);
  assert.match(await page.locator("[data-serving]").textContent(), /^A\d{3}$/);
  await kiosk.goto(`/so-thu-tu/${WARD}`);
  assert.match(await kiosk.locator(".board__called").textContent(), /Quầy 2/);
  // The first day with a place within the fortnight.
  for (let ahead = 1; ahead < 14; ahead += 1) {
    await page.goto(`/ban/lich-hen?ngay=${dayOf(MORNING, ahead)}`);
    if (await page.locator("#gio").count()) break;
  }
  await fill(page, { ten: "Nguyễn Văn Hẹn", "dien-thoai": "0912000456" });
  await page.click("form[action$='/dat'] button");
  const code = (await page.locator("[data-made]").textContent()).trim();
  assert.match(await page.locator("table").first().textContent(), new RegExp(`Nguyễn Văn Hẹn.*${code}`, "s"));
  await page.fill("#ma", code);
  await page.click("form[action$='/den'] button >> nth=-1");
  assert.match(await page.locator("main").textContent(), /ngày khác/, "not before its day");
});

for (const [name, path] of [
  ["the day", "/ban"], ["the queue", "/ban/hang-doi?loc=dang-giai-quyet"], ["choosing", "/ban/tiep-nhan"], ["reception", "/ban/tiep-nhan?tthc=1.001776"],
  ["from the post", "/ban/buu-chinh?tthc=1.001776&so=2"], ["returns", "/ban/tra-ket-qua"], ["apologies", "/ban/xin-loi"], ["the register", "/ban/so-theo-doi"],
  ["numbers", "/ban/so-thu-tu"], ["bookings", "/ban/lich-hen"], ["the board", `/so-thu-tu/${WARD}`], ["the machine", `/lay-so/${WARD}`],
]) {
  test(`${name}: accessible, quiet, and no wider than the screen, in both languages`, async () => {
    for (const [width, lang] of [[1366, "vi"], [360, "en"]]) {
      const { page, context, wrong } = await open(province, { viewport: { width, height: 900 }, bypassCSP: false });
      await atDesk(page);
      await page.goto(`${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
      if (process.env.DESK_SHOTS) await page.screenshot({ path: `${process.env.DESK_SHOTS}/${name.replaceAll(" ", "-")}-${width}.png`, fullPage: true });
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(beyond <= 0, `${beyond} px beyond ${width}`);
      assert.deepEqual(wrong, [], `at ${width}`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
      assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ")}`), [], `at ${width}`);
      await context.close();
    }
  });
}
