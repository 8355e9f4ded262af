// The province's data change while dossiers are open: an agency is followed by another, and a procedure
// by its next version. What was open is moved by an act that was looked at first, and no date moves.
import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { clean } from "./citizen.mjs";
import { arrives, errors, fill, mainAct, open, reachable, signIn, start, take } from "./province.mjs";

const OWN = fileURLToPath(new URL("../../provinces/quang-ngai/", import.meta.url));
const FRIDAY = "2026-11-20T09:00:00+07:00";
const MONDAY = "2026-11-23T09:00:00+07:00";
const PARCELS = {
  place: "adm:21028",
  receiving_unit: "org:mc-21028",
  "owner.name": "Phạm Thị Ví Dụ",
  "owner.citizen_id": "051180000903",
  "owner.phone": "0912000903",
  "answers.map_sheet": "12",
  "answers.parcel_number": "345",
  "answers.area": "250",
  "answers.certificate_number": "VD 000001",
  "answers.holder_name": "Phạm Thị Ví Dụ",
  "answers.holder_id": "051180000903",
  "answers.parts": "2",
  "papers.application": "1",
  "papers.drawing": "1",
  "papers.certificate": "1",
};

let [folder, kept, province, code, due] = [];

/** Changes a file of the province's data, which must hold `from`. */
function change(file, from, to) {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  assert.ok(text.includes(from), `${file} holds ${from}`);
  writeFileSync(path, text.replace(from, to));
}

/** From Saturday on the land registry is another unit, and dividing parcels has a leg more. */
function weekend() {
  const old = readFileSync(join(folder, "units.yaml"), "utf8").match(/^ +- \{id: org:vpdkdd,.*$/m)[0];
  const fresh = old.replace("org:vpdkdd,", "org:vpdkdd-moi,").replace(/name: [^,]*/, "name: Trung tâm Đăng ký đất đai Ví Dụ");
  change("units.yaml", old, `${old.replace(/\}$/, ", valid_to: 2026-11-20, successors: [org:vpdkdd-moi]}")}\n${fresh.replace(/\}$/, ", valid_from: 2026-11-21, predecessors: [org:vpdkdd]}")}`);
  const version = "procedures/1.012784.yaml";
  cpSync(join(folder, version), join(folder, "procedures/1.012784-2026.yaml"));
  change(version, "valid_from: 2025-07-01\n", "valid_from: 2025-07-01\nvalid_to: 2026-11-20\n");
  change("procedures/1.012784-2026.yaml", "valid_from: 2025-07-01\n", "valid_from: 2026-11-21\n");
  change("procedures/1.012784-2026.yaml", "  - key: return\n", `  - key: publish
    title: Công khai kết quả (ví dụ)
    by: commune-culture
    task: publish
    term: 1d
    counts: false
  - key: return
`);
}

before(async () => {
  folder = reachable("motcua-province-");
  kept = reachable("motcua-kept-");
  cpSync(OWN, folder, { recursive: true });
  province = await start({}, { at: FRIDAY, folder, kept });
  const { page } = await open(province);
  await signIn(page, "desk-officer", "org:mc-21028");
  await page.goto("/ban/tiep-nhan?tthc=1.012784&don-vi=org:mc-21028");
  await fill(page, PARCELS);
  await mainAct(page);
  await arrives(page, /da-tiep-nhan/);
  due = await page.locator(".promise b").textContent();
  code = (await page.locator(".big-code").textContent()).trim();
  await take(page, "org:vpdkdd", code);
  await province.stop();
  weekend();
  province = await start({}, { at: MONDAY, folder, kept });
}, { timeout: 300_000 });
after(async () => {
  await province?.stop();
  for (const gone of [folder, kept]) rmSync(gone, { recursive: true, force: true });
});

const counts = (page) => page.locator(".count strong").allTextContents();

test("what a unit that is no more had in hand is handed over, looked at first", async () => {
  const { page, wrong } = await open(province);
  await signIn(page, "operator");
  await page.goto("/van-hanh/sap-xep");
  await page.getByRole("button", { name: "Xem thử" }).click();
  assert.equal((await errors(page)).length, 1, "a reason is asked for");
  await page.fill("[name=reason]", "Quyết định 01/QĐ-VD ngày 20/11/2026 (ví dụ)");
  await page.getByRole("button", { name: "Xem thử" }).click();
  const row = page.locator("tr:has-text('Văn phòng Đăng ký đất đai')");
  assert.match(await row.innerText(), /Trung tâm Đăng ký đất đai Ví Dụ/);
  assert.equal((await counts(page))[1], "1");
  assert.match(await page.locator("[role=status] .count--amber").innerText(), /chưa đổi gì/);
  await clean(page, "a trial");
  await page.getByRole("button", { name: "Giao lại các khâu này" }).click();
  assert.match(await page.locator("[role=status] .count--green").innerText(), /đã ghi vào nhật ký/);
  assert.equal((await counts(page))[1], "1");
  await page.fill("[name=reason]", "Quyết định 01/QĐ-VD ngày 20/11/2026 (ví dụ)");
  await page.getByRole("button", { name: "Xem thử" }).click();
  assert.match(await page.locator("[role=status]").innerText(), /Không có gì phải giao lại/, "it is done once");
  assert.deepEqual(wrong, []);

  // Who took over has it in hand; the person reads their name, and the date that was promised.
  await page.goto(`/tra-cuu/${code}`);
  const told = await page.locator("main").innerText();
  assert.match(told, /Trung tâm Đăng ký đất đai Ví Dụ/);
  assert.ok(told.includes(due), `the date stays ${due}`);
  await signIn(page, "specialist", "org:vpdkdd-moi");
  await page.goto("/co-quan/viec");
  assert.ok(await page.locator(`tr:has-text("${code}")`).count(), "it is in their queue");
});

test("a dossier goes on under the next version of its procedure, looked at first", async () => {
  const { page, wrong } = await open(province);
  await signIn(page, "procedure-control");
  await page.goto(`/van-hanh/tuyen?ma-ho-so=${code}`);
  assert.equal((await counts(page))[0], "01/07/2025", "a new version changes no dossier by itself");
  await page.getByRole("button", { name: "Xem thử" }).click();
  assert.equal((await errors(page)).length, 1, "a reason is asked for");
  await page.fill("[name=reason]", "Quyết định công bố 02/QĐ-VD (ví dụ)");
  assert.equal(await page.inputValue("[name=procedure_version]"), "2026-11-21", "the version in force is proposed");
  await page.getByRole("button", { name: "Xem thử" }).click();
  assert.match(await page.locator("[role=status]").innerText(), /chưa đổi gì[^]*Thêm khâu «Công khai kết quả \(ví dụ\)» \(Phòng Văn hóa - Xã hội phường Nghĩa Lộ\)/);
  await clean(page, "a trial");
  await page.getByRole("button", { name: "Chuyển sang phiên bản này" }).click();
  assert.match(await page.locator("[role=status]").first().innerText(), /ngày hẹn trả giữ nguyên/);
  const [version, promised] = await counts(page);
  assert.equal(version, "21/11/2026");
  assert.ok(promised.includes(due), `${promised} is ${due}`);
  assert.deepEqual(wrong, []);
});
