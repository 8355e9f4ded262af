// What one does, another sees without asking anew; nobody sees what is not theirs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CLAIM, act, errors, fileOnline, mainAct, open, signIn, start, take, until } from "./province.mjs";

let province;
before(async () => { province = await start(); }, { timeout: 300_000 });
after(() => province?.stop());

const WAITING = "/ban/hang-doi?loc=cho-tiep-nhan";
const UNIT = "org:vhxh-21028";

/** An officer's window that follows what happens, and remembers whether it was loaded again. */
async function window(unit, path = WAITING, role = "desk-officer") {
  const { page, context, wrong } = await open(province);
  await signIn(page, role, unit);
  // What the stream still says while the line is cut would make it whole again.
  await page.addInitScript(() => {
    globalThis.EventSource = class extends EventSource {
      constructor(...given) {
        super(...given);
        this.addEventListener("san-sang", () => { globalThis.ready = true; });
      }
    };
  });
  const listening = page.waitForResponse((answer) => answer.url().includes("/su-kien?"));
  await page.goto(path);
  assert.equal((await listening).headers()["content-type"], "text/event-stream");
  await page.waitForFunction(() => globalThis.ready);
  await page.evaluate(() => { globalThis.sameDocument = true; });
  return { page, context, wrong, same: () => page.evaluate(() => globalThis.sameDocument === true) };
}

test("an act in one window changes the row in the other without a reload", async () => {
  const here = await window("org:mc-21028");
  const elsewhere = await window("org:mc-21025");
  const { page: citizen } = await open(province);
  const code = await fileOnline(citizen, { ...CLAIM, "owner.citizen_id": "051180000223", "answers.beneficiary_id": "051180000223" });

  const row = here.page.locator(`tr:has-text("${code}")`);
  await row.waitFor({ timeout: 15_000 });
  assert.ok(await here.same(), "the page was not loaded again");
  assert.match(await here.page.locator("main > p[role=status]").textContent(), /Đã cập nhật/);

  const colleague = await window("org:mc-21028");
  await colleague.page.locator(`tr:has-text("${code}") button`).click();
  await colleague.page.waitForURL(/da-tiep-nhan/);
  await row.waitFor({ state: "detached", timeout: 15_000 });
  assert.ok(await here.same(), "the page was not loaded again");

  assert.equal(await elsewhere.page.locator(`tr:has-text("${code}")`).count(), 0, "another desk has nothing of it");
  for (const { wrong } of [here, elsewhere, colleague]) assert.deepEqual(wrong, []);
});

test("a lost line is said in words, and what happened meanwhile is caught up with", async () => {
  const here = await window("org:mc-21028");
  await here.context.setOffline(true);
  await here.page.locator(".live:has-text('Mất kết nối')").waitFor({ timeout: 20_000 });
  const { page: citizen } = await open(province);
  const code = await fileOnline(citizen, { ...CLAIM, "owner.citizen_id": "051180000323", "answers.beneficiary_id": "051180000323" });
  await here.context.setOffline(false);
  await here.page.locator(`tr:has-text("${code}")`).waitFor({ timeout: 45_000 });
  assert.ok(await here.page.locator(".live").isHidden(), "the line is whole again");
  assert.ok(await here.same(), "the page was not loaded again");
});

test("nobody follows who is not at work", async () => {
  const { page } = await open(province);
  for (const path of ["/su-kien?ve=mot-cua", "/su-kien?ve=ho-so"]) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    assert.notEqual(answer.status(), 200, path);
  }
  await signIn(page, "operator");
  const unknown = await page.request.get("/su-kien?ve=moi-thu");
  assert.equal(unknown.status(), 404);
});

/** Files a claim online for somebody, and returns its code. */
async function filed(id) {
  const { page } = await open(province);
  return fileOnline(page, { ...CLAIM, "owner.citizen_id": id, "answers.beneficiary_id": id });
}

/** Receives a dossier at its desk. */
async function receive(code) {
  const { page } = await open(province);
  await signIn(page, "desk-officer", "org:mc-21028");
  await page.goto(`/ban/ho-so/${code}`);
  await mainAct(page);
  await page.waitForURL(/da-tiep-nhan/);
}

test("an agency's queue, empty or not, and its head's team follow what is passed on and taken", async () => {
  const code = await filed("051180000401");
  const queue = await window(UNIT, "/co-quan/viec", "specialist");
  const team = await window(UNIT, "/co-quan/nhom", "agency-head");
  const elsewhere = await window("org:vhxh-21025", "/co-quan/viec", "specialist");
  await receive(code);
  const row = queue.page.locator(`tr:has-text("${code}")`);
  await row.waitFor({ timeout: 15_000 });
  assert.match(await queue.page.locator("main > p[role=status]").textContent(), /Đã cập nhật/);
  assert.match(await queue.page.locator(".tabs [aria-current] b").textContent(), /[1-9]/);
  const unassigned = team.page.locator("tr:has-text('Chưa ai nhận') td").nth(1);
  await team.page.waitForFunction((cell) => Number(cell.textContent) > 0, await unassigned.elementHandle()).catch(() => {});
  assert.ok(Number(await unassigned.textContent()) > 0);

  // What is ticked and where the hand is stay when the row changes.
  const box = queue.page.locator(`input[aria-label$="${code}"]`);
  await box.check();
  const { page: colleague } = await open(province);
  await take(colleague, UNIT, code, "agency-head");
  await queue.page.locator(`tr:has-text("${code}"):has-text("Đang")`).waitFor({ timeout: 15_000 });
  assert.ok(await box.isChecked());
  assert.match(await queue.page.locator("[data-chosen]").first().textContent(), /1/);
  assert.ok(await box.evaluate((element) => element === document.activeElement), "the focus stays on the box");
  assert.equal(await elsewhere.page.locator(`tr:has-text("${code}")`).count(), 0, "another unit has nothing of it");
  for (const { wrong, same } of [queue, team, elsewhere]) {
    assert.ok(await same(), "the page was not loaded again");
    assert.deepEqual(wrong, []);
  }
});

test("who writes on a case is told what another did, and keeps what was typed", async () => {
  const code = await filed("051180000402");
  await receive(code);
  const { page: first } = await open(province);
  await take(first, UNIT, code);
  const at = new URL(first.url());
  const here = await window(UNIT, at.pathname + at.search, "specialist");
  const typed = "Đã xác minh tại nơi cư trú, đang viết";
  await here.page.fill('[name="conclusion.reason"]', typed);

  const { page: head } = await open(province);
  await signIn(head, "agency-head", UNIT);
  await head.goto(at.pathname + at.search);
  await head.click("summary:has-text('Phân công')");
  await head.selectOption("#phan-cong-officer", "officer:pham-thi-ho@org:vhxh-21028");
  await head.fill("#phan-cong-reason", "Phân công theo địa bàn.");
  await act(head, "phan-cong");
  assert.deepEqual(await errors(head), []);

  const note = here.page.locator(".live-note");
  await note.waitFor({ timeout: 15_000 });
  assert.match(await note.textContent(), /phân công lại.*Phạm Thị Hộ: Phân công theo địa bàn/s);
  assert.match(await here.page.locator("main > p[role=status]").textContent(), /Việc này vừa thay đổi/);
  assert.equal(await here.page.inputValue('[name="conclusion.reason"]'), typed);
  assert.ok(await here.page.locator('[name="conclusion.reason"]').evaluate((element) => element === document.activeElement));
  assert.ok(await here.same(), "the page was not loaded again");

  // Sent all the same it is refused in words, with what was typed.
  await here.page.locator("form:has([name='conclusion.reason']) button").first().click();
  await here.page.locator("main .note--amber:has-text('trong lúc bạn xem')").waitFor();
  assert.match(await here.page.content(), new RegExp(typed));
  assert.deepEqual(here.wrong, []);
});

test("a page that follows a case looks at nobody's file again", async () => {
  const code = await filed("051180000403");
  await receive(code);
  const { page } = await open(province);
  await take(page, UNIT, code);
  const asked = [];
  const followed = (answer) => Boolean(answer.request().headers()["x-live"]);
  page.on("response", (answer) => { if (followed(answer)) asked.push(answer.text()); });
  const first = page.waitForResponse(followed);
  const { page: head } = await open(province);
  await signIn(head, "agency-head", UNIT);
  const at = new URL(page.url());
  await head.goto(at.pathname + at.search);
  await head.click("summary:has-text('Phân công')");
  await head.selectOption("#phan-cong-officer", "officer:pham-thi-ho@org:vhxh-21028");
  await head.fill("#phan-cong-reason", "Phân công theo địa bàn.");
  await act(head, "phan-cong");
  await page.locator(".live-note").waitFor({ timeout: 15_000 });
  await first;
  assert.ok(asked.length > 0);
  for (const text of await Promise.all(asked)) assert.ok(!text.includes("051180000403") && !text.includes(CLAIM["owner.name"]), "no person in it");
});

test("a dossier's page follows its legs", async () => {
  const code = await filed("051180000404");
  await receive(code);
  const { page: taker } = await open(province);
  await signIn(taker, "specialist", UNIT);
  await until(taker, "/co-quan/viec?cua=chua-ai-nhan", `tr:has-text("${code}")`);
  const here = await window("org:mc-21028", `/ho-so/${code}`);
  const stops = await here.page.locator("main").innerText();
  await take(taker, UNIT, code);
  await here.page.waitForFunction((before) => document.querySelector("main").innerText !== before, stops, { timeout: 15_000 });
  assert.match(await here.page.locator(".hours").innerText(), /./);
  assert.ok(await here.same(), "the page was not loaded again");
  assert.deepEqual(here.wrong, []);
});
