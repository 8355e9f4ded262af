// What the stories of citizens share: their telephone, their proof, what others do meanwhile.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { CLAIM, act, attach, errors, fileOnline, mainAct, open, scan, signIn, take, tick, until } from "./province.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const PHONE = { viewport: { width: 360, height: 740 } };
export const NO_SCRIPT = { ...PHONE, javaScriptEnabled: false };

/** The page has no fault that axe finds, and is no wider than its screen. */
export async function clean(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules }), RULES);
  assert.deepEqual(violations.map((one) => `${name}: ${one.id} ${one.nodes.map((node) => node.target)}`), []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px wider than its screen`);
}

/** The newest message on a dossier that `says` matches, read off the tray that stands in for the telephone. */
export async function message(province, code, says) {
  const { page, context } = await open(province);
  await signIn(page, "operator");
  for (let tries = 0; tries < 80; tries += 1) {
    await page.goto(`/van-hanh/tin-nhan?ma-ho-so=${code}`);
    const texts = await page.locator(".sms").allTextContents();
    const found = texts.map((text) => text.match(says)).find(Boolean);
    if (found) {
      await context.close();
      return found;
    }
    await page.waitForTimeout(250);
  }
  throw new Error(`no message on ${code} says ${says}`);
}

/** The digits the telephone of a dossier received last. */
export async function digits(province, code) {
  const { page, context } = await open(province);
  await signIn(page, "operator");
  for (let tries = 0; tries < 60; tries += 1) {
    await page.goto("/van-hanh/tin-nhan");
    const texts = await page.locator("body").innerText();
    const found = [...texts.matchAll(/(\d{6}) là mã xác nhận hồ sơ (\S+?),/g)].find((one) => one[2] === code);
    if (found) {
      await context.close();
      return found[1];
    }
    await page.waitForTimeout(250);
  }
  throw new Error(`no digits were sent for ${code}`);
}

/** Proves that a dossier is the visitor's, on the page that asks for it. */
export async function prove(province, page, code) {
  await page.locator("main form button", { hasText: /Gửi mã đến điện thoại|Send the code/ }).click();
  await page.fill("[name=digits]", await digits(province, code));
  await page.locator("main form button").first().click();
  await page.waitForLoadState("domcontentloaded");
}

/** Opens the link of a message: what stands behind its host. */
export async function follow(page, link) {
  await page.goto(link.replace(/^(https?:\/\/)?[^/]+/, "").replace(/\.$/, ""));
}

/** Receives a dossier that was filed online. */
export async function received(province, code) {
  const { page, context } = await open(province);
  await signIn(page, "desk-officer", "org:mc-21028");
  await page.goto(`/ban/ho-so/${code}`);
  await mainAct(page);
  await page.waitForURL(/da-tiep-nhan/);
  await context.close();
}

/** A claim of this person, received, of which the desk asks for two papers. */
export async function askedToSupply(province, page, number) {
  const code = await fileOnline(page, { ...CLAIM, "owner.citizen_id": number });
  await received(province, code);
  const desk = await open(province);
  await signIn(desk.page, "desk-officer", "org:mc-21028");
  await desk.page.goto(`/ban/ho-so/${code}`);
  await desk.page.click("summary:has-text('Yêu cầu bổ sung (Mẫu 02)')");
  await tick(desk.page, "components", "disability-certificate", "identity");
  await desk.page.fill("#bo-sung-reason", "Bản chụp mờ, thiếu giấy xác nhận khuyết tật.");
  await act(desk.page, "bo-sung");
  await desk.context.close();
  return code;
}

/** From the message that papers are missing to the officer who opens them. */
export async function supplies(province, page, number, look = async () => {}) {
  const code = await askedToSupply(province, page, number);
  const [, link] = await message(province, code, /cần bổ sung giấy tờ.*Xem: (\S+)/);
  await follow(page, link);
  assert.match(await page.locator("h1").innerText(), /Cần bạn bổ sung giấy tờ/);
  await page.click(".doing--main:has-text('Bổ sung giấy tờ')");
  await prove(province, page, code);
  assert.equal(await page.locator("h1").innerText(), "Bổ sung giấy tờ");
  await look(page, "supplying");
  const send = () => page.locator("form[action$='/bo-sung'] button").click();
  await send();
  assert.match(await page.locator(".govuk-error-summary").innerText(), /Chưa có tệp nào/);
  await look(page, "supplying nothing");
  await attach(page, "identity", { name: "ảnh.pdf", mimeType: "application/pdf", buffer: Buffer.from("không phải") });
  assert.match(await page.locator("#papers-identity-card .govuk-error-message").innerText(), /ảnh\.pdf/);
  await attach(page, "identity", scan("căn cước.pdf"));
  await page.locator("#papers-identity-card .files a").waitFor();
  await send();
  await page.waitForURL(/da=bo-sung/);
  assert.match(await page.locator(".note--green").innerText(), /vẫn còn giấy tờ chưa có/);
  await page.click(".doing--main:has-text('Bổ sung giấy tờ')");
  assert.equal(await page.locator("#papers-identity-card").count(), 0, "what was sent is not asked for again");
  await attach(page, "disability-certificate", scan("xác nhận.pdf"));
  await send();
  await page.waitForURL(/da=bo-sung/);
  assert.match(await page.locator(".note--green").first().innerText(), /Đã gửi đủ giấy tờ bổ sung/);
  await look(page, "supplied");
  await message(province, code, /Đã nhận đủ giấy tờ bổ sung/);

  const desk = await open(province);
  await signIn(desk.page, "desk-officer", "org:mc-21028");
  await desk.page.goto(`/ho-so/${code}/so-hoa`);
  const files = await desk.page.locator(".files a").allTextContents();
  for (const name of ["căn cước.pdf", "xác nhận.pdf"]) assert.ok(files.includes(name), `${name} among ${files}`);
  const answer = await desk.page.request.get(await desk.page.locator(".files a", { hasText: "căn cước.pdf" }).getAttribute("href"));
  assert.equal(answer.headers()["content-type"], "application/pdf");
  await desk.context.close();
  return code;
}

/** Rates a dossier that has its result, and changes it. */
export async function rates(province, page, code, look = async () => {}) {
  await page.goto(`/tra-cuu/${code}`);
  await page.click(".doing:has-text('Đánh giá')");
  await prove(province, page, code);
  assert.match(await page.locator("h1").innerText(), /Đánh giá việc giải quyết/);
  await look(page, "rating");
  await page.locator("main form button").first().click();
  assert.ok((await page.locator(".govuk-error-summary li").count()) > 0, "how content one is has to be said");
  await look(page, "rating with an error");
  await page.check("[name=overall][value='2']");
  await page.selectOption("[name='criteria.attitude']", "1");
  await page.fill("[name=comment]", "Chờ lâu <b>quá</b> 🙂");
  await page.locator("main form button").first().click();
  await page.waitForURL(/da=danh-gia/);
  const main = () => page.locator("main").innerText();
  assert.match(await main(), /Cảm ơn ông\/bà đã đánh giá/);
  assert.ok((await main()).includes("2/5 – Chờ lâu <b>quá</b> 🙂"), "as it was typed");
  await look(page, "rated");
  await page.click("section:has-text('Đánh giá của ông/bà') a");
  assert.ok(await page.isChecked("[name=overall][value='2']"), "what was said stands in the form");
  await page.check("[name=overall][value='4']");
  await page.locator("main form button").first().click();
  await page.waitForURL(/da=danh-gia/);
  assert.match(await main(), /4\/5/);
}

/** Complains about a dossier, is answered at the desk, and reads the answer. */
export async function complains(province, page, typed, look = async () => {}) {
  await page.goto("/gop-y");
  await look(page, "complaining");
  await page.locator("main form button").first().click();
  assert.ok((await page.locator(".govuk-error-summary li").count()) >= 3);
  await look(page, "complaining with errors");
  await page.check("[name=about][value=delay]");
  await page.selectOption("[name=unit]", "org:mc-21028");
  for (const [name, value] of Object.entries(typed)) await page.fill(`[name=${name}]`, value);
  await page.locator("main form button").first().click();
  await page.waitForURL(/gop-y\/GY-/);
  const code = page.url().match(/GY-[^?]+/)[0];
  const main = () => page.locator("main").innerText();
  assert.ok((await main()).includes(typed.text), "as it was typed");
  assert.ok(!(await main()).includes(typed.phone));
  await look(page, "a complaint");

  const desk = await open(province);
  await signIn(desk.page, "desk-officer", "org:mc-21028");
  await desk.page.goto("/ban/gop-y");
  const card = desk.page.locator(`section:has-text("${code}")`);
  await card.locator("button", { hasText: "Tiếp nhận" }).click();
  await card.locator("summary", { hasText: "Trả lời" }).click();
  await look(desk.page, "complaints at the desk");
  await card.locator("[name=answer]").fill("Đã xin lỗi và trả kết quả.");
  await card.locator("button", { hasText: "Gửi trả lời" }).click();
  await desk.page.waitForLoadState("domcontentloaded");
  await desk.context.close();

  await page.goto(`/phan-anh/${code}`);
  assert.match(await main(), /Đã xin lỗi và trả kết quả/);
  await look(page, "a complaint that was answered");
  return code;
}

const LAND = {
  place: "adm:21028",
  receiving_unit: "org:mc-21028",
  "owner.name": "Lê Thị Thử Nộp",
  "owner.phone": "0912000456",
  "owner.address": "Tổ dân phố Ví Dụ, phường Nghĩa Lộ",
  "answers.map_sheet": "12",
  "answers.parcel_number": "345",
  "answers.area": "125",
  "answers.certificate_number": "BA 10000345",
  "answers.holder_name": "Lê Thị Thử Nộp",
  "answers.new_use": "Đất ở tại đô thị",
  "papers.application": "1",
  "papers.certificate": "1",
};
/** What the commune's change of land use needs before the tax office: who concludes, in their order. */
const BEFORE_TAX = [["org:vpdkdd"], ["org:kt-21028"], ["org:ubnd-21028", "agency-head"]];

/** A dossier of this person that waits for `amount` đồng by the notice `notice`. */
export async function toPay(province, number, notice, amount) {
  const { page, context } = await open(province);
  const code = await fileOnline(page, { ...LAND, "owner.citizen_id": number, "answers.holder_id": number }, "1.013949");
  await received(province, code);
  for (const [unit, head] of BEFORE_TAX) {
    await take(page, unit, code);
    const here = page.url();
    if (head) await page.fill('[name="conclusion.document"]', "12/QĐ-UBND");
    await mainAct(page);
    if (head) {
      await signIn(page, head, unit);
      await page.goto(here);
      await mainAct(page);
      if (await page.locator("[data-main]").count()) await mainAct(page);
    }
  }
  await take(page, "org:thue-tinh", code);
  await page.fill('[name="conclusion.document"]', notice);
  await page.fill('[name="conclusion.amount"]', String(amount));
  await page.fill('[name="conclusion.pay_by"]', "2027-01-29");
  await mainAct(page);
  assert.deepEqual(await errors(page), []);
  await until(page, `/tra-cuu/${code}`, "h1:has-text('Cần bạn nộp tiền')");
  await context.close();
  return code;
}
