// What one does, another sees without asking anew; nobody sees what is not theirs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CLAIM, fileOnline, open, signIn, start } from "./province.mjs";

let province;
before(async () => { province = await start(); }, { timeout: 120_000 });
after(() => province?.stop());

const WAITING = "/ban/hang-doi?loc=cho-tiep-nhan";

/** An officer's window on what waits to be received, which remembers whether it was loaded again. */
async function window(unit) {
  const { page, context, wrong } = await open(province);
  await signIn(page, "desk-officer", unit);
  const listening = page.waitForResponse((answer) => answer.url().includes("/su-kien?"));
  await page.goto(WAITING);
  assert.equal((await listening).headers()["content-type"], "text/event-stream");
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
