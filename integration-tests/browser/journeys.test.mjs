// What people do from the first page to the last, by clicking alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CLAIM, act, arrives, errors, fileOnline, fill, mainAct, open, signIn, start, take, tick, until } from "./province.mjs";

let province;
before(async () => { province = await start(); }, { timeout: 300_000 });
after(() => province?.stop());

/** Signs in at the desk of the ward the claims are filed at. */
const atDesk = (page) => signIn(page, "desk-officer", "org:mc-21028");

/** Files the claim online and returns its code. */
async function filed(page, changed = {}) {
  return fileOnline(page, { ...CLAIM, ...changed });
}

test("a claim goes from the citizen's form to the citizen's hands", async () => {
  const { page, wrong } = await open(province);
  const code = await filed(page);
  assert.match(code, /^H48\.21028-\d{6}-\d{4}$/);

  await page.goto(`/tra-cuu/${code}`);
  assert.match(await page.locator("h1").textContent(), /đang chờ quầy tiếp nhận/);

  await atDesk(page);
  await page.goto("/ban/hang-doi?loc=cho-tiep-nhan");
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
  const waiting = page.url();
  await signIn(page, "agency-head", "org:ubnd-21028");
  await page.goto(waiting);
  await mainAct(page);
  assert.match(await page.locator(".title .badge").textContent(), /Đã duyệt|Đã hoàn thành/);
  if (await page.locator("[data-main]").count()) await mainAct(page);
  assert.deepEqual(await errors(page), []);

  await atDesk(page);
  await until(page, `/ban/ho-so/${code}`, "form[action$='/tra']");
  await mainAct(page);
  await page.goto(`/tra-cuu/${code}`);
  assert.equal(await page.locator("h1").textContent(), "Đã trả kết quả");
  assert.equal(await page.locator(".path > .done").count(), await page.locator(".path > li").count());

  await signIn(page, "operator");
  await page.goto(`/van-hanh/vet?ma-ho-so=${code}`);
  const facts = await page.locator(".hops code").allTextContents();
  for (const fact of ["DossierSubmitted", "DossierAccepted", "RoutePlanned", "LegCompleted", "ResultReturned"]) {
    assert.ok(facts.includes(fact), `${fact} is part of the story`);
  }
  assert.equal(await page.locator(".lanes circle").count(), await page.locator(".hops tbody tr").count());
  // A letter that died knows the dossier by its id and the hop by its trace: that address leads here too.
  const id = await page.locator(".title p code").textContent();
  const first = await page.locator(".hops tbody tr[id^='vet-']").first().getAttribute("id");
  await page.goto(`/van-hanh/vet?ho-so=${id}#${first}`);
  assert.match(await page.locator("h1").textContent(), new RegExp(code));
  assert.equal(await page.locator(`#${first}`).count(), 1, "each trace is led to once");
  assert.deepEqual(wrong, []);
});

test("everything works without script", async () => {
  const { page } = await open(province, { javaScriptEnabled: false });
  const code = await filed(page);
  await atDesk(page);
  await page.goto("/ban/hang-doi?loc=cho-tiep-nhan");
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
  await atDesk(page);
  await page.goto("/ban/hang-doi");
  await page.keyboard.press("n");
  await page.waitForURL(/tiep-nhan/);
  await page.goto(`/ban/tiep-nhan?tthc=1.001776&don-vi=org:mc-21028`);
  assert.equal(await page.inputValue('[name="place"]'), "adm:21028", "the centre's own commune is proposed");
  await fill(page, CLAIM);
  await page.focus('[name="papers.declaration"]');
  assert.equal(await page.locator("[data-checklist-count]").textContent(), "2/4");
  assert.equal(await page.inputValue('[name="papers.identity.copies"]'), "1", "ticking writes the usual count");
  await mainAct(page);
  await arrives(page, /da-tiep-nhan/);
});

test("papers are asked for once, supplied in part, then whole, and the person is told", async () => {
  const { page, wrong } = await open(province);
  const code = await filed(page, { "owner.citizen_id": "051180000125" });
  await atDesk(page);
  await page.goto(`/ban/ho-so/${code}`);
  await mainAct(page);
  await page.goto(`/ban/ho-so/${code}`);
  await page.click("summary:has-text('Yêu cầu bổ sung (Mẫu 02)')");
  await act(page, "bo-sung");
  assert.ok((await errors(page)).length >= 1, "an empty request is sent back");
  await tick(page, "components", "disability-certificate", "identity");
  await page.fill("#bo-sung-reason", "Bổ sung giấy xác nhận khuyết tật còn hiệu lực.");
  await act(page, "bo-sung");
  assert.deepEqual(await errors(page), []);
  await page.goto(`/tra-cuu/${code}`);
  assert.equal(await page.locator("h1").textContent(), "Cần bạn bổ sung giấy tờ");
  assert.match(await page.locator(".note--violet").textContent(), /khuyết tật/);
  assert.match(await page.locator(".note--violet").textContent(), /trước (Thứ|Chủ nhật)/, "until when");
  await page.goto(`/ban/ho-so/${code}`);
  assert.equal(await page.locator("form[action$='/bo-sung']").count(), 0, "nothing more is asked meanwhile");
  await tick(page, "papers", "identity");
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  const missing = await page.locator("section:has(h2:text-is('Còn thiếu')) li").allTextContents();
  assert.equal(missing.length, 1);
  assert.match(missing[0], /khuyết tật/);
  await tick(page, "papers", "disability-certificate");
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  assert.match(await page.locator(".title .badge").textContent(), /Đang giải quyết/);

  // A second request wants its ground in law, and the head of the desk to make it.
  await page.click("summary:has-text('Yêu cầu bổ sung (Mẫu 02)')");
  await tick(page, "components", "identity");
  await page.fill("#bo-sung-reason", "Bản sao không đọc được.");
  await act(page, "bo-sung");
  const links = await page.locator(".govuk-error-summary a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.deepEqual(links, ["#bo-sung-ground"]);
  assert.match(await page.locator(".govuk-error-summary").innerText(), /Trưởng Bộ phận Một cửa/, "who approves it is who sends it");
  assert.equal(await page.inputValue("#bo-sung-reason"), "Bản sao không đọc được.");
  assert.ok(await page.isChecked('[name="components"][value="identity"]'), "what was ticked stays");
  await signIn(page, "operator");
  await until(page, `/van-hanh/tin-nhan?ma-ho-so=${code}`, "td:has-text('Yêu cầu bổ sung')");
  assert.deepEqual(wrong, []);
});

/** A claim received at the desk; answers its code. */
async function received(page, id) {
  const code = await filed(page, { "owner.citizen_id": id });
  await atDesk(page);
  await page.goto(`/ban/ho-so/${code}`);
  await mainAct(page);
  await arrives(page, /da-tiep-nhan/);
  return code;
}

test("an agency says what is missing, and the desk asks for exactly that", async () => {
  const { page, wrong } = await open(province);
  const code = await received(page, "051180000131");
  await take(page, "org:vhxh-21028", code);
  await page.click("summary:has-text('Đề nghị yêu cầu bổ sung')");
  await tick(page, "components", "disability-certificate");
  await page.fill("#can-bo-sung-reason", "Giấy xác nhận khuyết tật đã hết giá trị.");
  await act(page, "can-bo-sung");
  assert.deepEqual(await errors(page), []);
  const list = "/ban/hang-doi?loc=can-bo-sung";
  await atDesk(page);
  await until(page, list, `tr:has-text("${code}")`);
  await page.locator(`tr:has-text("${code}") a[href*="/bo-sung"]`).first().click();
  await page.waitForURL(/ho-so/);
  assert.ok(await page.isChecked('[name="components"][value="disability-certificate"]'), "form 02 begins with what was said");
  assert.equal(await page.inputValue("#bo-sung-reason"), "Giấy xác nhận khuyết tật đã hết giá trị.");
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  await page.goto(`/tra-cuu/${code}`);
  assert.equal(await page.locator("h1").textContent(), "Cần bạn bổ sung giấy tờ");
  assert.deepEqual(wrong, []);
});

test("an opinion is asked, answered where it was asked, and read where it was wanted", async () => {
  const { page, wrong } = await open(province);
  const code = await received(page, "051180000132");
  await take(page, "org:vhxh-21028", code);
  const here = page.url();
  await page.click("summary:has-text('Lấy ý kiến cơ quan khác')");
  await act(page, "lay-y-kien");
  assert.ok((await errors(page)).length >= 1, "a question without words is sent back");
  await page.selectOption("#lay-y-kien-unit", "org:so-nnmt");
  await page.fill("#lay-y-kien-question", "Người này có thuộc diện đang hưởng chính sách khác không?");
  await act(page, "lay-y-kien");
  assert.deepEqual(await errors(page), []);
  await take(page, "org:so-nnmt", code);
  assert.match(await page.locator(".note").first().textContent(), /diện đang hưởng chính sách khác/);
  assert.equal(await page.locator("form[action*='/can-bo-sung']").count(), 0, "who is asked asks nobody");
  await mainAct(page);
  assert.ok((await errors(page)).length >= 1, "an opinion without words is none");
  await page.fill('[name="conclusion.reason"]', "Không trùng với chính sách nào.");
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  await signIn(page, "specialist", "org:vhxh-21028");
  await until(page, here, ".answer");
  assert.match(await page.locator(".answer").textContent(), /Đồng ý: Không trùng/);
  assert.deepEqual(wrong, []);
});

test("a case goes into the hands of a colleague", async () => {
  const { page } = await open(province);
  const code = await received(page, "051180000133");
  await take(page, "org:vhxh-21028", code);
  await page.click("summary:has-text('Phân công')");
  await page.selectOption("#phan-cong-officer", { label: "Phạm Thị Hộ, công chức" });
  await page.fill("#phan-cong-reason", "Người đang giữ đi công tác.");
  await act(page, "phan-cong");
  assert.deepEqual(await errors(page), []);
  assert.match(await page.locator("dd:has-text('Phạm Thị Hộ')").textContent(), /Phạm Thị Hộ/);
});

test("a dossier is stopped on a ground of law, and the agency's case is closed with why", async () => {
  const { page } = await open(province);
  const code = await received(page, "051180000134");
  await take(page, "org:vhxh-21028", code);
  await atDesk(page);
  await page.goto(`/ban/ho-so/${code}`);
  await page.click("summary:has-text('Dừng giải quyết hồ sơ (Mẫu 05)')");
  await act(page, "dung");
  assert.ok((await errors(page)).length >= 1);
  await page.fill("#dung-reason", "Người đề nghị đã chuyển nơi cư trú sang tỉnh khác.");
  await act(page, "dung");
  assert.match(await page.locator(".title .badge").textContent(), /Dừng giải quyết/);
  assert.equal(await page.locator("form[action$='/rut']").count(), 0, "what is over offers nothing");
  await page.goto(`/tra-cuu/${code}`);
  assert.match(await page.locator(".note").textContent(), /chuyển nơi cư trú/);
  await signIn(page, "specialist", "org:vhxh-21028");
  await until(page, "/co-quan/viec?loc=da-xong", `tr:has-text("${code}"):has-text("rút, dừng")`);
});

test("the desk apologises for itself, and the person reads both dates", async () => {
  const { page } = await open(province);
  const code = await received(page, "051180000135");
  // Whose apology it is signs it: the head of the desk.
  await signIn(page, "desk-head", "org:mc-21028");
  await page.goto(`/ban/ho-so/${code}`);
  await page.click("summary:has-text('hẹn lại ngày trả do Bộ phận Một cửa')");
  await page.fill("#xin-loi-reason", "Mất điện tại trung tâm.");
  await page.fill("#xin-loi-due", "2020-01-02T09:00");
  await act(page, "xin-loi");
  assert.equal((await errors(page)).length, 1, "a date in the past is no promise");
  assert.equal(await page.inputValue("#xin-loi-due"), "2020-01-02T09:00");
  const day = new Date(Date.now() + 45 * 86_400_000);
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 1);
  await page.fill("#xin-loi-due", `${day.toISOString().slice(0, 10)}T09:00`);
  await act(page, "xin-loi");
  assert.deepEqual(await errors(page), []);
  await page.goto(`/tra-cuu/${code}`);
  assert.match(await page.locator(".note--red").textContent(), /xin lỗi.*Ngày hẹn mới là .* thay cho/s);
  assert.equal(await page.locator("dd s").count(), 1, "the first date is struck out");
  await page.goto(`/ho-so/${code}`);
  assert.match(await page.locator(".dims").textContent(), /Đã xin lỗi, hẹn lại/);
});

test("the history shows whose the time was, and the control sheet prints", async () => {
  const { page, wrong } = await open(province);
  await signIn(page, "leader");
  await until(page, "/bao-cao/ho-so?cot=received_total", "a.code");
  const code = (await page.locator("a.code").first().textContent()).trim();
  await page.goto(`/ho-so/${code}`);
  assert.equal(await page.locator(".dims > div").count(), 5);
  assert.ok((await page.locator(".hours li").count()) >= 1, "a bar a holder");
  assert.ok((await page.locator(".working li").count()) > 1, "the date's working");
  await page.keyboard.press("p");
  await page.waitForURL(/phieu-kiem-soat/);
  assert.ok((await page.locator(".sheet tbody tr").count()) >= 1);
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await page.locator(".side").isVisible()), "the menu is not printed");
  assert.ok(await page.locator(".signs").isVisible(), "two people sign");
  assert.deepEqual(wrong, []);
});

test("the operator compares custody, and nothing differs", async () => {
  const { page } = await open(province);
  await signIn(page, "operator");
  await page.goto("/van-hanh/doi-soat");
  await mainAct(page);
  assert.equal(await page.locator(".count--amber").count(), 0, "every agency answered");
  assert.match(await page.locator(".count").first().textContent(), /Đã so/);
});

test("by post it counts from the hand-over, which the minutes name", async () => {
  const { page } = await open(province);
  await atDesk(page);
  await page.goto("/ban/tiep-nhan?tthc=1.001776");
  await fill(page, { ...CLAIM, "owner.citizen_id": "051180000136", channel: "post" });
  await mainAct(page);
  assert.ok((await errors(page)).length >= 1, "the post's minutes are asked for");
  const yesterday = new Date(Date.now() - 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);
  await page.fill('[name="handed_over_at"]', `${yesterday}T09:00`);
  await page.fill('[name="minutes"]', "BB-07");
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  await page.waitForURL(/da-tiep-nhan/);
});

test("an act the rules forbid says why, where it was tried", async () => {
  const { page } = await open(province);
  const code = await filed(page, { "owner.citizen_id": "051180000126" });
  await atDesk(page);
  await page.goto(`/ban/ho-so/${code}`);
  await page.click("summary:has-text('Từ chối tiếp nhận')");
  await page.click("form[action$='/tu-choi'] button");
  assert.equal((await errors(page)).length, 1, "a refusal without a reason is sent back");
  await page.fill("#tu-choi-reason", "Hồ sơ thuộc thẩm quyền của tỉnh khác.");
  await page.click("form[action$='/tu-choi'] button");
  await page.goto(`/tra-cuu/${code}`);
  assert.match(await page.locator(".note").textContent(), /thẩm quyền của tỉnh khác/);
});

test("a form from another site is not taken", async () => {
  const { page } = await open(province);
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: "https://elsewhere.example" };
  const answer = await page.request.post("/nop/1.001776", { data: "then=next", headers });
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

test("the pages of officials speak English once asked", async () => {
  const { page } = await open(province);
  await atDesk(page);
  await page.goto("/ban/hang-doi?lang=en");
  assert.match(await page.locator(".tabs").textContent(), /To receive/);
  await signIn(page, "leader");
  await until(page, "/bao-cao/ho-so?cot=received_total", "a.code");
  const code = (await page.locator("a.code").first().textContent()).trim();
  await page.goto(`/ho-so/${code}`);
  assert.match(await page.locator("main").textContent(), /Five dimensions.*Whose the time was/s);
});
