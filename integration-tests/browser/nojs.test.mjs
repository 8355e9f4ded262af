// What a citizen comes for, with script switched off: by links and forms alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { NO_SCRIPT, complains, prove, rates, supplies } from "./citizen.mjs";
import { CLAIM, fileOnline, fill, open, start } from "./province.mjs";

let province;
before(async () => { province = await start(); }, { timeout: 300_000 });
after(() => province?.stop());

/** A phone of somebody whose script does not run. */
const phone = async () => {
  const { page } = await open(province, NO_SCRIPT);
  return page;
};

/** Codes that the story of the province's start left behind. */
const told = () => province.told.join("\n").match(/H48\.\d{5}-\d{6}-\d{4}/)[0];

test("finds a procedure by words without accents, and reads what it takes", async () => {
  const page = await phone();
  await page.goto("/");
  await page.fill("[name=q]", "tro cap xa hoi");
  await page.locator("form:has([name=q]) button").first().click();
  await page.locator("a[href^='/tthc/']").first().click();
  await page.waitForURL(/tthc\/\d/);
  assert.ok((await page.locator("h2").count()) >= 3);
  assert.ok(await page.locator("a[href^='/nop/']").count(), "the way to file is a link");
});

test("tracks a dossier by its code, down to who holds it", async () => {
  const page = await phone();
  await page.goto("/tra-cuu");
  await page.fill("[name=ma]", told());
  await page.locator("form:has([name=ma]) button").first().click();
  await page.waitForURL(/tra-cuu\//);
  assert.ok((await page.locator(".path > li").count()) >= 2);
});

test("begins to file, and is told every gap without losing a word", async () => {
  const page = await phone();
  await page.goto("/nop/1.001776");
  const begins = page.locator("main form[method=post]").first();
  assert.ok(await begins.count(), "the form is a form");
  assert.equal(await begins.locator("input[name=_the]").count(), 1, "with the word that makes it ours");
});

test("changes the language and the keys, and the browser keeps both", async () => {
  const page = await phone();
  await page.goto("/tai-khoan");
  await page.check("[name=keys][value=off]");
  await page.check("[name=lang][value=en]");
  await page.click("main form[action='/tai-khoan'] button");
  await page.locator("[role=status]").waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.locator("html").getAttribute("data-keys"), "off");
});

test("signs in and out by forms alone", async () => {
  const page = await phone();
  await page.goto("/trinh-dien");
  await page.click("button:has-text('Nguyễn Thị Thử Nghiệm')");
  await page.goto("/tai-khoan");
  assert.match(await page.locator("main").textContent(), /Nguyễn Thị Thử Nghiệm/);
  await page.click("button:has-text('Đăng xuất')");
  await page.locator("h1:has-text('Bạn đã đăng xuất')").waitFor();
  await page.goto("/tai-khoan");
  assert.doesNotMatch(await page.locator("main").textContent(), /Nguyễn Thị Thử Nghiệm/);
});

test("supplies what is missing from the link in the message", async () => {
  await supplies(province, await phone(), "051180000231");
});

test("rates a dossier that has its result", async () => {
  await rates(province, await phone(), told());
});

test("complains, and reads the answer by the code", async () => {
  await complains(province, await phone(), { text: "Chậm quá <b>hẹn</b>", name: "Trần Văn Thử 🙂", phone: "0912000781" });
});

test("proves a dossier by the digits of a message: who looked, how to be told, withdrawn", async () => {
  const page = await phone();
  const code = await fileOnline(page, { ...CLAIM, "owner.citizen_id": "051180000232" });
  await page.goto(`/tra-cuu/${code}`);
  await page.click("text=Ai đã xem dữ liệu");
  await page.locator("main form button").first().click();
  await page.fill("[name=digits]", "12345x");
  await page.locator("main form button").first().click();
  assert.match(await page.locator(".govuk-error-summary").innerText(), /không đúng hoặc đã hết hạn/);
  await page.goto(`/tra-cuu/${code}/xac-nhan?ve=ai-da-xem`);
  await prove(province, page, code);
  assert.match(await page.locator("table").innerText(), /Gửi mã xác nhận/);

  await page.goto(`/tra-cuu/${code}`);
  await page.click("text=Cách nhận tin");
  await page.check("[name=first][value=email]");
  await page.fill("[name=email]", "không phải thư");
  await page.locator("main form button").first().click();
  assert.match(await page.locator(".govuk-error-summary").innerText(), /Địa chỉ thư điện tử chưa đúng/);
  assert.equal(await page.inputValue("[name=email]"), "không phải thư", "what was typed is kept");
  await page.fill("[name=email]", "thu@vidu.example");
  await page.locator("main form button").first().click();
  assert.match(await page.locator(".note--green").innerText(), /Đã lưu cách nhận tin/);

  await page.click("text=Rút hồ sơ");
  await page.locator("main form button").first().click();
  assert.ok((await page.locator(".govuk-error-summary li").count()) > 0, "a reason is asked for");
  await page.fill("[name=reason]", "Đổi ý");
  await page.locator("main form button").first().click();
  assert.match(await page.locator("h1").innerText(), /đã được rút/);
});

test("books a time at a centre, and calls it off", async () => {
  const page = await phone();
  await page.goto("/dat-lich?don-vi=org:mc-21028");
  // Late in a day there may be no time left in it.
  const days = await page.locator("[name=ngay] option").evaluateAll((options) => options.map((option) => option.value));
  for (const day of days) {
    if (await page.locator("[name=starts]").count()) break;
    await page.selectOption("[name=ngay]", day);
    await page.locator("main form button").first().click();
  }
  await page.locator("[name=starts]").last().check();
  await fill(page, { name: "Trần Thị Thử", phone: "12" });
  await page.click("main form[method=post] button");
  assert.equal(await page.locator(".govuk-error-summary li").count(), 1);
  assert.equal(await page.inputValue("[name=name]"), "Trần Thị Thử", "what was typed is kept");
  await page.fill("[name=phone]", "0912000780");
  await page.click("main form[method=post] button");
  await page.waitForURL(/dat-lich\/[0-9A-Z]{8}\?khoa=/);
  await page.click("text=Hủy lịch hẹn");
  await page.click("main form[method=post] button");
  assert.match(await page.locator("[role=status]").innerText(), /Đã hủy lịch hẹn/);
});
