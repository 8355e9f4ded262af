// Signing in with a provider of OpenID Connect that is not ours, and what a session is good for.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { open, start } from "./province.mjs";

const PEOPLE = {
  "can-bo-mau": { name: "Lê Thị Mẫu", roles: ["desk-officer"], unit: "org:mc-21028", fields: [] },
  "lanh-dao-mau": { name: "Trần Văn Ví Dụ", roles: ["leader"] },
  "nguoi-moi": { name: "Chưa Có Vai" },
};
const DESK = "/ban/tiep-nhan?tthc=1.001776";

let province;
let provider;
let port;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function provide() {
  const script = fileURLToPath(new URL("provider.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, port, province.base, JSON.stringify(PEOPLE)], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
}

async function silence() {
  provider.kill("SIGKILL");
  await once(provider, "exit");
}

before(async () => {
  port = String(await freePort());
  province = await start({
    "sign_in.officials.issuer": `http://localhost:${port}`,
    "sign_in.officials.client_id": "mot-cua",
    "sign_in.officials.client_secret": "not-a-secret-of-anybody",
    "sign_in.officials.scopes": "openid profile mot_cua",
    "sign_in.official_idle_minutes": "1",
  });
  provider = await provide();
}, { timeout: 300_000 });
after(async () => {
  provider?.kill("SIGKILL");
  await province?.stop();
});

/** A page that may also talk to the provider. */
async function visitor(options = {}) {
  const { page, context, wrong } = await open(province, options);
  // The provider's own pages ask for letters from elsewhere; ours may not.
  await context.route("https://fonts.googleapis.com/**", (route) => route.fulfill({ contentType: "text/css", body: "" }));
  const theirs = new RegExp(`localhost:${port}|fonts.googleapis.com`);
  const ours = () => wrong.filter((line) => !theirs.test(line));
  return { page, context, ours };
}

/** The provider's own pages: who, and whether the portal may know. */
async function vouch(page, account) {
  await page.waitForURL(new RegExp(`localhost:${port}`));
  const login = page.locator("input[name=login]");
  if (await login.count()) {
    await login.fill(account);
    await page.fill("input[name=password]", "any");
    await page.click("button[type=submit]");
  }
  const consent = page.locator("button[type=submit]");
  if (page.url().includes(`localhost:${port}`)) await consent.click();
}

async function signedIn(page, account, path) {
  await page.goto(path);
  await page.waitForURL(/dang-nhap/);
  await page.click("text=Đăng nhập bằng tài khoản công vụ");
  await vouch(page, account);
}

test("an officer signs in, comes to the page that was asked for, and opens what the role opens", async () => {
  const { page, ours } = await visitor();
  await signedIn(page, "can-bo-mau", "/ban/hang-doi?loc=da-xong");
  await page.waitForURL(/ban\/hang-doi\?loc=da-xong/);
  assert.match(await page.locator(".who").textContent(), /Lê Thị Mẫu/);
  const menu = await page.locator(".side a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.ok(menu.includes("/ban/tiep-nhan") && !menu.some((href) => /van-hanh|quan-tri|co-quan/.test(href)), menu.join(" "));
  for (const path of ["/van-hanh", "/co-quan/viec", "/quan-tri/thu-tuc"]) assert.equal((await page.goto(path)).status(), 403, path);
  assert.equal((await page.goto("/ban/hang-doi?don-vi=org:mc-21025")).status(), 404, "another unit is as one that does not exist");
  await page.goto("/tai-khoan");
  assert.match(await page.locator("main").textContent(), /Cán bộ tiếp nhận.*Trung tâm Phục vụ hành chính công phường Nghĩa Lộ/s);
  const [session] = (await page.context().cookies(province.base)).filter((cookie) => cookie.name === "mc-phien");
  assert.ok(session.httpOnly && session.sameSite === "Lax");
  assert.deepEqual(ours(), []);
});

test("who has no role is signed in and is no official", async () => {
  const { page } = await visitor();
  await signedIn(page, "nguoi-moi", "/ban/hang-doi");
  await page.waitForURL(/ban\/hang-doi/);
  assert.match(await page.locator("h1").textContent(), /không có quyền/);
});

test("an answer is good once, in the browser that asked, and for the question that was asked", async () => {
  const { page } = await visitor();
  let answer;
  page.on("request", (request) => {
    if (request.url().includes("/dang-nhap/can-bo/ve")) answer = request.url();
  });
  await signedIn(page, "can-bo-mau", "/ban/hang-doi");
  await page.waitForURL(/ban\/hang-doi/);
  assert.ok(answer);
  await page.goto(answer);
  assert.match(await page.locator("h1").textContent(), /không còn giá trị/, "replayed");
  const other = await visitor();
  await other.page.goto(answer);
  assert.match(await other.page.locator("h1").textContent(), /không còn giá trị/, "in another browser");
  await other.page.goto(answer.replace(/state=[^&]+/, "state=made-up"));
  assert.match(await other.page.locator("h1").textContent(), /không còn giá trị/, "with a state of nobody");

  // Another nonce than ours, as if somebody else's answer were slipped in.
  const third = await visitor();
  await third.page.goto("/dang-nhap");
  const asked = await third.page.request.get("/dang-nhap/can-bo", { maxRedirects: 0 });
  await third.page.goto(asked.headers().location.replace(/nonce=[^&]+/, "nonce=another"));
  await vouch(third.page, "can-bo-mau");
  await third.page.waitForURL(/can-bo\/ve/);
  assert.match(await third.page.locator("h1").textContent(), /Không xác nhận được/);
  assert.match((await third.page.goto("/ban/hang-doi")).url(), /dang-nhap/, "nobody is signed in");
});

test("who turns back at the provider is told, and nobody is led to another site", async () => {
  const { page } = await visitor();
  await page.goto("/dang-nhap?ve=https%3A%2F%2Fevil.example%2F");
  await page.click("text=Đăng nhập bằng tài khoản công vụ");
  await page.waitForURL(new RegExp(`localhost:${port}`));
  await page.click("text=Cancel");
  await page.waitForURL(/can-bo\/ve/);
  assert.match(await page.locator("h1").textContent(), /Bạn chưa đăng nhập/);
  for (const hostile of ["https%3A%2F%2Fevil.example%2F", "%2F%2Fevil.example", "%2F%5Cevil.example"]) {
    const { page } = await visitor();
    await page.goto(`/dang-nhap?ve=${hostile}`);
    await page.click("text=Đăng nhập bằng tài khoản công vụ");
    await vouch(page, "lanh-dao-mau");
    await page.waitForURL(`${province.base}/lanh-dao`);
  }
});

test("without script a form outlives the session: kept, signed in beside, sent on", { timeout: 300_000 }, async () => {
  const { page, context } = await visitor({ javaScriptEnabled: false });
  await signedIn(page, "can-bo-mau", DESK);
  await page.waitForURL(/tiep-nhan/);
  await page.fill('[name="owner.name"]', `Ẩn "Danh" <b>`);
  await page.fill('[name="owner.address"]', "Tổ dân phố Ví Dụ");
  const boxes = page.locator('input[type=checkbox][name^="papers."]');
  await boxes.first().check();
  const ticked = await boxes.first().getAttribute("name");
  await page.waitForTimeout(62_000);
  await page.click("[data-main]");
  assert.match(await page.locator("h1").textContent(), /Cần đăng nhập lại/);
  const [beside] = await Promise.all([context.waitForEvent("page"), page.click("text=Đăng nhập trong thẻ mới")]);
  await beside.click("text=Đăng nhập bằng tài khoản công vụ");
  await beside.waitForURL(/dang-nhap\/xong/);
  await page.click("button:has-text('Gửi tiếp')");
  await page.locator(".govuk-error-summary").waitFor();
  assert.equal(await page.inputValue('[name="owner.name"]'), `Ẩn "Danh" <b>`);
  assert.equal(await page.inputValue('[name="owner.address"]'), "Tổ dân phố Ví Dụ");
  assert.ok(await page.isChecked(`[name="${ticked}"]`));
});

test("with script the page warns, keeps what is typed, and brings it back", { timeout: 300_000 }, async () => {
  const { page, ours } = await visitor();
  await signedIn(page, "can-bo-mau", DESK);
  await page.waitForURL(/tiep-nhan/);
  await page.fill('[name="owner.name"]', "Nguyễn Thị Thử Nghiệm");
  await page.locator(".saved").filter({ hasText: /Đã lưu lúc \d\d:\d\d/ }).waitFor();
  await page.reload();
  assert.equal(await page.inputValue('[name="owner.name"]'), "Nguyễn Thị Thử Nghiệm", "after a reload");
  await page.locator("[role=alertdialog]").waitFor({ timeout: 60_000 });
  await page.click("text=Tiếp tục làm việc");
  await page.locator("[role=alertdialog]").waitFor({ state: "detached" });
  await page.fill('[name="owner.address"]', "Tổ dân phố Ví Dụ");
  await page.locator("h1:has-text('Phiên làm việc đã hết')").waitFor({ timeout: 90_000 });
  assert.ok(!(await page.locator('[name="owner.name"]').isVisible()), "nobody reads over an empty chair");
  await page.click("text=Đăng nhập lại");
  await page.click("text=Đăng nhập bằng tài khoản công vụ");
  await page.waitForURL(/tiep-nhan/);
  assert.equal(await page.inputValue('[name="owner.name"]'), "Nguyễn Thị Thử Nghiệm");
  assert.equal(await page.inputValue('[name="owner.address"]'), "Tổ dân phố Ví Dụ");
  assert.deepEqual(ours(), []);
});

test("who signs out is signed out everywhere, and leaves nothing behind", async () => {
  const { page, context } = await visitor();
  await signedIn(page, "can-bo-mau", DESK);
  await page.waitForURL(/tiep-nhan/);
  await page.fill('[name="owner.name"]', "Không Ai");
  await page.locator(".saved").waitFor();
  const kept = await context.cookies(province.base);
  await page.goto("/tai-khoan");
  await page.click("button:has-text('Đăng xuất')");
  await page.waitForURL(new RegExp(`localhost:${port}`));
  await page.click("button[value=yes]");
  await page.waitForURL(/dang-xuat\/xong/);
  assert.equal(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("mc:")).length), 0);
  assert.match((await page.goto("/ban/hang-doi")).url(), /dang-nhap/);
  await context.addCookies(kept.filter((cookie) => cookie.name === "mc-phien"));
  assert.match((await page.goto("/ban/hang-doi")).url(), /dang-nhap/, "a cookie that was kept is worth nothing");
  await page.click("text=Đăng nhập bằng tài khoản công vụ");
  await page.locator("input[name=login]").waitFor();
});

test("while the provider is away others go on, and who wants in is told", async () => {
  const { page } = await visitor();
  await signedIn(page, "can-bo-mau", "/ban/hang-doi");
  await page.waitForURL(/ban\/hang-doi/);
  await silence();
  await page.waitForTimeout(16_000);
  const other = await visitor();
  await other.page.goto("/dang-nhap");
  await other.page.click("text=Đăng nhập bằng tài khoản công vụ");
  assert.match(await other.page.locator("h1").textContent(), /chưa trả lời/);
  assert.equal((await page.goto("/ban/hang-doi")).status(), 200, "who is signed in works on");
  assert.equal((await other.page.goto("/tthc")).status(), 200);
  provider = await provide();
  await signedIn(other.page, "can-bo-mau", "/ban/hang-doi");
  await other.page.waitForURL(/ban\/hang-doi/);
});
