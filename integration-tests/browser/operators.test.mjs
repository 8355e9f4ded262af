// What an operator does about a letter that died: why is told, it is heard again or given up with a reason,
// and what waited behind it goes on.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { clean } from "./citizen.mjs";
import { MORNING, errors, open, signIn, start, until } from "./province.mjs";

let province;
before(async () => { province = await start({}, { at: MORNING }); }, { timeout: 300_000 });
after(() => province?.stop());

/** Runs statements in the database of a service, as whoever runs its server may. */
function inDatabase(service, statements) {
  const of = (...path) => readFileSync(join(province.data, "postgres", ...path), "utf8").trim();
  const versions = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql") : [];
  const found = versions.map((version) => `/usr/lib/postgresql/${version}/bin/psql`).find(existsSync);
  const where = ["-h", "127.0.0.1", "-p", of("data", "postmaster.pid").split("\n")[3], "-U", "motcua", service];
  const env = { ...process.env, PGPASSWORD: of("secrets", "superuser") };
  return execFileSync(found ?? "psql", [...where, "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", statements], { env, encoding: "utf8" });
}

/** A fact of the land registry about `aggregate`: one that it told before, or with a payload of its own. */
const said = (aggregate, sequence, payload = "payload") => `
    with said as (
      insert into bus.journal (id, aggregate, sequence, dossier, fact, published, previous, payload, actor, trace, leaf, at)
      select gen_random_uuid(), '${aggregate}', ${sequence}, dossier, fact, true, ${sequence - 1}, ${payload}, actor, trace, leaf, at
      from bus.journal where fact = 'motcua.agency.v1.LegAccepted' order by position limit 1
      returning position)
    insert into bus.outbox select position from said;`;
const UNREADABLE = "'\\x0aff'::bytea";

test("a letter that died says why, is heard again, and is given up with a reason; what waited goes on", async () => {
  const { page, wrong } = await open(province);
  await signIn(page, "operator");
  await page.goto("/van-hanh");
  assert.match(await page.locator("main").innerText(), /Không có thư chết/);
  const aggregate = "01930000-0000-7000-8000-00000000dead";
  // The first cannot be read, as when a service of another make sends it; the second is sound.
  inDatabase("land_records", said(aggregate, 1, UNREADABLE) + said(aggregate, 2));
  const letters = page.locator(`tr[id^="thu-routing-"]:has-text("${aggregate}")`);
  await until(page, "/van-hanh", `tr[id^="thu-routing-"]:has-text("#2")`);
  // Counted as well, in red and in words.
  await until(page, "/van-hanh", ".count--red:has-text('Thư chết')");
  assert.equal(await letters.count(), 2);
  const [dead, waiting] = [letters.filter({ hasText: "#1" }), letters.filter({ hasText: "#2" })];
  assert.match(await dead.innerText(), /LegAccepted\s+từ Đất đai/);
  assert.match(await dead.innerText(), /1 lần thử/);
  assert.match(await dead.innerText(), /Không đúng dạng: .*LegAccepted/, "why");
  assert.match(await waiting.innerText(), /Chờ thư trước\s+Thư trước nó cùng một việc là thư chết/);
  assert.equal(await waiting.locator("button").count(), 0, "its turn has not come");
  for (const size of [{ width: 1366, height: 900 }, { width: 360, height: 740 }]) {
    await page.setViewportSize(size);
    await clean(page, `dead letters at ${size.width} px`);
  }
  await page.setViewportSize({ width: 1366, height: 900 });

  // Which dossier it is about is one click away.
  const trace = await dead.locator("a[href^='/van-hanh/vet']").getAttribute("href");
  await page.goto(trace);
  assert.match(await page.locator("h1").textContent(), /H48/);
  await page.goto("/van-hanh");

  await dead.getByRole("button", { name: "Nghe lại" }).click();
  assert.match((await errors(page)).join(), /vẫn chưa nghe được/, "it cannot be read this time either");
  assert.equal(await page.locator(".govuk-error-summary a").getAttribute("href"), `#${await dead.getAttribute("id")}`);
  assert.match(await dead.innerText(), /2 lần thử/);

  await dead.locator("summary").click();
  await dead.getByRole("button", { name: "Bỏ thư này" }).click();
  assert.equal((await errors(page)).length, 1, "not without a reason");
  const input = await page.locator(".govuk-error-summary a").getAttribute("href");
  const long = "dài ".repeat(200).trim();
  await page.fill(input, long);
  await dead.getByRole("button", { name: "Bỏ thư này" }).click();
  assert.match((await errors(page)).join(), /500/, "nor with a whole story");
  assert.equal(await page.inputValue(input), long, "what was typed stays");
  await clean(page, "a reason too long");
  await page.fill(input, "Bản tin thử, không đọc được (ví dụ)");
  await dead.getByRole("button", { name: "Bỏ thư này" }).click();
  assert.match(await page.locator(".note--green[role=status]").innerText(), /lý do được lưu lại/);
  assert.equal(await dead.count(), 0);
  assert.equal(await waiting.filter({ hasText: "Chờ thư trước" }).count(), 0, "nothing holds it up any more");
  const kept = inDatabase("routing", "select why from bus.dropped_letter");
  assert.match(kept, /Bản tin thử/);
  assert.deepEqual(wrong, []);
});

test("what waits for an event that never comes can be given up with it", async () => {
  const { page, wrong } = await open(province);
  await signIn(page, "operator");
  const aggregate = "01930000-0000-7000-8000-000000000bad";
  inDatabase("land_records", said(aggregate, 2) + said(aggregate, 3));
  const letters = page.locator(`tr[id^="thu-routing-"]:has-text("${aggregate}")`);
  await until(page, "/van-hanh", `tr[id^="thu-routing-"]:has-text("${aggregate} #3")`);
  const [first, second] = [letters.filter({ hasText: "#2" }), letters.filter({ hasText: "#3" })];
  assert.match(await first.innerText(), /Sự kiện trước nó chưa đến/);
  assert.equal(await first.getByRole("button", { name: "Nghe lại" }).count(), 0, "there is nothing to hear yet");
  assert.equal(await second.locator("summary").count(), 0, "its turn has not come");
  await first.locator("summary").click();
  await first.locator("[name=reason]").fill("Sự kiện trước đã mất (ví dụ)");
  await first.getByRole("button", { name: "Bỏ thư này" }).click();
  assert.match(await page.locator(".note--green[role=status]").innerText(), /lý do được lưu lại/);
  assert.equal(await first.count(), 0);
  assert.equal(await second.filter({ hasText: "chưa đến" }).count(), 0, "nothing holds it up any more");
  assert.deepEqual(wrong, []);
});
