// The province the pages are looked at in: one that runs already, or one of this run's own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A Friday morning: what differs between a working day and a day of rest is told at a day that is known. */
export const MORNING = "2026-11-20T09:00:00+07:00";

/** The day of Vietnam `ahead` days after `from`. */
export const dayOf = (from, ahead = 0) => new Date(Date.parse(from) + 7 * 3600_000 + ahead * 86400_000).toISOString().slice(0, 10);

/**
 * Starts what the tests need, with further settings of the portal; `stop` ends it. A busy province has
 * worked for eleven weeks, and its clock stands on an evening of November 2026; `at` is the moment at which
 * the clock of another starts instead of now; `folder` holds other data than those of the repository, and
 * `kept` is where a province keeps what it knows, to be started there once more.
 */
export async function start(settings = {}, { busy = false, at = "", folder = "", kept = "" } = {}) {
  const province = await door(settings, busy, at, folder, kept);
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find((path) => existsSync(path));
  if (!executablePath) throw new Error("Chromium is not installed: apt-get install chromium, or name it in CHROMIUM");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  return {
    ...province,
    browser,
    async stop() {
      await browser.close();
      await province.end();
    },
  };
}

/** A new folder that servers reach, which run under an account of their own. */
export function reachable(prefix) {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  return folder;
}

async function door(settings, busy, at, folder, kept) {
  const further = Object.entries(settings).flatMap(([key, value]) => ["--portal", `${key}=${value}`]);
  if (folder) further.push("--province", folder);
  if (at) further.push("--at", at);
  const running = busy ? process.env.MOTCUA_BUSY_PORTAL : process.env.MOTCUA_PORTAL;
  if (running && !further.length && !kept) return { base: running, told: [], end: async () => {} };
  if (busy) further.push("--busy");
  const data = kept || reachable("motcua-browser-");
  const child = spawn(join(ROOT, "target/debug/motcua"), ["up", "--data", data, ...further], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  const told = [];
  let base;
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(line);
    base = line.match(/^Cổng dịch vụ: (http:\/\/\S+)/)?.[1];
    if (base) break;
  }
  child.stdout.resume();
  if (!base) throw new Error(`the province did not come up:\n${told.join("\n")}`);
  return {
    base,
    told,
    data,
    pid: child.pid,
    async end() {
      child.kill("SIGINT");
      await once(child, "exit");
      if (!kept) rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A page that remembers what went wrong in it. */
export async function open({ browser, base }, options = {}) {
  const context = await browser.newContext({ baseURL: base, locale: "vi-VN", viewport: { width: 1366, height: 900 }, ...options });
  const page = await context.newPage();
  // How fast the machine is decides nothing.
  page.setDefaultTimeout(30_000);
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    // A form that is sent back answers 422 and the browser says so; that is no fault.
    if (message.type() === "error" && !/status of (409|422|404|403)/.test(message.text())) wrong.push(message.text());
  });
  page.on("request", (request) => {
    // The browser's own reader of PDF files is no other host.
    const own = /^(data|chrome|chrome-extension):/.test(request.url());
    if (!request.url().startsWith(base) && !own) wrong.push(`asked ${request.url()}`);
  });
  return { page, context, wrong };
}

/** Signs in as somebody invented with this role, at this unit where the role belongs to one. */
export async function signIn(page, role, unit = "") {
  await page.goto("/trinh-dien");
  const others = page.locator("details:has([name=role])");
  if ((await others.getAttribute("open")) === null) await others.locator("summary").click();
  await page.check(`[name=role][value="${role}"]`);
  await page.selectOption("select[name=unit]", unit);
  await Promise.all([page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame()), page.locator("form:has([name=role]) button").click()]);
  await page.waitForLoadState("domcontentloaded");
}

/** Fills inputs by name. */
export async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) {
    const input = page.locator(`[name="${name}"]`).first();
    const kind = await input.evaluate((element) => (element.matches("select") ? "select" : element.type));
    if (kind === "select") await input.selectOption(value);
    else if (kind === "radio") await page.check(`[name="${name}"][value="${value}"]`);
    else if (kind === "checkbox") await input.check();
    else await input.fill(value);
  }
}

/** Loads `path` until `selector` is there: the services tell each other within moments. */
export async function until(page, path, selector) {
  for (let tries = 0; tries < 60; tries += 1) {
    await page.goto(path);
    if (await page.locator(selector).count()) return;
    await page.waitForTimeout(250);
  }
  throw new Error(`${path} never showed ${selector}`);
}

/** The main act of the page, as the keyboard does it. */
export async function mainAct(page) {
  // The keys answer once the script has run.
  await page.locator("html.js").waitFor({ state: "attached" });
  await Promise.all([page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame()), page.keyboard.press("Control+Enter")]);
  await page.waitForLoadState("domcontentloaded");
}

/** Waits until the page is where `pattern` says; what it shows instead is told. */
export async function arrives(page, pattern) {
  await page.waitForURL(pattern).catch(async () => {
    const main = await page.locator("main").innerText();
    throw new Error(`instead of ${pattern} the page is ${page.url()}:\n${main.slice(0, 2000)}`);
  });
}

/** Takes the case of a dossier in hand as an officer of `unit`; as its head where `role` says so. */
export async function take(page, unit, code, role = "specialist") {
  await signIn(page, role, unit);
  const button = `tr:has-text("${code}") button`;
  await until(page, `/co-quan/viec?don-vi=${unit}`, button);
  await page.locator(button).click();
  await page.waitForURL(/co-quan\/viec\/[^?]+\?/);
}

/** Sends the form of one act. */
export async function act(page, name) {
  await Promise.all([page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame()), page.locator(`form[action*='/${name}'] button`).first().click()]);
  await page.waitForLoadState("domcontentloaded");
}

/** Ticks exactly these of a list. */
export async function tick(page, name, ...values) {
  for (const box of await page.locator(`[name="${name}"]`).all()) {
    await box.setChecked(values.includes(await box.getAttribute("value")));
  }
}

export const errors = (page) => page.locator(".govuk-error-summary li").allTextContents();

export const CLAIM = {
  place: "adm:21028",
  receiving_unit: "org:mc-21028",
  "owner.name": "Nguyễn Thị Thử Nghiệm",
  "owner.citizen_id": "051180000123",
  "owner.phone": "0912000123",
  "owner.address": "Tổ dân phố Ví Dụ, phường Nghĩa Lộ",
  "answers.request": "grant",
  "answers.beneficiary_name": "Nguyễn Thị Thử Nghiệm",
  "answers.beneficiary_birth": "1990-05-02",
  "answers.beneficiary_id": "051180000123",
  "answers.phone": "0912000123",
  "answers.address": "Tổ dân phố Ví Dụ",
  "answers.group": "severe-disability",
  "answers.payment": "cash",
  "papers.declaration": "1",
  "papers.identity": "1",
};

/** A scan as people send it: a small PDF; `mark` makes it another file than its like. */
export function scan(name = "giấy.pdf", mark = name, catalog = "") {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /Lang (${Buffer.from(mark).toString("hex")}) ${catalog} >>`,
    "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
  ];
  let file = "%PDF-1.7\n";
  const starts = objects.map((object, n) => {
    const start = file.length;
    file += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const table = file.length;
  file += `xref\n0 4\n0000000000 65535 f \n${starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("")}`;
  file += `trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(file, "latin1") };
}

/** Sends a file for a paper of the checklist, with script or without. */
export async function attach(page, component, file) {
  const input = page.locator(`#papers-${component}`);
  await input.setInputFiles(file);
  const send = page.locator(`#papers-${component}-card .upload__send`);
  if (await send.isVisible()) await send.click();
  await page.locator(`#papers-${component}-card .files a, #papers-${component}-card .govuk-error-message`).first().waitFor();
}

/** Goes on to the next step. */
export const goOn = (page) => page.click("button[value=next]");

/** Fills every step of a filing online up to where it is checked. */
export async function fillOnline(page, values, procedure = "1.001776") {
  await page.goto(`/nop/${procedure}`);
  await page.locator(`form[action="/nop/${procedure}"] button`).click();
  const own = (begins) => Object.fromEntries(Object.entries(values).filter(([name]) => begins.some((word) => name.startsWith(word))));
  await fill(page, own(["place", "receiving_unit", "owner.", "submitter."]));
  await goOn(page);
  await page.waitForURL(/buoc\/to-khai/);
  await fill(page, own(["answers."]));
  await goOn(page);
  await page.waitForURL(/buoc\/giay-to/);
  for (const name of Object.keys(values).filter((name) => /^papers\.[^.]+$/.test(name))) {
    await attach(page, name.split(".")[1], scan(`${name}.pdf`));
  }
  await goOn(page);
  await page.waitForURL(/buoc\/nhan-ket-qua/);
  await fill(page, own(["return_"]));
  await goOn(page);
  await page.waitForURL(/buoc\/kiem-tra/);
}

/** Files online and returns the dossier's code. */
export async function fileOnline(page, values, procedure = "1.001776") {
  await fillOnline(page, values, procedure);
  await page.click("form[action$='/gui'] button");
  await page.waitForURL(/da-nop/);
  return (await page.locator(".big-code").textContent()).trim();
}
