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
before(async () => { province = await start(); }, { timeout: 180_000 });
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
