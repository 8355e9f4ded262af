// What a citizen comes for, with script switched off: by links and forms alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, start } from "./province.mjs";

let province;
before(async () => { province = await start(); }, { timeout: 180_000 });
after(() => province?.stop());

/** A phone of somebody whose script does not run. */
const phone = async () => {
  const { page } = await open(province, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
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
