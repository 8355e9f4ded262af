// Pages beside the pictures of them that were looked at and found right. A picture is a quarter of the
// page's size, and a small share of it may differ: another build of the browser draws letters a little
// otherwise. `MOTCUA_RENEW_LOOKS=1` draws the pictures anew; look at them before committing them.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { MORNING, open, signIn, start } from "./province.mjs";

const KEPT = fileURLToPath(new URL("looks/", import.meta.url));
const RENEW = process.env.MOTCUA_RENEW_LOOKS === "1";
/** The share of a picture's points that may differ. */
const TOLERANCE = 0.02;
/** What is another on another day, or in another province: it is covered before the picture is taken. */
const CHANGING = ["time", ".code", ".due", ".demo", ".cal", ".promise", "[data-changing]", ".who"];

const PAGES = [
  ["home", "/", null],
  ["procedures", "/tthc?q=dat%20dai", null],
  ["procedure", "/tthc/1.013831", null],
  ["board", "/tthc/1.001776/niem-yet", null],
  ["tracking", "/tra-cuu", null],
  ["filing", "/nop/1.001776", null],
  ["complaint", "/gop-y", null],
  ["missing", "/khong-co", null],
  ["reception", "/ban/tiep-nhan?tthc=1.010824", ["desk-officer", "org:mc-21028"]],
  ["register", "/ban/so-theo-doi", ["desk-officer", "org:mc-21028"]],
  ["agency", "/co-quan/viec", ["specialist", "org:vpdkdd"]],
  ["services", "/van-hanh", ["operator", ""]],
];

/** Pages of a province that has worked for eleven weeks, and whose clock stands on an evening. */
const LEADER = ["leader", ""];
const BUSY = [
  ["overview", "/lanh-dao?ky=nam", LEADER],
  ["ranking", "/lanh-dao/xep-hang?ky=nam", LEADER],
  ["late", "/lanh-dao/qua-han", LEADER],
  ["satisfaction", "/lanh-dao/hai-long?ky=nam", LEADER],
  ["unit", "/lanh-dao/don-vi/adm:21028?ky=nam", LEADER],
  ["briefing", "/lanh-dao/giao-ban?ngay=2026-11-16", LEADER],
  ["quarter", "/lanh-dao/quy", LEADER],
];

mkdirSync(KEPT, { recursive: true });

/** Draws a page, as much of it as `height`. */
async function draw(province, path, who, width, height) {
  const { page, context } = await open(province, { viewport: { width, height }, deviceScaleFactor: 0.5, reducedMotion: "reduce" });
  if (who) await signIn(page, ...who);
  await page.goto(path);
  await page.evaluate(() => document.fonts.ready);
  const mask = CHANGING.map((selector) => page.locator(selector));
  const drawn = PNG.sync.read(await page.screenshot({ mask, maskColor: "#cccccc", animations: "disabled" }));
  const words = await page.locator("main").innerText();
  await context.close();
  return { drawn, words };
}

function pictured(what, pages, height, options) {
  describe(what, () => {
    let province;
    before(async () => { province = await start({}, options); }, { timeout: 300_000 });
    after(() => province?.stop());
    for (const [name, path, who] of pages) {
      for (const width of [1366, 360]) {
        test(`${name} looks as it did at ${width} px`, async () => {
          const { drawn, words } = await draw(province, path, who, width, height);
          const file = `${KEPT}${name}-${width}.png`;
          if (RENEW) return writeFileSync(file, PNG.sync.write(drawn));
          assert.ok(existsSync(file), `${file} was never drawn: MOTCUA_RENEW_LOOKS=1 draws it`);
          const kept = PNG.sync.read(readFileSync(file));
          assert.deepEqual([drawn.width, drawn.height], [kept.width, kept.height]);
          const differ = pixelmatch(kept.data, drawn.data, null, kept.width, kept.height, { threshold: 0.25 });
          const share = differ / (kept.width * kept.height);
          if (share <= TOLERANCE) return;
          const other = join(mkdtempSync(join(tmpdir(), "motcua-looks-")), `${name}-${width}.png`);
          writeFileSync(other, PNG.sync.write(drawn));
          assert.fail(`${(share * 100).toFixed(1)} % of the picture is another, see ${other}; the page says:\n${words}`);
        });
      }
    }
  });
}

// How much room a calendar takes, and what is said of it, is of its day.
pictured("a province that has just begun", PAGES, 900, { at: MORNING });
pictured("a province at work", BUSY, 1800, { busy: true });
