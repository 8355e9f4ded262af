// Every page there is, what leads to it, and who opens it: for the tests that look at all of them.
import { createHmac } from "node:crypto";
import { toPay } from "./citizen.mjs";
import { CLAIM, act, fileOnline, fill, fillOnline, mainAct, open, signIn, tick, until } from "./province.mjs";

const WARD = "org:mc-21028";
const SCORE = { "owner.citizen_id": "051180000123" };

/** What the preparations left: codes, and the addresses of what only its owner opens. */
export const left = {};

/** Does what the pages need to have happened before they are looked at. */
export async function prepare(province) {
  const { page, context } = await open(province);
  await signIn(page, "leader");
  // The story the province tells at its start leaves finished dossiers and finished work.
  await until(page, "/bao-cao/ho-so?cot=received_total", "a.code");
  left.code = (await page.locator("a.code").first().textContent()).trim();
  await signIn(page, "specialist", "org:vpdkdd");
  await until(page, "/co-quan/viec?loc=da-xong", "a.code");
  left.kase = await page.locator("a.code").first().getAttribute("href");
  await context.close();
  await asked(province);
  left.owing = await toPay(province, "051180000145", "TB-1450/2026", 1_250_000);
}

/** A dossier of the demonstration's citizen that the desk has asked papers for. */
async function asked(province) {
  const { page, context } = await open(province);
  left.asked = await fileOnline(page, { ...CLAIM, ...SCORE });
  await signIn(page, ...DESK);
  await page.goto(`/ban/ho-so/${left.asked}`);
  await mainAct(page);
  await page.goto(`/ban/ho-so/${left.asked}`);
  await page.click("summary:has-text('Yêu cầu bổ sung (Mẫu 02)')");
  await tick(page, "components", "identity");
  await page.fill("#bo-sung-reason", "Bản sao không đọc được.");
  await act(page, "bo-sung");
  await context.close();
}

async function complained(page) {
  await page.goto("/gop-y");
  await fill(page, { about: "delay", unit: WARD, text: "Chậm quá (ví dụ)", name: "Nguyễn Thị Thử", phone: "0912000777" });
  await page.click("main form button");
  await page.waitForURL(/gop-y\/GY-/);
  return page.url();
}

async function declined(page) {
  await page.goto("/ban/tiep-nhan?tthc=1.001776");
  await fill(page, { ...CLAIM, "owner.citizen_id": "051180000142" });
  await page.click("summary:has-text('Từ chối tiếp nhận (Mẫu 03)')");
  await page.fill("[name=refusal]", "Hồ sơ thuộc thẩm quyền của tỉnh khác.");
  await page.click("button[formaction*='/tu-choi']");
  await page.waitForURL(/da-tu-choi/);
  return page.url();
}

async function booked(page) {
  await page.goto(`/dat-lich?don-vi=${WARD}&tthc=1.013831`);
  const days = await page.locator("[name=ngay] option").evaluateAll((all) => all.map((option) => option.value));
  for (const day of days) {
    if (await page.locator("[name=starts]").count()) break;
    await page.selectOption("[name=ngay]", day);
    await page.locator("main form button").first().click();
  }
  await page.locator("[name=starts]").last().check();
  await fill(page, { name: "Trần Thị Thử", phone: "0912000779" });
  await page.click("main form[method=post] button");
  await page.waitForURL(/dat-lich\/[0-9A-Z]{8}\?khoa=/);
  left.booking = page.url();
  return left.booking;
}

/** The sandbox bank with an order as the portal signs it. */
function bank() {
  const pairs = { vnp_Amount: "12500000", vnp_ExpireDate: "20990101000000", vnp_OrderInfo: "Nop tien ho so vi du", vnp_TmnCode: "THUNGHIEM" };
  const query = new URLSearchParams(Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1))).toString();
  return `/ngan-hang-thu?${query}&vnp_SecureHash=${createHmac("sha512", "ngan-hang-thu-khong-co-tien-that").update(query).digest("hex")}`;
}

async function moneyTaken(page) {
  await page.goto(`/ban/ho-so/${left.owing}/thu-tien`);
  await fill(page, { receipt: "BL 0145/2026", amount: "1.300.000" });
  await mainAct(page);
  await mainAct(page);
  return page.url();
}

const ALL = null;
const CITIZEN = "Nguyễn Thị Thử Nghiệm";
const DESK = ["desk-officer", WARD];
const LAND = ["specialist", "org:vpdkdd"];
const HEAD = ["agency-head", "org:ubnd-21028"];
const [LEADER, OPERATOR, CONTROL] = [["leader"], ["operator"], ["procedure-control"]];

/** What each is, whose door, who opens it, and where: an address, or what leads there. */
export const PAGES = [
  ["home", "/", ALL, () => "/"],
  ["procedures", "/tthc", ALL, () => "/tthc"],
  ["one procedure", "/tthc/{code}", ALL, () => "/tthc/1.013831"],
  ["a procedure's board", "/tthc/{code}/niem-yet", ALL, () => "/tthc/1.013831/niem-yet"],
  ["tracking, asked", "/tra-cuu", ALL, () => "/tra-cuu"],
  ["tracking", "/tra-cuu/{code}", ALL, () => `/tra-cuu/${left.code}`],
  ["proving whose it is", "/tra-cuu/{code}/xac-nhan", ALL, () => `/tra-cuu/${left.code}/xac-nhan`],
  ["tracking one's own", "/tra-cuu/{code}", CITIZEN, () => `/tra-cuu/${left.asked}`],
  ["paying", "/tra-cuu/{code}/nop-tien", CITIZEN, () => `/tra-cuu/${left.asked}/nop-tien`],
  ["back from the bank", "/tra-cuu/{code}/da-nop-tien", CITIZEN, () => `/tra-cuu/${left.asked}/da-nop-tien`],
  ["the sandbox bank", "/ngan-hang-thu", ALL, bank],
  ["withdrawing", "/tra-cuu/{code}/rut", CITIZEN, () => `/tra-cuu/${left.asked}/rut`],
  ["rating", "/tra-cuu/{code}/danh-gia", CITIZEN, () => `/tra-cuu/${left.asked}/danh-gia`],
  ["how to be told", "/tra-cuu/{code}/nhan-tin", CITIZEN, () => `/tra-cuu/${left.asked}/nhan-tin`],
  ["who looked", "/tra-cuu/{code}/ai-da-xem", CITIZEN, () => `/tra-cuu/${left.asked}/ai-da-xem`],
  ["supplying papers", "/tra-cuu/{code}/bo-sung", CITIZEN, () => `/tra-cuu/${left.asked}/bo-sung`],
  ["complaining", "/gop-y", ALL, () => "/gop-y"],
  ["a complaint sent", "/gop-y/{code}", ALL, complained],
  ["booking a time", "/dat-lich", ALL, () => `/dat-lich?don-vi=${WARD}&tthc=1.013831`],
  ["a booking", "/dat-lich/{code}", ALL, booked],
  ["moving a booking", "/dat-lich/{code}/doi", ALL, () => left.booking.replace("?", "/doi?")],
  ["calling a booking off", "/dat-lich/{code}/huy", ALL, () => left.booking.replace("?", "/huy?")],
  ["what becomes of data", "/du-lieu-ca-nhan", ALL, () => "/du-lieu-ca-nhan"],
  ["accessibility", "/kha-nang-tiep-can", ALL, () => "/kha-nang-tiep-can"],
  ["filing online", "/nop/{procedure}", ALL, () => "/nop/1.001776"],
  ["filing land online", "/nop/{procedure}", ALL, () => "/nop/1.013831"],
  ["a step of filing", "/nop/{procedure}/buoc/{step}", ALL, async (page) => {
    await fillOnline(page, { ...CLAIM, "owner.citizen_id": "051180000141" });
    return "/nop/1.001776/buoc/giay-to";
  }],
  ["checking what is filed", "/nop/{procedure}/buoc/{step}", ALL, () => "/nop/1.001776/buoc/kiem-tra"],
  ["filed", "/nop/{procedure}/da-nop", ALL, async (page) => {
    await page.goto("/nop/1.001776/buoc/kiem-tra");
    await page.click("form[action$='/gui'] button");
    await page.waitForURL(/da-nop/);
    return page.url();
  }],
  ["the day at the desk", "/ban", DESK, () => "/ban"],
  ["the desk's queue", "/ban/hang-doi", DESK, () => "/ban/hang-doi?loc=da-xong"],
  ["what the desk is to ask for", "/ban/hang-doi", DESK, () => "/ban/hang-doi?loc=can-bo-sung"],
  ["choosing what to receive", "/ban/tiep-nhan", DESK, () => "/ban/tiep-nhan"],
  ["receiving", "/ban/tiep-nhan", DESK, () => "/ban/tiep-nhan?tthc=1.013831"],
  ["receiving what the post brings", "/ban/buu-chinh", DESK, () => "/ban/buu-chinh?tthc=1.013831"],
  ["the receipt", "/ban/da-tiep-nhan/{code}", DESK, () => `/ban/da-tiep-nhan/${left.code}`],
  ["declined at the counter", "/ban/da-tu-choi/{code}", DESK, declined],
  ["a dossier at the desk", "/ban/ho-so/{code}", DESK, () => `/ban/ho-so/${left.code}`],
  ["an act at the desk", "/ban/ho-so/{code}/{act}", DESK, () => `/ban/ho-so/${left.asked}/rut`],
  ["results to return", "/ban/tra-ket-qua", DESK, () => "/ban/tra-ket-qua"],
  ["apologies to sign", "/ban/xin-loi", DESK, () => "/ban/xin-loi"],
  ["the register", "/ban/so-theo-doi", DESK, () => "/ban/so-theo-doi"],
  ["queue tickets", "/ban/so-thu-tu", DESK, () => "/ban/so-thu-tu"],
  ["the day's bookings", "/ban/lich-hen", DESK, () => "/ban/lich-hen"],
  ["the board of tickets", "/so-thu-tu/{unit}", ALL, () => `/so-thu-tu/${WARD}`],
  ["taking a ticket", "/lay-so/{unit}", ALL, () => `/lay-so/${WARD}`],
  ["waiting for money", "/ban/thu-tien", DESK, () => "/ban/thu-tien"],
  ["taking money", "/ban/ho-so/{code}/thu-tien", DESK, () => `/ban/ho-so/${left.owing}/thu-tien`],
  ["money taken", "/ban/ho-so/{code}/da-thu-tien", DESK, moneyTaken],
  ["money on a dossier", "/ban/ho-so/{code}/thu-tien", DESK, () => `/ban/ho-so/${left.owing}/thu-tien`],
  ["money to return", "/ban/hoan-tien", DESK, () => "/ban/hoan-tien"],
  ["complaints at the desk", "/ban/gop-y", DESK, () => "/ban/gop-y?loc=tat-ca"],
  ["the coordination queue", "/ban/dieu-phoi", DESK, () => "/ban/dieu-phoi"],
  ["a dossier's history", "/ho-so/{code}", LEADER, () => `/ho-so/${left.code}`],
  ["its control sheet", "/ho-so/{code}/phieu-kiem-soat", LEADER, () => `/ho-so/${left.code}/phieu-kiem-soat`],
  ["a dossier's legs", "/ho-so/{code}/tuyen", DESK, () => `/ho-so/${left.code}/tuyen`],
  ["scanning papers", "/ho-so/{code}/so-hoa", DESK, () => `/ho-so/${left.asked}/so-hoa`],
  ["an agency's queue", "/co-quan/viec", LAND, () => "/co-quan/viec?loc=da-xong"],
  ["a case", "/co-quan/viec/{case}", LAND, () => left.kase],
  ["to approve", "/co-quan/phe-duyet", HEAD, () => "/co-quan/phe-duyet"],
  ["clock stopped", "/co-quan/tam-dung", LAND, () => "/co-quan/tam-dung"],
  ["passed on", "/co-quan/da-chuyen", LAND, () => "/co-quan/da-chuyen"],
  ["the team", "/co-quan/nhom", HEAD, () => "/co-quan/nhom"],
  ["the province at a glance", "/lanh-dao", LEADER, () => "/lanh-dao?ky=nam"],
  ["late dossiers", "/lanh-dao/qua-han", LEADER, () => "/lanh-dao/qua-han"],
  ["the ranking", "/lanh-dao/xep-hang", LEADER, () => "/lanh-dao/xep-hang?ky=nam"],
  ["satisfaction", "/lanh-dao/hai-long", LEADER, () => "/lanh-dao/hai-long?ky=nam"],
  ["a unit", "/lanh-dao/don-vi/{id}", LEADER, () => "/lanh-dao/don-vi/adm:21028?ky=nam"],
  ["the weekly briefing", "/lanh-dao/giao-ban", LEADER, () => "/lanh-dao/giao-ban"],
  ["the quarter", "/lanh-dao/quy", LEADER, () => "/lanh-dao/quy"],
  ["progress", "/bao-cao/tien-do", LEADER, () => "/bao-cao/tien-do"],
  ["dossiers behind a figure", "/bao-cao/ho-so", LEADER, () => "/bao-cao/ho-so?cot=received_total"],
  ["where time goes", "/bao-cao/khau", LEADER, () => "/bao-cao/khau"],
  ["breaches", "/bao-cao/vi-pham", LEADER, () => "/bao-cao/vi-pham"],
  ["services", "/van-hanh", OPERATOR, () => "/van-hanh"],
  ["comparing custody", "/van-hanh/doi-soat", OPERATOR, () => "/van-hanh/doi-soat"],
  ["a dossier's trace", "/van-hanh/vet", OPERATOR, () => `/van-hanh/vet?ma-ho-so=${left.code}`],
  ["notices", "/van-hanh/tin-nhan", OPERATOR, () => "/van-hanh/tin-nhan"],
  ["finding a dossier's route", "/van-hanh/tuyen", OPERATOR, () => "/van-hanh/tuyen"],
  ["a route to be set right", "/van-hanh/tuyen", CONTROL, () => `/van-hanh/tuyen?ma-ho-so=${left.code}`],
  ["a route no dossier has", "/van-hanh/tuyen", OPERATOR, () => "/van-hanh/tuyen?ma-ho-so=H48.1-000000-0000"],
  ["units reorganised", "/van-hanh/sap-xep", OPERATOR, () => "/van-hanh/sap-xep"],
  ["procedures as data", "/quan-tri/thu-tuc", CONTROL, () => "/quan-tri/thu-tuc"],
  ["units as data", "/quan-tri/don-vi", CONTROL, () => "/quan-tri/don-vi?q=nghia"],
  ["data problems", "/quan-tri/du-lieu", CONTROL, () => "/quan-tri/du-lieu"],
  ["official forms", "/quan-tri/bieu-mau", CONTROL, () => "/quan-tri/bieu-mau"],
  ["changing an official form", "/quan-tri/bieu-mau/{key}", CONTROL, () => "/quan-tri/bieu-mau/receipt-2025"],
  ["choosing a person", "/trinh-dien", ALL, () => "/trinh-dien"],
  ["signing in", "/dang-nhap", ALL, () => "/dang-nhap?het=1"],
  ["signing in did not work", "/dang-nhap/{realm}/ve", ALL, () => "/dang-nhap/can-bo/ve"],
  ["signed in beside a form", "/dang-nhap/xong", DESK, () => "/dang-nhap/xong"],
  ["the account", "/tai-khoan", DESK, () => "/tai-khoan"],
  ["signing out", "/dang-xuat", DESK, () => "/dang-xuat"],
  ["signed out", "/dang-xuat/xong", ALL, () => "/dang-xuat/xong"],
  ["not for this role", "/van-hanh", DESK, () => "/van-hanh"],
  ["no such page", null, ALL, () => "/khong-co"],
];

/** A seat for everybody who looks, kept until the end. */
const seats = new Map();
export async function seat(province, who) {
  const name = JSON.stringify(who);
  if (!seats.has(name)) {
    const opened = await open(province, { bypassCSP: false });
    if (typeof who === "string") {
      await opened.page.goto("/trinh-dien");
      await Promise.all([opened.page.waitForURL((url) => url.pathname !== "/trinh-dien"), opened.page.click(`button:has-text("${who}")`)]);
    } else if (who) await signIn(opened.page, ...who);
    seats.set(name, opened);
  }
  return seats.get(name);
}
