// Taking money at the desk: found by its notice, typed, looked at, recorded once, printed; and whatever pays nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { NO_SCRIPT, PHONE, clean, message, toPay } from "./citizen.mjs";
import { errors, mainAct, open, signIn, start, until } from "./province.mjs";

const CENTRE = "org:mc-21028";

let province;
before(async () => { province = await start(); }, { timeout: 300_000 });
after(() => province?.stop());

const heading = (page) => page.locator("h1").innerText();
const main = (page) => page.locator("main").innerText();

/** Somebody of the desk. */
async function officer(role = "desk-officer", options = {}, unit = CENTRE) {
  const opened = await open(province, options);
  await signIn(opened.page, role, unit);
  return opened;
}

/** Types over what stands in the input of this label. */
async function type(page, label, words) {
  await page.getByLabel(label).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.type(words);
}

const RECEIPT = "Số biên lai hoặc số giấy nộp tiền";
const AMOUNT = "Số tiền đã nhận (đồng)";

test("by keyboard: a notice is found, its money taken, looked at, recorded once and told", async () => {
  const notice = "TB-6001/2026";
  const code = await toPay(province, "051180000601", notice, 2_000_000);
  const { page, wrong, context } = await officer();
  const head = await officer("desk-head");

  // From the dossier, and by the number of the notice, as a scanner types it.
  await page.goto(`/ban/ho-so/${code}`);
  assert.match(await main(page), new RegExp(`chờ nộp tiền theo thông báo số ${notice}`));
  await clean(page, "a dossier that waits for money");
  await page.goto("/ban/thu-tien");
  assert.equal(await page.locator(`tr:has-text("${code}")`).count(), 1);
  await clean(page, "waiting for money");
  await type(page, "Số thông báo hoặc mã hồ sơ", notice.toLowerCase());
  await Promise.all([page.waitForURL(new RegExp(`${code}/thu-tien`)), page.keyboard.press("Enter")]);
  for (const part of [notice, "2.000.000 đồng", "29/01/2027"]) assert.ok((await main(page)).includes(part), `${part} of the notice`);
  assert.equal(await page.getByLabel(AMOUNT).inputValue(), "", "no amount is put into anybody's mouth");
  await clean(page, "taking money");

  // Nothing typed, then what nobody can read.
  await mainAct(page);
  assert.deepEqual((await errors(page)).map((one) => one.trim()), ["Nhập số biên lai hoặc số giấy nộp tiền.", "Nhập số tiền đã nhận, chỉ gồm số đồng, ví dụ 1.250.000."]);
  await clean(page, "taking money with errors");
  await page.locator(".govuk-error-summary a").first().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("BL 0001/2026");
  await type(page, AMOUNT, "2.00");
  await mainAct(page);
  assert.equal((await errors(page)).length, 1);
  assert.equal(await page.getByLabel(RECEIPT).inputValue(), "BL 0001/2026", "what was typed is kept");
  assert.equal(await page.getByLabel(AMOUNT).inputValue(), "2.00");
  await type(page, AMOUNT, "2000000");
  await page.getByLabel("Nhận tiền lúc").fill("2027-11-01T08:00");
  await mainAct(page);
  assert.match((await errors(page))[0], /còn ở phía trước/);
  const now = await head.page.goto(`/ban/ho-so/${code}/thu-tien`).then(() => head.page.getByLabel("Nhận tiền lúc").inputValue());
  await page.getByLabel("Nhận tiền lúc").fill(now);

  // Too little: what would come of it is said before it is recorded.
  await type(page, AMOUNT, "1.999.999");
  await mainAct(page);
  assert.equal(await heading(page), "Xem lại trước khi ghi");
  assert.match(await page.locator(".note--red").innerText(), /Ít hơn số phải nộp \(2\.000\.000 đồng\).*1\.999\.999 đồng phải hoàn trả/s);
  await clean(page, "too little, looked at");
  await Promise.all([page.waitForEvent("framenavigated"), page.locator("button", { hasText: "Sửa lại" }).press("Enter")]);
  assert.equal(await page.getByLabel(AMOUNT).inputValue(), "1.999.999");
  await type(page, AMOUNT, "2 000 000");
  await mainAct(page);
  assert.match(await page.locator(".note--green").innerText(), new RegExp(`${notice} được ghi là đã nộp; hồ sơ đi tiếp`));
  await clean(page, "looked at");

  // The head has typed another receipt by now, and is where the officer is.
  await type(head.page, RECEIPT, "BL 0002/2026");
  await type(head.page, AMOUNT, "2000000");
  await mainAct(head.page);
  assert.equal(await heading(head.page), "Xem lại trước khi ghi");

  await mainAct(page);
  assert.match(new URL(page.url()).pathname, /da-thu-tien$/);
  assert.equal(await heading(page), "Đã ghi nhận nộp tiền");
  for (const part of [code, notice, "BL 0001/2026", "2.000.000 đồng"]) assert.ok((await main(page)).includes(part), `${part} on the paper`);
  await clean(page, "recorded");
  await page.reload();
  assert.equal(await heading(page), "Đã ghi nhận nộp tiền", "a reload records nothing");
  await message(province, code, /đã nộp đủ tiền và được giải quyết tiếp/);
  await until(page, `/ban/ho-so/${code}`, "a:has-text('Các khoản đã ghi nhận')");

  // The head was slower.
  await mainAct(head.page);
  assert.match(await head.page.locator("[data-changed]").innerText(), /Đã có người ghi trước.*BL 0001\/2026, 2\.000\.000 đồng; ghi lúc .*, người ghi \S+/s);
  assert.equal(await head.page.getByLabel(RECEIPT).inputValue(), "BL 0002/2026", "and nothing typed is lost");
  await clean(head.page, "somebody was quicker");
  await head.page.goto(`/ban/hoan-tien`);
  assert.ok(!(await main(head.page)).includes(code), "nothing is owed that nobody took");

  // The same receipt again is known; another that has really come is put down to go back.
  await head.page.goto(`/ban/ho-so/${code}/thu-tien`);
  assert.match(await main(head.page), /không có khoản nào chờ nộp/);
  const late = head.page.locator("details", { hasText: "không còn phải nộp" });
  const sends = async (receipt) => {
    await late.locator("summary").press("Enter");
    await late.locator("select").selectOption(notice);
    await type(head.page, RECEIPT, receipt);
    await type(head.page, AMOUNT, "2.000.000");
    await Promise.all([head.page.waitForEvent("framenavigated"), head.page.keyboard.press("Enter")]);
    await head.page.waitForLoadState("domcontentloaded");
  };
  await sends("BL 0001/2026");
  assert.match(await head.page.locator("[role=status]").innerText(), /đã được ghi từ trước; lần gửi này không ghi thêm gì/);
  await clean(head.page, "known already");
  await head.page.goto(`/ban/ho-so/${code}/thu-tien`);
  await sends("BL 0002/2026");
  assert.match(await head.page.locator(".note--red").innerText(), /đã được nộp tiền trước đó, ghi nhận lúc/);
  await mainAct(head.page);
  assert.equal(await heading(head.page), "Đã ghi khoản phải hoàn trả");
  assert.match(await main(head.page), /2\.000\.000 đồng.*Nộp lần hai cho một thông báo.*Chưa hoàn trả/s);
  await clean(head.page, "recorded, to be returned");
  await head.page.click("main a:has-text('Tiền phải hoàn trả')");
  assert.match(await head.page.locator(".card", { hasText: code }).innerText(), /BL 0002\/2026/);
  await page.goto(`/ban/ho-so/${code}/thu-tien?lang=en`);
  assert.match(await main(page), /Nothing is to be paid.*BL 0001\/2026.*Paid.*BL 0002\/2026.*To be returned/s);
  await clean(page, "what was recorded, in English");
  assert.deepEqual([...wrong, ...head.wrong], []);
  await context.close();
  await head.context.close();
});

test("on a telephone without script: more than is due is taken, and the debt of another is noted", async () => {
  const code = await toPay(province, "051180000602", "TB-6002/2026", 350_000);
  const other = await toPay(province, "051180000603", "TB-6003/2026", 9_000_000);
  const { page, context } = await officer("desk-officer", NO_SCRIPT);
  const look = await officer("desk-officer", PHONE);
  await page.goto(`/ban/thu-tien?tim=${code}`);
  await page.getByLabel(RECEIPT).fill("BL-7/2026");
  await page.getByLabel(AMOUNT).fill("400.000");
  await page.locator("main form[method=post] button").first().click();
  assert.match(await page.locator(".note--amber").innerText(), /Nộp thừa.*50\.000 đồng phải hoàn trả/s);
  await page.click("button[value=ghi]");
  assert.equal(await heading(page), "Đã ghi nhận nộp tiền");
  assert.match(await main(page), /50\.000 đồng.*Phần nộp thừa/s);
  await look.page.goto(page.url());
  await clean(look.page, "more than was due, on a telephone");

  await look.page.goto(`/ban/ho-so/${other}/thu-tien`);
  await clean(look.page, "taking money, on a telephone");
  await look.page.goto("/ban/thu-tien");
  await clean(look.page, "waiting for money, on a telephone");
  await page.goto(`/ban/ho-so/${other}/thu-tien`);
  await page.click("summary:has-text('Ghi nợ')");
  await page.getByLabel("Căn cứ ghi nợ").fill("Quyết định số 12/QĐ-UBND ngày 20/10/2026 cho ghi nợ");
  await page.locator("details:has-text('Ghi nợ') button").click();
  assert.match(await page.locator(".note--amber").innerText(), /Ghi nợ, không thu tiền/);
  await page.click("button[value=ghi]");
  assert.equal(await heading(page), "Đã ghi nợ");
  assert.match(await main(page), /Quyết định số 12\/QĐ-UBND/);
  await look.page.goto(page.url());
  await clean(look.page, "a debt noted, on a telephone");
  await until(page, `/ban/ho-so/${other}`, "a:has-text('Các khoản đã ghi nhận')");
  await context.close();
  await look.context.close();
});

/** Sends the form without the page it stands on. */
async function posts(page, code, form) {
  await page.goto("/tai-khoan");
  const _the = await page.locator("input[name=_the]").first().inputValue();
  return page.request.post(`/ban/ho-so/${code}/thu-tien`, { form: { ...form, _the }, headers: { origin: province.base } });
}

test("another desk's dossier is as if there were none, and who takes no money gets no form", async () => {
  const code = await toPay(province, "051180000604", "TB-6004/2026", 500_000);
  const elsewhere = await officer("desk-officer", {}, "org:mc-21025");
  const { page } = elsewhere;
  const typed = { viec: "thu-tien", notice: "TB-6004/2026", receipt: "BL-1", amount: "500000", taken_at: "2026-11-20T08:00" };
  for (const wanted of [code, "H48.1-000000-0000"]) {
    for (const path of ["thu-tien", "da-thu-tien?thong-bao=TB-6004/2026&so=BL-1"]) {
      const answer = await page.goto(`/ban/ho-so/${wanted}/${path}`);
      assert.equal(answer.status(), 404, `${wanted} ${path}`);
      assert.ok((await main(page)).includes(`Không có hồ sơ nào mang mã ${wanted}`), "in the same words");
      assert.ok(!(await page.content()).includes("500.000"));
    }
    const sent = await posts(page, wanted, { ...typed, buoc: "ghi" });
    assert.equal(sent.status(), 404);
  }
  await page.goto("/ban/thu-tien?tim=TB-6004/2026");
  assert.match(await heading(page), /chờ nộp tiền/);
  assert.equal(await page.locator("tbody tr").count(), 0);
  await elsewhere.context.close();

  for (const [role, unit] of [["specialist", "org:thue-tinh"], ["leader", ""], ["auditor", ""]]) {
    const watcher = await officer(role, {}, unit);
    const answer = await watcher.page.goto(`/ban/ho-so/${code}/thu-tien`);
    assert.equal(answer.status(), 403, role);
    assert.equal(await watcher.page.locator("main form[method=post]").count(), 0, role);
    const sent = await posts(watcher.page, code, typed);
    assert.equal(sent.status(), 403, role);
    await watcher.context.close();
  }
  const own = await officer();
  await own.page.goto(`/ban/ho-so/${code}/thu-tien`);
  assert.ok((await main(own.page)).includes("500.000 đồng"), "and it still waits");
  await own.context.close();
});
