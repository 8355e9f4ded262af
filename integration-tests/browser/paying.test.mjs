// Paying a notice online: asked, paid at the bank, recorded, told; and everything that pays nothing.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { NO_SCRIPT, PHONE, clean, message, prove, toPay } from "./citizen.mjs";
import { open, signIn, start, until } from "./province.mjs";

/** What the sandbox bank signs with: no secret, for no money moves. */
const SECRET = "ngan-hang-thu-khong-co-tien-that";

let province;
before(async () => { province = await start(); }, { timeout: 300_000 });
after(() => province?.stop());

/** Pairs as the bank sends them, signed. */
function signed(pairs, key = SECRET) {
  const kept = Object.entries(pairs).filter(([name, value]) => value !== "" && name !== "vnp_SecureHash");
  const query = new URLSearchParams(kept.sort(([a], [b]) => (a < b ? -1 : 1))).toString();
  return `${query}&vnp_SecureHash=${createHmac("sha512", key).update(query).digest("hex")}`;
}

/** What the bank is answered that says this to the portal. */
const answered = async (page, query) => (await (await page.request.get(`/thanh-toan/vnpay/ipn?${query}`)).json()).RspCode;

const heading = (page) => page.locator("h1").innerText();
const main = (page) => page.locator("main").innerText();

/** From the dossier's page to the bank. */
async function toBank(page, code, look) {
  await page.goto(`/tra-cuu/${code}`);
  await page.click(".doing:has-text('Nộp tiền'), .doing:has-text('Pay')");
  if (/xac-nhan/.test(page.url())) await prove(province, page, code);
  assert.match(new URL(page.url()).pathname, /nop-tien$/);
  await look(page, "paying");
  await page.click("a:has-text('Đến trang thanh toán'), a:has-text('Go to payment')");
  await page.waitForURL(/ngan-hang-thu/);
  await look(page, "the bank");
}

/** The order behind the button of the page to pay on. */
async function ordered(page, code) {
  await page.goto(`/tra-cuu/${code}/nop-tien`);
  if (/xac-nhan/.test(page.url())) await prove(province, page, code);
  const href = await page.locator("a[data-main]").getAttribute("href");
  return Object.fromEntries(new URLSearchParams(href.split("?")[1]));
}

/** What the bank would say of an order that was paid. */
const paidBy = (order, changed = {}) => ({
  vnp_TmnCode: order.vnp_TmnCode,
  vnp_Amount: order.vnp_Amount,
  vnp_TxnRef: order.vnp_TxnRef,
  vnp_OrderInfo: order.vnp_OrderInfo,
  vnp_ResponseCode: "00",
  vnp_TransactionStatus: "00",
  vnp_TransactionNo: "14000001",
  ...changed,
});

test("a notice is paid online: asked by message, cancelled once, paid, recorded, and the dossier goes on", async () => {
  const code = await toPay(province, "051180000451", "TB-4511/2026", 12_500_000);
  const { page, wrong } = await open(province, PHONE);
  const [asked] = await message(province, code, /có thông báo nộp tiền.*/);
  assert.ok(!asked.includes("12.500.000"), "no amount in a message");
  await page.goto(`/tra-cuu/${code}`);
  assert.ok(!(await main(page)).includes("12.500.000"), "nor on the page that everybody may open");
  await clean(page, "asked to pay");

  await toBank(page, code, clean);
  assert.match(await main(page), /12\.500\.000 đồng/);
  await page.click("button[value=cancel]");
  assert.equal(await heading(page), "Chưa nộp được tiền");
  await clean(page, "cancelled at the bank");
  await page.click("a:has-text('Nộp lại')");
  assert.match(await main(page), /TB-4511\/2026/);

  await toBank(page, code, async () => {});
  await page.click("button[value=pay]");
  assert.equal(await heading(page), "Đã nộp tiền");
  const receipt = await main(page);
  for (const part of [code, "TB-4511/2026", "12.500.000 đồng"]) assert.ok(receipt.includes(part), `${part} on the receipt`);
  await clean(page, "the receipt");
  const back = page.url();
  await page.reload();
  assert.equal(await heading(page), "Đã nộp tiền", "a reload changes nothing");
  assert.equal(await answered(page, new URL(back).search.slice(1)), "02", "said again, it is known already");

  await message(province, code, /đã nộp đủ tiền và được giải quyết tiếp/);
  await until(page, `/tra-cuu/${code}`, "dd:has-text('Thuế')");
  assert.match(await page.locator(".note--green").innerText(), /Đã ghi nhận khoản nộp theo thông báo số TB-4511\/2026/);
  assert.equal(await page.locator(".doing:has-text('Nộp tiền')").count(), 0, "nothing is left to pay");
  await clean(page, "paid");
  await page.goto(`/tra-cuu/${code}/nop-tien`);
  assert.match(await main(page), /Hiện không có khoản nào cần nộp/);
  assert.deepEqual(wrong, []);
});

test("without script and in English: paid", async () => {
  const code = await toPay(province, "051180000452", "TB-4521/2026", 350_000);
  const { page } = await open(province, NO_SCRIPT);
  await page.goto("/?lang=en");
  await toBank(page, code, async () => {});
  await page.click("button[value=pay]");
  assert.equal(await heading(page), "Paid");
  assert.match(await main(page), /TB-4521\/2026.*VND\s350,000/s);
  await page.click("text=See the dossier");
  await until(page, `/tra-cuu/${code}`, ".note--green:has-text('TB-4521/2026 was recorded')");
});

test("a notice paid from two tabs is settled once, and the second money goes back", async () => {
  const notice = "TB-4551/2026";
  const code = await toPay(province, "051180000455", notice, 2_000_000);
  const { page, wrong } = await open(province, PHONE);
  const first = await ordered(page, code);
  await page.waitForTimeout(1100); // The second tab's order is another at the bank.
  const second = await ordered(page, code);
  assert.notEqual(first.vnp_TxnRef, second.vnp_TxnRef);
  for (const order of [first, second]) {
    await page.goto(`/ngan-hang-thu?${new URLSearchParams(order)}`);
    await page.click("button[value=pay]");
  }
  assert.equal(await heading(page), "Thông báo này đã được nộp tiền trước đó");
  assert.match(await main(page), /TB-4551\/2026 đã được nộp tiền trước đó, số giao dịch \d+, ghi nhận lúc/);
  assert.match(await main(page), /2\.000\.000 đồng \(số giao dịch \d+\) sẽ được hoàn trả: .* làm thủ tục/);
  await clean(page, "paid twice");
  await page.reload();
  assert.equal(await heading(page), "Thông báo này đã được nộp tiền trước đó", "a reload changes nothing");
  await message(province, code, /nhận thêm tiền không phải nộp; tiền này được hoàn trả/);
  await page.goto(`/tra-cuu/${code}`);
  assert.match(await main(page), /Có tiền được hoàn trả.*2\.000\.000 đồng/s);
  await clean(page, "tracked, paid twice");
  const stranger = await open(province);
  await stranger.page.goto(`/tra-cuu/${code}`);
  const told = await main(stranger.page);
  assert.match(told, /Có tiền được hoàn trả/);
  assert.ok(!told.includes("2.000.000"), "how much is for who paid alone");
  await stranger.context.close();

  const desk = await open(province);
  await signIn(desk.page, "desk-officer", "org:mc-21028");
  await desk.page.goto("/ban/hoan-tien");
  const card = desk.page.locator(".card", { hasText: code });
  assert.match(await card.innerText(), /2\.000\.000 đồng.*Nộp lần hai/s);
  await clean(desk.page, "money to return");
  await card.locator("button").click();
  assert.match(await desk.page.locator(".govuk-error-summary").innerText(), /\S/, "a voucher has to be named");
  await clean(desk.page, "money to return without a voucher");
  const again = desk.page.locator(".card", { hasText: code });
  await again.locator("input[name=voucher]").fill("UNC-0042/2026");
  await again.locator("button").click();
  await desk.page.waitForURL(/loc=tat-ca/);
  assert.match(await desk.page.locator(".card", { hasText: code }).innerText(), /UNC-0042\/2026/);
  await desk.page.goto("/ban/hoan-tien");
  assert.equal(await desk.page.locator(".card", { hasText: code }).count(), 0, "nothing is owed any more");
  await desk.context.close();
  const elsewhere = await open(province);
  await signIn(elsewhere.page, "desk-officer", "org:mc-21025");
  await elsewhere.page.goto("/ban/hoan-tien?loc=tat-ca");
  assert.equal(await elsewhere.page.locator(".card", { hasText: code }).count(), 0, "another centre's is not theirs");
  await elsewhere.context.close();
  await message(province, code, /đã được hoàn trả khoản tiền nộp thừa/);
  await until(page, `/tra-cuu/${code}`, "text=Đã hoàn trả tiền");
  assert.match(await main(page), /chứng từ số UNC-0042\/2026/);
  assert.deepEqual(wrong, []);
});

test("less than asked pays nothing and goes back; more pays, and the rest goes back", async () => {
  const code = await toPay(province, "051180000456", "TB-4561/2026", 2_000_000);
  const { page } = await open(province);
  const order = await ordered(page, code);
  const less = signed(paidBy(order, { vnp_Amount: "150000000", vnp_TransactionNo: "14000011" }));
  assert.equal(await answered(page, less), "04");
  await page.goto(`/tra-cuu/${code}/da-nop-tien?${less}`);
  assert.equal(await heading(page), "Khoản tiền này sẽ được hoàn trả");
  assert.match(await main(page), /ít hơn số phải nộp.*vẫn cần nộp đủ.*1\.500\.000 đồng/s);
  await page.goto(`/tra-cuu/${code}`);
  assert.equal(await heading(page), "Cần bạn nộp tiền");
  const more = signed(paidBy(order, { vnp_Amount: "250000000", vnp_TransactionNo: "14000012" }));
  assert.equal(await answered(page, more), "00");
  await page.goto(`/tra-cuu/${code}/da-nop-tien?${more}`);
  assert.match(await heading(page), /phần nộp thừa được hoàn trả/);
  assert.match(await main(page), /đã được nộp đủ; phần nộp thừa.*500\.000 đồng/s);
  await until(page, `/tra-cuu/${code}`, ".note--green:has-text('TB-4561/2026')");
});

test("a forged, changed, foreign, late or repeated answer pays nothing, and says so", async () => {
  const notice = "TB-4531/2026";
  const code = await toPay(province, "051180000453", notice, 2_000_000);
  const other = await toPay(province, "051180000454", "TB-4541/2026", 2_000_000);
  const { page, wrong } = await open(province);
  const order = await ordered(page, code);
  const foreign = await ordered(page, other);
  const waits = async (one) => {
    await page.goto(`/tra-cuu/${one}`);
    assert.equal(await heading(page), "Cần bạn nộp tiền", `${one} waits for its payment`);
  };

  // The person's browser changes the order, or keeps it for too long.
  const bank = async (query) => page.request.get(`/ngan-hang-thu?${query}`);
  const cheaper = await bank(new URLSearchParams({ ...order, vnp_Amount: "100" }));
  assert.equal(cheaper.status(), 404);
  assert.match(await cheaper.text(), /chữ ký không đúng/);
  const old = await bank(signed({ ...order, vnp_ExpireDate: "20200101000000" }));
  assert.equal(old.status(), 409);
  assert.match(await old.text(), /đã hết hạn, chưa trừ tiền/);

  // What is not the bank's word, or not of this order.
  const good = signed(paidBy(order));
  assert.equal(await answered(page, `${good.slice(0, -1)}${good.endsWith("0") ? "1" : "0"}`), "97", "a tampered signature");
  assert.equal(await answered(page, good.replace("vnp_Amount=200000000", "vnp_Amount=100000000")), "97", "an amount changed afterwards");
  assert.equal(await answered(page, signed(paidBy(order), "another key")), "97", "another's signature");
  assert.equal(await answered(page, signed(paidBy(order, { vnp_TmnCode: "KHAC" }))), "97", "another merchant's order");
  const half = signed(paidBy(order, { vnp_Amount: "100000000", vnp_TransactionNo: "14000009" }));
  assert.equal(await answered(page, half), "04", "half of it");
  assert.equal(await answered(page, half), "04", "and half of it said again");
  const mixed = foreign.vnp_TxnRef.slice(0, 32) + order.vnp_TxnRef.slice(32);
  assert.equal(await answered(page, signed(paidBy(order, { vnp_TxnRef: mixed }))), "01", "one dossier's notice for another");
  // The bank has no money: it is told that it was heard, and the notice stays.
  assert.equal(await answered(page, signed(paidBy(order, { vnp_ResponseCode: "51" }))), "00");
  assert.equal(await answered(page, signed(paidBy(order, { vnp_TransactionStatus: "02" }))), "00");
  await waits(code);
  await waits(other);

  // Coming back with another dossier's answer shows nothing as paid.
  await page.goto(`/tra-cuu/${code}/da-nop-tien?${signed(paidBy(foreign))}`);
  assert.match(await heading(page), /Không xác nhận được/);
  await page.goto(`/tra-cuu/${code}/da-nop-tien?vnp_ResponseCode=00&vnp_SecureHash=00`);
  assert.match(await heading(page), /Không xác nhận được/);
  // The right one, before the bank has told the portal.
  await page.goto(`/tra-cuu/${code}/da-nop-tien?${good}`);
  assert.match(await heading(page), /Ngân hàng báo đã nhận tiền/);
  assert.match(await main(page), /không cần nộp lại/);
  await clean(page, "on its way");
  await waits(code);

  // Twice at once settles once.
  const both = await Promise.all([answered(page, good), answered(page, good)]);
  assert.ok(both.includes("00") && both.every((one) => ["00", "02"].includes(one)), `${both}`);
  assert.equal(await answered(page, good), "02", "and once more is known");

  // Withdrawn in the meantime: the money is not the dossier's any more.
  await page.goto(`/tra-cuu/${other}/rut`);
  await page.fill("[name=reason]", "Không chuyển mục đích nữa");
  await page.locator("main form button").first().click();
  assert.match(await heading(page), /đã được rút/);
  const late = signed(paidBy(foreign));
  await until(page, `/tra-cuu/${other}/nop-tien`, "text=Hiện không có khoản nào cần nộp");
  await page.goto(`/tra-cuu/${other}/da-nop-tien?${late}`);
  assert.match(await heading(page), /hồ sơ không còn chờ nộp/);
  assert.match(await main(page), /14000001/);
  await clean(page, "adrift");
  assert.equal(await answered(page, late), "00", "written down, to go back");
  await page.reload();
  assert.equal(await heading(page), "Khoản tiền này sẽ được hoàn trả");
  assert.match(await main(page), /không còn phải nộp.*2\.000\.000 đồng/s);
  assert.deepEqual(wrong, []);
});
