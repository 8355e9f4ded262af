// An agency's day: the queue, proposals, the head, opinions, the team.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { CLAIM, act, errors, fileOnline, mainAct, open, signIn, start, take, until } from "./province.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const UNIT = "org:vhxh-21028";
const DECIDES = "org:ubnd-21028";

let province;
before(async () => { province = await start(); }, { timeout: 300_000 });
after(() => province?.stop());

/** Files a claim, receives it at the desk, and returns its code. */
async function received(page, id) {
  const code = await fileOnline(page, { ...CLAIM, "owner.citizen_id": id });
  await signIn(page, "desk-officer", "org:mc-21028");
  await page.goto(`/ban/ho-so/${code}`);
  await mainAct(page);
  await page.waitForURL(/da-tiep-nhan/);
  return code;
}

/** A claim whose first leg is done, in the hands of who decides. */
async function decided(page, id) {
  const code = await received(page, id);
  await take(page, UNIT, code);
  await mainAct(page);
  await take(page, DECIDES, code);
  return code;
}

/** Puts the decision on an allowance before the head. */
async function propose(page) {
  await page.fill('[name="facts.disability_certified_on"]', "2026-01-15");
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
}

const state = (page) => page.locator(".title .badge").first().textContent();

async function complaints(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((values) => globalThis.axe.run({ runOnly: { type: "tag", values } }), RULES);
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

test("a proposal is sent back for correction, proposed again and approved among many", async () => {
  const { page, wrong } = await open(province);
  const first = await decided(page, "051180000141");
  await propose(page);
  const at = page.url();
  const second = await decided(page, "051180000142");
  await propose(page);

  await signIn(page, "agency-head", DECIDES);
  await page.goto(at);
  await page.click("summary:has-text('Trả lại người trình để sửa')");
  await page.fill("#tra-sua-reason", "Nêu rõ điều khoản áp dụng.");
  await act(page, "tra-sua");
  assert.match(await state(page), /Đang giải quyết|Đang xử lý|Đang/);

  await signIn(page, "specialist", DECIDES);
  await page.goto(at);
  assert.match(await page.locator("main").textContent(), /Nêu rõ điều khoản áp dụng/);
  await propose(page);

  await signIn(page, "agency-head", DECIDES);
  await page.goto("/co-quan/phe-duyet");
  for (const code of [first, second]) await page.check(`input[aria-label$="${code}"]`);
  assert.match(await page.locator("[data-chosen]").textContent(), /2/);
  await mainAct(page);
  assert.equal(await page.locator(".badge--green").count(), 2);
  assert.deepEqual(wrong, []);
});

test("who proposed takes it back; who looked at it meanwhile is told by whom and what", async () => {
  const { page } = await open(province);
  await decided(page, "051180000143");
  await propose(page);
  const at = page.url();
  const other = await open(province);
  await signIn(other.page, "agency-head", DECIDES);
  await other.page.goto(at);
  await act(page, "rut-lai");
  assert.deepEqual(await errors(page), []);
  await mainAct(other.page);
  assert.match(await other.page.locator(".note--amber").first().textContent(), /đã thay đổi trong lúc bạn xem/);
  assert.match(await other.page.locator(".note--amber").first().textContent(), /rút lại đề xuất/);
});

test("an opinion is asked with a date and answered, and the case says that it waits", async () => {
  const { page } = await open(province);
  const code = await received(page, "051180000144");
  await take(page, UNIT, code);
  const here = page.url();
  await page.click("summary:has-text('Lấy ý kiến cơ quan khác')");
  await page.selectOption("#lay-y-kien-unit", "org:so-nnmt");
  await page.fill("#lay-y-kien-question", "Có đang hưởng chính sách khác không?");
  await act(page, "lay-y-kien");
  assert.deepEqual(await errors(page), []);
  await until(page, "/co-quan/viec", `tr:has-text("${code}"):has-text("Chờ 1 ý kiến")`);
  await take(page, "org:so-nnmt", code);
  await page.fill('[name="conclusion.reason"]', "Không trùng với chính sách nào.");
  await mainAct(page);
  await signIn(page, "specialist", UNIT);
  await until(page, here, ".answer");
});

test("the head sees the team, assigns what has come, and the look is told", async () => {
  const { page } = await open(province);
  const code = await received(page, "051180000145");
  await signIn(page, "specialist", UNIT);
  assert.equal((await page.goto("/co-quan/nhom")).status(), 403, "not for a specialist");
  await signIn(page, "agency-head", UNIT);
  await page.goto("/co-quan/nhom");
  assert.match(await page.locator("main").textContent(), /Ai đã xem trang này/);
  await until(page, "/co-quan/viec?cua=chua-ai-nhan", `tr:has-text("${code}")`);
  await page.check(`input[aria-label$="${code}"]`);
  await page.click("summary:has-text('Phân công việc đã chọn')");
  await page.selectOption("#officer", "officer:pham-thi-ho@org:vhxh-21028");
  await page.fill("#reason", "Phân công theo địa bàn.");
  await page.click("button:has-text('Phân công') >> nth=-1");
  await page.waitForURL(/hang-loat/);
  assert.equal(await page.locator(".badge--green").count(), 1);
  await page.goto("/co-quan/viec?can-bo=officer:pham-thi-ho@org:vhxh-21028");
  assert.match(await page.locator(`tr:has-text("${code}")`).textContent(), /Phạm Thị Hộ/);
});

test("another unit's case is as if there were none", async () => {
  const { page } = await open(province);
  const code = await received(page, "051180000146");
  await take(page, UNIT, code);
  const at = new URL(page.url());
  await signIn(page, "specialist", "org:vpdkdd");
  at.searchParams.delete("don-vi");
  const seen = (await page.goto(at.pathname + at.search)).status();
  at.pathname = "/co-quan/viec/01900000-0000-7000-8000-0000000000ff";
  const missing = (await page.goto(at.pathname + at.search)).status();
  assert.deepEqual([seen, missing], [404, 404]);
});

test("the queue is worked by keyboard alone", async () => {
  const { page } = await open(province);
  const code = await received(page, "051180000147");
  await signIn(page, "specialist", UNIT);
  await until(page, "/co-quan/viec?cua=chua-ai-nhan", `tr:has-text("${code}")`);
  await page.locator("html.js").waitFor({ state: "attached" });
  const rows = await page.locator("[data-rows] tbody tr").count();
  for (let row = 0; row < rows; row += 1) {
    await page.keyboard.press("j");
    if ((await page.locator('tr[aria-selected="true"]').textContent()).includes(code)) break;
  }
  await page.keyboard.press("Space");
  assert.ok(await page.isChecked(`input[aria-label$="${code}"]`));
  await mainAct(page);
  assert.equal(await page.locator(".badge--green").count(), 1);
  await page.goto("/co-quan/viec?cua=toi");
  await page.locator("html.js").waitFor({ state: "attached" });
  await page.keyboard.press("j");
  await Promise.all([page.waitForURL(/co-quan\/viec\/[^?]+\?/), page.keyboard.press("Enter")]);
});

test("one key takes the most urgent case nobody has in hand, and again the one after it", async () => {
  const { page, wrong } = await open(province);
  const codes = [await received(page, "051180000148"), await received(page, "051180000149")];
  await signIn(page, "specialist", UNIT);
  const list = "/co-quan/viec?cua=chua-ai-nhan";
  for (const code of codes) await until(page, list, `tr:has-text("${code}")`);
  const free = (await page.locator("[data-rows] tbody tr").allInnerTexts()).map((row) => row.match(/H48[\w.-]+/)[0]);
  const taken = [];
  for (let nth = 0; nth < 2; nth += 1) {
    await page.goto(list);
    await page.locator("html.js").waitFor({ state: "attached" });
    await Promise.all([page.waitForURL(/co-quan\/viec\/[^?]+\?/), page.keyboard.press("g")]);
    taken.push((await page.locator(".title .code").textContent()).trim());
    assert.ok(await page.locator("[data-main]").count(), "it can be worked on at once");
  }
  assert.deepEqual(taken, free.slice(0, 2));
  assert.deepEqual(wrong, []);
});

/** Opens what is seldom done and begins to write in it, by keyboard alone. */
async function unfold(page, title) {
  await page.locator("html.js").waitFor({ state: "attached" });
  const summary = page.locator(`summary:has-text("${title}")`);
  await summary.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
}

/** Presses the button that has come into reach by Tab. */
async function press(page, words) {
  for (let tabs = 0; tabs < 6; tabs += 1) {
    await page.keyboard.press("Tab");
    if ((await page.locator(":focus").textContent()).includes(words)) break;
  }
  await Promise.all([page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame()), page.keyboard.press("Enter")]);
  await page.waitForLoadState("domcontentloaded");
}

test("a case is given back to the step before, by keyboard, done again there and passed on anew", async () => {
  const { page, wrong } = await open(province);
  const code = await decided(page, "051180000151");
  await unfold(page, "Trả lại nơi chuyển đến");
  await page.keyboard.type("Thiếu biên bản xác minh tại nơi cư trú.");
  await press(page, "Trả lại");
  assert.deepEqual(await errors(page), []);
  assert.match(await state(page), /Đã trả lại/);
  assert.match(await page.locator(".path--log").textContent(), /trả lại nơi chuyển đến.*Thiếu biên bản xác minh/s);

  // It lies with the unit that passed it on, which does its step again.
  await take(page, UNIT, code);
  assert.match(await page.locator("main").textContent(), /Rà soát, xét duyệt/);
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  await take(page, DECIDES, code);
  await propose(page);
  assert.match(await state(page), /Chờ ký duyệt/);
  assert.deepEqual(wrong, []);
});

test("what is given back without a reason is not given back, and says which field", async () => {
  const { page } = await open(province);
  await decided(page, "051180000152");
  await page.click("summary:has-text('Trả lại nơi chuyển đến')");
  await act(page, "tra-lai");
  assert.equal((await errors(page)).length, 1);
  await page.locator(".govuk-error-summary a").first().click();
  assert.equal(await page.locator(":focus").getAttribute("name"), "reason");
  assert.match(await state(page), /Đang/);
});

test("an offer that is declined goes back to the desk, which offers it anew; one not yet taken is recalled", async () => {
  const { page, wrong } = await open(province);
  const code = await received(page, "051180000153");
  await signIn(page, "specialist", UNIT);
  await until(page, "/co-quan/viec?cua=chua-ai-nhan", `tr:has-text("${code}")`);
  await page.locator(`tr:has-text("${code}") a.code`).click();
  await page.waitForURL(/co-quan\/viec\/[^?]+\?/);
  await page.click("summary:has-text('Từ chối nhận')");
  await page.check('[name=reason][value="wrong-papers"]');
  await act(page, "tu-choi");
  assert.deepEqual(await errors(page), []);
  assert.match(await page.locator("main").textContent(), /Giấy tờ chuyển đến không đúng hồ sơ/);

  await signIn(page, "desk-officer", "org:mc-21028");
  await until(page, `/ho-so/${code}/tuyen`, "summary:has-text('Chuyển lại')");
  await page.click("summary:has-text('Chuyển lại')");
  await page.fill("details[open] [name=reason]", "Đã đối chiếu, giấy tờ đúng hồ sơ.");
  await Promise.all([page.waitForURL(/tuyen/), page.click("details[open] form button")]);
  assert.deepEqual(await errors(page), []);

  // Offered anew and not yet taken, it can be recalled: the agency's list loses it and gets it again.
  await until(page, `/ho-so/${code}/tuyen`, "summary:has-text('Thu hồi')");
  await page.click("summary:has-text('Thu hồi')");
  await page.fill("details[open] [name=reason]", "Bổ sung giấy tờ trước khi chuyển.");
  await Promise.all([page.waitForURL(/tuyen/), page.click("details[open] form button")]);
  assert.deepEqual(await errors(page), []);
  await take(page, UNIT, code);
  assert.match(await state(page), /Đang/);

  // Whoever has taken it keeps it: there is nothing to recall any more.
  await signIn(page, "desk-officer", "org:mc-21028");
  await page.goto(`/ho-so/${code}/tuyen`);
  assert.equal(await page.locator("summary:has-text('Thu hồi')").count(), 0);
  assert.deepEqual(wrong, []);
});

test("many proposals are sent back at once with one reason; one taken back meanwhile leaves the list by itself", async () => {
  const { page, wrong } = await open(province);
  const first = await decided(page, "051180000154");
  await propose(page);
  const second = await decided(page, "051180000155");
  await propose(page);
  const other = page.url();
  const { page: head } = await open(province);
  await signIn(head, "agency-head", DECIDES);
  await head.goto("/co-quan/phe-duyet");
  for (const code of [first, second]) await head.check(`input[aria-label$="${code}"]`);
  // Meanwhile its proposer takes one back: it leaves the head's list, and the button counts one.
  await page.goto(other);
  await act(page, "rut-lai");
  await head.locator(`tr:has-text("${second}")`).waitFor({ state: "detached", timeout: 15_000 });
  assert.match(await head.locator("[data-chosen]").textContent(), /1/);
  await head.click("summary:has-text('Trả lại hồ sơ đã chọn')");
  await head.fill("#reason", "Nêu rõ điều khoản áp dụng.");
  await head.click("button:has-text('Trả lại để chỉnh sửa') >> nth=-1");
  await head.waitForURL(/hang-loat/);
  assert.equal(await head.locator(".badge--green").count(), 1);
  assert.match(await head.locator(`tr:has-text("${first}")`).textContent(), /Đã xong/);
  await page.goto("/co-quan/viec?cua=toi");
  assert.match(await page.locator(`tr:has-text("${first}")`).textContent(), /Nêu rõ điều khoản áp dụng/);
  assert.deepEqual(wrong, []);
});

test("an opinion is asked and answered by keyboard, against it too, and stands with the case", async () => {
  const { page } = await open(province);
  const code = await received(page, "051180000156");
  await take(page, UNIT, code);
  const here = page.url();
  await unfold(page, "Lấy ý kiến cơ quan khác");
  await page.selectOption("#lay-y-kien-unit", "org:so-nnmt");
  await page.locator("#lay-y-kien-question").focus();
  await page.keyboard.type("Hộ có thuộc diện giải tỏa không?");
  await press(page, "ý kiến");
  assert.deepEqual(await errors(page), []);
  await take(page, "org:so-nnmt", code);
  assert.match(await page.locator("main").textContent(), /Hộ có thuộc diện giải tỏa không\?/);
  await page.check('[name="conclusion.granted"][value="no"]');
  await page.fill('[name="conclusion.reason"]', "Hộ đang trong diện giải tỏa.");
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  await signIn(page, "specialist", UNIT);
  await until(page, here, ".answer");
  assert.match(await page.locator(".answer").first().textContent(), /Không đồng ý: Hộ đang trong diện giải tỏa/);
});

test("a delay is stated and its apology signed by keyboard; in time it reaches the person, after the date it moves nothing", { timeout: 600_000 }, async () => {
  // Weeks of work, with legs that lie late.
  const weeks = await start({}, { busy: true });
  try {
    const { page, wrong } = await open(weeks);
    const text = (of) => of.locator("main").innerText();
    await signIn(page, "auditor");
    await page.goto("/bao-cao/vi-pham");
    let code;
    let unit;
    for (const late of await page.locator("tbody .code").allTextContents()) {
      unit = `org:ubnd-${late.match(/^H48\.(\d+)-/)[1]}`;
      await signIn(page, "specialist", unit);
      await page.goto(`/co-quan/viec?ma=${late}`);
      code = late;
      if (await page.locator(`tr:has-text("${late}"):has-text("Nêu lý do, hẹn lại")`).count()) break;
    }
    await page.locator(`tr:has-text("${code}"):has-text("Nêu lý do, hẹn lại") a.code`).click();
    await page.waitForURL(/co-quan\/viec\/[^?]+\?/);
    const at = page.url();
    assert.match(await text(page), /Ngày hẹn đã qua: lời xin lỗi ký lúc này chỉ được ghi lại/);
    await page.locator("#neu-ly-do-reason").focus();
    await page.keyboard.type("Cần xác minh thêm tại nơi cư trú");
    await page.fill("#neu-ly-do-new_due", "2026-09-07T09:00");
    await mainAct(page);
    assert.match((await errors(page)).join(), /Ngày hẹn mới phải sau ngày đã hẹn/);
    assert.equal(await page.inputValue("#neu-ly-do-reason"), "Cần xác minh thêm tại nơi cư trú");
    await page.fill("#neu-ly-do-new_due", "2026-12-04T16:00");
    await mainAct(page);
    assert.deepEqual(await errors(page), []);
    assert.equal(await page.locator("form[action*='/ky-xin-loi']").count(), 0, "who states it does not sign it");

    await signIn(page, "agency-head", unit);
    await page.goto(at);
    assert.match(await text(page), /Hẹn lại: 04\/12\/2026 16:00\. Lý do chậm: Cần xác minh thêm/);
    await mainAct(page);
    assert.deepEqual(await errors(page), []);
    assert.match(await text(page), /Xin lỗi sau ngày hẹn, chỉ được ghi lại/);
    assert.match(await page.locator(".path--log").textContent(), /ký phiếu xin lỗi/);
    await page.goto(`/co-quan/viec?ma=${code}`);
    assert.equal(await page.locator('tr:has-text("Nêu lý do, hẹn lại"), tr:has-text("Chờ lãnh đạo ký")').count(), 0, "nothing is left to do about it");
    const { page: person, wrong: hers } = await open(weeks);
    await person.goto(`/hs/${code}`);
    assert.doesNotMatch(await text(person), /04\/12\/2026/);

    // Signed before the date, form 04 went out: the person, the desk and the dossier know both dates.
    await signIn(page, "operator");
    await page.goto("/van-hanh/tin-nhan");
    const sorry = page.locator(".sms:has-text('không kịp hẹn')").first();
    while (!(await sorry.count())) await Promise.all([page.waitForURL(/trang=/), page.click("a:has-text('Trang sau')")]);
    const [, given, before, after] = (await sorry.textContent()).match(/hồ sơ (H48\S+) không kịp hẹn (\S+), hẹn lại \S+ (\S+) do/);
    await person.goto(`/hs/${given}`);
    for (const date of [before, after]) assert.ok((await text(person)).includes(date), `${given}: ${date}`);
    await signIn(page, "desk-officer", `org:mc-${given.match(/^H48\.(\d+)-/)[1]}`);
    await page.goto(`/ho-so/${given}`);
    assert.match(await text(page), /Đã xin lỗi, hẹn lại/);
    assert.ok((await text(page)).includes(before));
    assert.deepEqual([...wrong, ...hers], []);
  } finally {
    await weeks.stop();
  }
});

test("every list and a case keep to the rules of access, and to a phone", async () => {
  const { page } = await open(province);
  const code = await received(page, "051180000148");
  await take(page, UNIT, code);
  const kase = page.url();
  await signIn(page, "agency-head", UNIT);
  const paths = ["/co-quan/viec", "/co-quan/phe-duyet", "/co-quan/tam-dung", "/co-quan/da-chuyen", "/co-quan/nhom", kase, `${kase}&lang=en`];
  for (const path of paths) {
    await page.setViewportSize({ width: 1366, height: 900 });
    await page.goto(path);
    assert.deepEqual(await complaints(page), [], path);
    await page.setViewportSize({ width: 360, height: 780 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `${path} is ${wide} wide on a phone`);
  }
});
