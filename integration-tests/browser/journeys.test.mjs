// What people do from the first page to the last, by clicking alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CLAIM, errors, fill, mainAct, open, start, take, until } from "./province.mjs";

let province;
before(async () => { province = await start(); }, { timeout: 120_000 });
after(() => province?.stop());

/** Files the claim online and returns its code. */
async function filed(page, changed = {}) {
  await page.goto("/nop/1.001776");
  await fill(page, { ...CLAIM, ...changed });
  await page.click("button[value=check]");
  await page.click("button[value=send]");
  await page.waitForURL(/da-nop/);
  return (await page.locator(".big-code").textContent()).trim();
}

test("a claim goes from the citizen's form to the citizen's hands", async () => {
  const { page, wrong } = await open(province);
  const code = await filed(page);
  assert.match(code, /^H48\.21028-\d{6}-\d{4}$/);

  await page.goto(`/tra-cuu/${code}`);
  assert.match(await page.locator("h1").textContent(), /đang chờ quầy tiếp nhận/);

  await page.goto("/ban/hang-doi?don-vi=org:mc-21028&loc=cho-tiep-nhan");
  await page.locator(`tr:has-text("${code}") button`).click();
  await page.waitForURL(/da-tiep-nhan/);
  assert.match(await page.locator(".promise b").textContent(), /^\d\d\/\d\d\/\d{4}$/);
  assert.ok((await page.locator(".working li").count()) > 2, "the date shows its working");

  await take(page, "org:vhxh-21028", code);
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  assert.match(await page.locator(".title .badge").textContent(), /Đã hoàn thành/);

  await take(page, "org:ubnd-21028", code);
  await page.click("text=Tính thử");
  assert.match((await page.locator(".govuk-error-summary").textContent()), /ngày cấp giấy xác nhận mức độ khuyết tật/);
  await page.fill('[name="facts.disability_certified_on"]', "2026-01-15");
  await page.click("text=Tính thử");
  assert.match(await page.locator(".facts:has-text('Mức hưởng')").textContent(), /đồng một tháng/);
  await mainAct(page);
  assert.match(await page.locator(".title .badge").textContent(), /Chờ ký duyệt/);
  await mainAct(page);
  assert.match(await page.locator(".title .badge").textContent(), /Đã duyệt|Đã hoàn thành/);
  if (await page.locator("[data-main]").count()) await mainAct(page);
  assert.deepEqual(await errors(page), []);

  await until(page, `/ban/ho-so/${code}`, "form[action$='/tra']");
  await mainAct(page);
  await page.goto(`/tra-cuu/${code}`);
  assert.equal(await page.locator("h1").textContent(), "Đã trả kết quả");
  assert.equal(await page.locator(".path > .done").count(), await page.locator(".path > li").count());

  await page.goto(`/van-hanh/vet?ma-ho-so=${code}`);
  const facts = await page.locator(".hops code").allTextContents();
  for (const fact of ["DossierSubmitted", "DossierAccepted", "RoutePlanned", "LegCompleted", "ResultReturned"]) {
    assert.ok(facts.includes(fact), `${fact} is part of the story`);
  }
  assert.equal(await page.locator(".lanes circle").count(), await page.locator(".hops tbody tr").count());
  assert.deepEqual(wrong, []);
});

test("an empty form comes back with every gap named and linked", async () => {
  const { page } = await open(province);
  await page.goto("/nop/1.001776");
  await page.click("button[value=check]");
  assert.match(await page.title(), /^Lỗi:/);
  assert.ok(await page.locator(".govuk-error-summary").evaluate((box) => box === document.activeElement), "the summary takes the focus");
  const links = await page.locator(".govuk-error-summary a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.ok(links.length >= 10);
  for (const link of links) assert.equal(await page.locator(link).count(), 1, `${link} is an input`);
});

test("what was typed survives a mistake, and is never run", async () => {
  const { page, wrong } = await open(province);
  await page.goto("/nop/1.001776");
  const name = `<script>document.title="run"</script> Ẩn "Danh"`;
  await fill(page, { ...CLAIM, "owner.name": name, "owner.citizen_id": "05118000012" });
  await page.click("button[value=check]");
  assert.match((await errors(page)).join(" "), /12 chữ số/);
  assert.equal(await page.inputValue('[name="owner.name"]'), name);
  assert.equal(await page.inputValue('[name="answers.group"]'), CLAIM["answers.group"]);
  assert.ok(await page.isChecked('[name="papers.identity"]'));
  assert.doesNotMatch(await page.title(), /^run$/);
  assert.deepEqual(wrong, []);
});

test("a form sent twice files one dossier", async () => {
  const { page } = await open(province);
  await page.goto("/nop/1.001776");
  await fill(page, CLAIM);
  await page.click("button[value=check]");
  const sent = await page.locator("main form").evaluate((form) => new URLSearchParams(new FormData(form)).toString());
  const send = () => page.request.post("/nop/1.001776", {
    data: `${sent}&step=send`,
    maxRedirects: 0,
    headers: { "content-type": "application/x-www-form-urlencoded", origin: province.base },
  });
  const [first, second] = [await send(), await send()];
  assert.equal(first.status(), 303);
  assert.equal(first.headers().location, second.headers().location);
});

test("everything works without script", async () => {
  const { page } = await open(province, { javaScriptEnabled: false });
  const code = await filed(page);
  await page.goto("/ban/hang-doi?don-vi=org:mc-21028&loc=cho-tiep-nhan");
  await page.locator(`tr:has-text("${code}") button`).click();
  assert.match(page.url(), /da-tiep-nhan/);
  await page.goto(`/ban/tiep-nhan?tthc=1.001776&don-vi=org:mc-21028`);
  await fill(page, { ...CLAIM, "owner.citizen_id": "051180000124" });
  await page.click("[data-main]");
  assert.deepEqual(await errors(page), []);
  assert.match(page.url(), /da-tiep-nhan/);
});

test("the desk receives by keyboard and counts the papers", async () => {
  const { page } = await open(province);
  await page.goto("/ban/hang-doi?don-vi=org:mc-21028");
  await page.keyboard.press("n");
  await page.waitForURL(/tiep-nhan/);
  await page.goto(`/ban/tiep-nhan?tthc=1.001776&don-vi=org:mc-21028`);
  assert.equal(await page.inputValue('[name="place"]'), "adm:21028", "the centre's own commune is proposed");
  await fill(page, CLAIM);
  await page.focus('[name="papers.declaration"]');
  assert.equal(await page.locator("[data-checklist-count]").textContent(), "2/4");
  assert.equal(await page.inputValue('[name="papers.identity.copies"]'), "1", "ticking writes the usual count");
  await mainAct(page);
  await page.waitForURL(/da-tiep-nhan/);
});

test("a paper is asked for once, supplied, and the person is told", async () => {
  const { page } = await open(province);
  const code = await filed(page, { "owner.citizen_id": "051180000125" });
  await page.goto(`/ban/ho-so/${code}`);
  await mainAct(page);
  await page.goto(`/ban/ho-so/${code}`);
  await page.click("text=Yêu cầu bổ sung (Mẫu 02)");
  await page.check("#yc-disability-certificate");
  await page.fill("#reason-bs", "Bổ sung giấy xác nhận khuyết tật còn hiệu lực.");
  await page.click("form[action$='/bo-sung'] button");
  assert.deepEqual(await errors(page), []);
  await page.goto(`/tra-cuu/${code}`);
  assert.equal(await page.locator("h1").textContent(), "Cần bạn bổ sung giấy tờ");
  assert.match(await page.locator(".note--violet").textContent(), /khuyết tật/);
  await page.goto(`/ban/ho-so/${code}`);
  await page.check("#bs-disability-certificate");
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  await until(page, `/van-hanh/tin-nhan?ma-ho-so=${code}`, "td:has-text('Yêu cầu bổ sung')");
});

test("an act the rules forbid says why, where it was tried", async () => {
  const { page } = await open(province);
  const code = await filed(page, { "owner.citizen_id": "051180000126" });
  await page.goto(`/ban/ho-so/${code}`);
  await page.click("summary:has-text('Từ chối tiếp nhận')");
  await page.click("form[action$='/tu-choi'] button");
  assert.equal((await errors(page)).length, 1, "a refusal without a reason is sent back");
  await page.fill("#reason", "Hồ sơ thuộc thẩm quyền của tỉnh khác.");
  await page.click("form[action$='/tu-choi'] button");
  await page.goto(`/tra-cuu/${code}`);
  assert.match(await page.locator(".note").textContent(), /thẩm quyền của tỉnh khác/);
});

test("a form from another site is not taken", async () => {
  const { page } = await open(province);
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: "https://elsewhere.example" };
  const answer = await page.request.post("/nop/1.001776", { data: "step=send", headers });
  assert.equal(answer.status(), 403);
  assert.match(await answer.text(), /Không nhận biểu mẫu từ trang khác/);
});

test("a code nobody has gets a page that says what to do", async () => {
  const { page } = await open(province);
  const answer = await page.goto("/tra-cuu/H48.21028-000000-9999");
  assert.equal(answer.status(), 404);
  assert.match(await page.locator("main").textContent(), /so lại từng chữ số/);
});

test("the frame speaks English once asked, and keeps to it", async () => {
  const { page } = await open(province);
  await page.goto("/?lang=en");
  assert.match(await page.locator("h1").textContent(), /File in one place/);
  await page.goto("/tra-cuu");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.equal(await page.locator("h1").textContent(), "Track an application");
});
