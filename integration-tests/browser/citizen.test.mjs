// What a person does about their matter from a phone: find, follow, prove, act, complain, pay.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { PHONE, clean, complains, prove as proven, rates, supplies } from "./citizen.mjs";
import { CLAIM, fileOnline, fill, open, signIn, start } from "./province.mjs";

const HOSTILE = "Nguyễn <script>alert(1)</script> Thử 🙂";

let province;
before(async () => { province = await start(); }, { timeout: 300_000 });
after(() => province?.stop());

/** A dossier that the story of the province's start left with its result. */
const told = () => province.told.join("\n").match(/H48\.\d{5}-\d{6}-\d{4}/)[0];
const prove = (page, code) => proven(province, page, code);

test("a matter is found by what people call it, without diacritics and with a slip", async () => {
  const { page, wrong } = await open(province, PHONE);
  for (const [typed, code] of [["mat so do", "1.012786"], ["nguoi gia", "1.014027"], ["mai tang phi", "1.001731"], ["mua bán đất", "1.013831"], ["khai sihn", "2.000986"], ["1.012784", "1.012784"]]) {
    await page.goto("/");
    await page.fill("#q", typed);
    await page.keyboard.press("Enter");
    await page.waitForURL(/tthc\?q=/);
    const first = await page.locator(".result a").allTextContents();
    const codes = await page.locator(".result .code").allTextContents();
    assert.ok(codes.includes(code), `${typed}: ${codes} ${first}`);
  }
  await page.goto("/tthc?q=%3Cscript%3Ealert(1)%3C/script%3E");
  assert.match(await page.locator("[role=status]").textContent(), /Không có thủ tục/);
  await page.goto("/tthc?truc-tuyen=1&linh-vuc=dat-dai");
  assert.ok((await page.locator(".result").count()) > 3);
  await clean(page, "the list");
  await page.goto("/tthc/1.013831");
  await clean(page, "a procedure");
  await page.click("text=Bản niêm yết");
  await page.waitForURL(/niem-yet/);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".no-print").isVisible(), false);
  assert.ok(await page.locator(".board .qr svg").isVisible());
  assert.deepEqual(wrong, []);
});

test("who has the phone sees whose dossier it is, is told as they like, sees who looked, and withdraws", async () => {
  const { page, wrong } = await open(province, PHONE);
  const code = await fileOnline(page, { ...CLAIM, "owner.name": HOSTILE });
  await page.goto(`/tra-cuu/${code}`);
  assert.doesNotMatch(await page.locator("main").innerText(), /Nguyễn/);
  await clean(page, "tracking");
  await page.click("text=Xác nhận bằng mã");
  await clean(page, "the proof");
  await prove(page, code);
  assert.equal(new URL(page.url()).pathname, `/tra-cuu/${code}`);
  assert.ok((await page.locator("main").innerText()).includes(HOSTILE), "the name is text");
  await clean(page, "tracking one's own");

  await page.click("text=Cách nhận tin");
  await page.check("[name=first][value=email]");
  await page.fill("[name=email]", "không phải thư");
  await page.click("main form button");
  assert.match(await page.locator(".govuk-error-summary").innerText(), /Địa chỉ thư điện tử chưa đúng/);
  assert.equal(await page.inputValue("[name=email]"), "không phải thư", "what was typed is kept");
  await clean(page, "preferences with an error");
  await page.fill("[name=email]", "thu@vidu.example");
  await page.click("main form button");
  assert.match(await page.locator(".note--green").innerText(), /Đã lưu cách nhận tin/);

  await page.click("text=Ai đã xem dữ liệu");
  assert.match(await page.locator("table").innerText(), /Gửi mã xác nhận/);
  await clean(page, "who looked");

  await page.goto(`/tra-cuu/${code}/rut`);
  await page.click("main form button");
  assert.ok((await page.locator(".govuk-error-summary li").count()) > 0, "a reason is asked for");
  await page.fill("[name=reason]", "Đổi ý <b>không</b> xin nữa");
  await page.click("main form button");
  assert.match(await page.locator("h1").textContent(), /đã được rút/);
  assert.deepEqual(wrong, []);
});

test("without script and in English: proven, withdrawn", async () => {
  const { page } = await open(province, { ...PHONE, javaScriptEnabled: false });
  const code = await fileOnline(page, { ...CLAIM, "owner.citizen_id": "051180000125" });
  await page.goto(`/tra-cuu/${code}/rut?lang=en`);
  assert.match(await page.locator("h1").textContent(), /Confirm/);
  await prove(page, code);
  assert.match(await page.locator("h1").textContent(), /Withdraw/);
  await page.fill("[name=reason]", "Đổi ý");
  await page.click("main form button");
  assert.match(await page.locator("h1").textContent(), /withdrawn/);
});

test("nobody learns which codes exist, and wrong digits open nothing", async () => {
  const { page } = await open(province);
  const code = await fileOnline(page, { ...CLAIM, "owner.citizen_id": "051180000126" });
  const asked = async (one) => {
    await page.goto(`/tra-cuu/${one}/xac-nhan`);
    await page.click("main form button");
    return (await page.locator("main").innerText()).replaceAll(one, "CODE");
  };
  assert.equal(await asked(code), await asked("H48.21028-261122-9999"));
  await asked(code);
  await page.fill("[name=digits]", "12345x");
  await page.locator("main form button").first().click();
  assert.match(await page.locator(".govuk-error-summary").innerText(), /không đúng hoặc đã hết hạn/);
  await page.goto(`/tra-cuu/${code}/ai-da-xem`);
  assert.match(page.url(), /xac-nhan/);
});

test("a complaint is sent without an account, answered at the desk, and read by its code", async () => {
  const { page, wrong } = await open(province, PHONE);
  const code = await complains(province, page, { text: `Chậm quá ${HOSTILE}`, name: HOSTILE, phone: "0912000777" }, clean);
  const other = await open(province);
  await signIn(other.page, "desk-officer", "org:mc-21025");
  await other.page.goto("/ban/gop-y?loc=tat-ca");
  assert.ok(!(await other.page.locator("main").innerText()).includes(code), "another unit does not see it");
  assert.deepEqual(wrong, []);
});

test("papers are supplied from the link in the message, in parts, and the officer opens them", async () => {
  const { page, wrong } = await open(province, PHONE);
  await supplies(province, page, "051180000127", clean);
  assert.deepEqual(wrong, []);
});

test("a dossier with its result is rated by whoever has its phone, and the rating changed", async () => {
  const { page, wrong } = await open(province, PHONE);
  await rates(province, page, told(), clean);
  assert.deepEqual(wrong, []);
});

test("a time at a centre is booked without an account, moved and called off by who holds its link", async () => {
  const { page, wrong } = await open(province, PHONE);
  const main = () => page.locator("main").innerText();
  await page.goto("/tthc/1.013831");
  await page.click("text=Đặt lịch hẹn tại trung tâm");
  await clean(page, "choosing a centre");
  await page.click("main form button");
  assert.match(await page.locator(".govuk-error-summary").innerText(), /Chọn trung tâm/);
  await clean(page, "no centre chosen");
  await page.selectOption("[name=don-vi]", "org:mc-21028");
  await page.click("main form button");
  // The day shown first has a time; late in a day it is the last one, and there is none to move to.
  const times = () => page.locator("[name=starts]").evaluateAll((inputs) => inputs.map((input) => input.value));
  let free = await times();
  const days = await page.locator("[name=ngay] option").evaluateAll((options) => options.map((option) => option.value));
  for (const later of days.filter((one) => !free[0]?.startsWith(one))) {
    if (free.length >= 2) break;
    await page.selectOption("[name=ngay]", later);
    await page.locator("main form button").first().click();
    free = await times();
  }
  const day = await page.inputValue("[name=ngay]");
  assert.ok(free.length >= 2 && free.every((time) => time.startsWith(day)), "the times are those of the day");
  assert.equal(await page.inputValue("[name=procedure]"), "1.013831", "the procedure came along");
  await clean(page, "choosing a time");

  await fill(page, { starts: free[0], name: HOSTILE, phone: "12" });
  await page.click("main form[method=post] button");
  assert.equal(await page.locator(".govuk-error-summary li").count(), 1);
  assert.deepEqual([await page.inputValue("[name=name]"), await page.inputValue("[name=phone]")], [HOSTILE, "12"], "what was typed is kept");
  assert.ok(await page.isChecked(`[name=starts][value="${free[0]}"]`));
  await clean(page, "booking with an error");
  await page.fill("[name=phone]", "0912000778");
  await page.click("main form[method=post] button");
  await page.waitForURL(/dat-lich\/[0-9A-Z]{8}\?khoa=/);
  const [, code] = page.url().match(/dat-lich\/([0-9A-Z]{8})/);
  const own = page.url();
  const hour = (time) => time.split("T")[1];
  const [year, month, date] = day.split("-");
  assert.ok((await main()).includes(`${date}/${month}/${year} ${hour(free[0])}`) && (await main()).includes(HOSTILE));
  await clean(page, "a booking");

  const stranger = await open(province);
  const answers = await Promise.all([`/dat-lich/${code}`, `/dat-lich/${code}?khoa=SAI`, `/dat-lich/${code}/doi?khoa=SAI`, "/dat-lich/00000000?khoa=SAI"].map(async (path) => (await stranger.page.request.get(path)).status()));
  assert.deepEqual(answers, [404, 404, 404, 404], "without the secret there is nothing to see");
  await signIn(stranger.page, "desk-officer", "org:mc-21028");
  await stranger.page.goto(`/ban/lich-hen?ngay=${day}`);
  assert.match(await stranger.page.locator(`tr:has-text("${code}")`).innerText(), new RegExp(hour(free[0])));

  await page.click("text=Đổi giờ");
  await page.click("main form[method=post] button");
  assert.match(await page.locator(".govuk-error-summary").innerText(), /Chọn khung giờ/);
  await clean(page, "moving with an error");
  await page.check(`[name=starts][value="${free[1]}"]`);
  await page.click("main form[method=post] button");
  assert.match(await page.locator("[role=status]").innerText(), /Đã đổi giờ/);
  assert.ok((await main()).includes(`${date}/${month}/${year} ${hour(free[1])}`));

  await page.click("text=Hủy lịch hẹn");
  await clean(page, "calling off");
  await page.click("main form[method=post] button");
  assert.match(await page.locator("[role=status]").innerText(), /Đã hủy lịch hẹn/);
  assert.equal(await page.locator("text=Đổi giờ").count(), 0, "what was called off is not moved");
  await page.goto(own);
  assert.equal(await page.locator("[role=status]").count(), 0, "nobody is told any more that it is booked");
  assert.deepEqual(wrong, []);
});

test("without script and in English: a time is booked, and a day of rest says so", async () => {
  const { page } = await open(province, { ...PHONE, javaScriptEnabled: false });
  await page.goto("/dat-lich?don-vi=org:mc-21028&lang=en");
  const days = await page.locator("[name=ngay] option").allTextContents();
  assert.equal(days.filter((day) => day.startsWith("Sunday")).length >= 2, true, `${days}`);
  const day = await page.locator("[name=ngay]").inputValue();
  await page.selectOption("[name=ngay]", { label: days.findLast((one) => one.startsWith("Sunday")) });
  await page.locator("main form button").first().click();
  assert.match(await page.locator(".note--amber").innerText(), /does not work on this day/);
  await page.selectOption("[name=ngay]", day);
  await page.locator("main form button").first().click();
  await page.locator("[name=starts]").last().check();
  await fill(page, { name: "Trần Thị Thử", phone: "0912000779" });
  await page.click("main form[method=post] button");
  assert.match(await page.locator("h1").innerText(), /Your booking/);
});

test("what is not the bank's word pays nothing", async () => {
  const { page } = await open(province);
  const secret = "ngan-hang-thu-khong-co-tien-that";
  const signed = (pairs, key = secret) => {
    const query = new URLSearchParams(Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1))).toString();
    return `${query}&vnp_SecureHash=${createHmac("sha512", key).update(query).digest("hex")}`;
  };
  const paid = { vnp_Amount: "12500000", vnp_ResponseCode: "00", vnp_TmnCode: "THUNGHIEM", vnp_TransactionNo: "1", vnp_TransactionStatus: "00", vnp_TxnRef: `${"0".repeat(40)}261122090000` };
  const answer = async (query) => (await (await page.request.get(`/thanh-toan/vnpay/ipn?${query}`)).json()).RspCode;
  assert.equal(await answer(signed(paid)), "01", "an unknown order");
  assert.equal(await answer(signed({ ...paid, vnp_TxnRef: "x" })), "01");
  assert.equal(await answer(signed(paid, "another key")), "97", "forged");
  assert.equal(await answer(`${signed(paid)}&vnp_Extra=1`), "97", "something added");
  assert.equal(await answer(signed({ ...paid, vnp_Amount: "12500050" })), "97", "half a đồng");
  assert.equal(await answer(""), "97");
  await page.goto(`/tra-cuu/${told()}/da-nop-tien?vnp_ResponseCode=00&vnp_SecureHash=00`);
  assert.match(await page.locator("h1").textContent(), /Không xác nhận được/);
  assert.equal((await page.request.get("/ngan-hang-thu?vnp_Amount=100")).status(), 404);
});

test("what takes over a second says that it is under way, and no longer than that", async () => {
  const { page, wrong } = await open(province, PHONE);
  // The page itself tells when it sees the bar: the browser answers no other question meanwhile.
  await page.addInitScript(() => {
    const look = () => {
      const told = document.querySelector(".under-way[role=status]");
      if (told) console.log(`seen: ${told.textContent}`);
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
  });
  await page.goto("/tthc");
  const seen = page.waitForEvent("console", (line) => line.text().startsWith("seen: "));
  await page.route("**/tthc?q=*", async (route) => {
    await seen;
    await route.continue();
  });
  await page.fill("#q", "cong chung");
  await page.keyboard.press("Enter");
  assert.match((await seen).text(), /Đang xử lý/);
  await page.waitForURL(/tthc\?q=/);
  await page.waitForLoadState();
  assert.equal(await page.locator(".under-way").count(), 0);
  assert.deepEqual(wrong, []);
});

test("what the province says of itself can be read by everybody", async () => {
  for (const options of [PHONE, {}]) {
    const { page, wrong } = await open(province, options);
    for (const path of ["/", "/du-lieu-ca-nhan", "/kha-nang-tiep-can", "/gop-y", "/dat-lich", "/tthc", "/tra-cuu"]) {
      for (const lang of ["en", "vi"]) {
        await page.goto(`${path}?lang=${lang}`);
        await clean(page, `${path} ${lang}`);
      }
    }
    assert.deepEqual(wrong, []);
  }
});
