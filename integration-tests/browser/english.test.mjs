// Every page in English: what stays Vietnamese on it, in its texts and its attributes, is said to be Vietnamese,
// so that it is read aloud as such (WCAG 2.2, 3.1.2), and its figures are written as English writes them; and on
// Vietnamese pages nothing Vietnamese is said to be English.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { inLanguage, unmarked, unsaid } from "./english.mjs";
import { PAGES, left, prepare, seat } from "./pages.mjs";
import { start } from "./province.mjs";

let province;
before(async () => {
  province = await start();
  await prepare(province);
}, { timeout: 300_000 });
after(() => province?.stop());

const goto = (page, path, code) => page.goto(inLanguage(path, code, province.base));

async function looked(page, context) {
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.deepEqual(await page.evaluate(unmarked), []);
  // Hints for who keeps the sentences in English; much of it is what people wrote.
  if (process.env.MOTCUA_UNSAID) for (const sentence of await page.evaluate(unsaid)) context.diagnostic(sentence);
}

for (const [name, , who, lead] of PAGES) {
  test(`${name}: Vietnamese is marked as such`, async (context) => {
    const { page } = await seat(province, who);
    const path = await lead(page);
    try {
      await goto(page, path, "en");
      await looked(page, context);
    } finally {
      // The browser keeps the language, and the way to the next page is described in Vietnamese.
      await goto(page, path, "vi");
    }
    assert.deepEqual(await page.evaluate(unmarked), []);
  });
}

const MAIN = "main form[method=post] button";
const CITIZEN = "Nguyễn Thị Thử Nghiệm";
const DESK = ["desk-officer", "org:mc-21028"];
const CONTROL = ["procedure-control"];

async function begin(page) {
  await goto(page, "/nop/1.001776", "en");
  await page.locator('form[action="/nop/1.001776"] button').click();
  return page.url();
}

/** Forms sent as they lie there, with nothing filled in: whose, where, and the button. */
const BARE = [
  ["filing online", null, begin, "button[value=next]"],
  ["complaining", null, () => "/gop-y", MAIN],
  ["withdrawing", CITIZEN, () => `/tra-cuu/${left.asked}/rut`, MAIN],
  ["supplying papers", CITIZEN, () => `/tra-cuu/${left.asked}/bo-sung`, "#supply-send button"],
  ["receiving", DESK, () => "/ban/tiep-nhan?tthc=1.001776", "button[data-main]"],
  ["taking money", DESK, () => `/ban/ho-so/${left.owing}/thu-tien`, "main form[method=post] button"],
  ["asking for papers", DESK, () => `/ban/ho-so/${left.asked}`, "form[action*='/rut'] button"],
  ["a route", CONTROL, () => "/van-hanh/tuyen?ma-ho-so=H48", null],
];

for (const [name, who, lead, button] of BARE) {
  test(`${name}, with nothing filled in: what is wrong is said in the page's language`, async (context) => {
    const { page } = await seat(province, who);
    try {
      await goto(page, await lead(page), "en");
      if (button) {
        await page.evaluate((found) => {
          const pressed = document.querySelector(found);
          pressed.form.noValidate = true;
          pressed.closest("details")?.setAttribute("open", "");
        }, button);
        await page.locator(button).first().click();
        await page.locator(".govuk-error-summary, .govuk-error-message").first().waitFor();
      }
      await looked(page, context);
    } finally {
      await goto(page, "/", "vi");
    }
  });
}

const SCRIPTS = new URL("../../services/portal/ui/assets/", import.meta.url);

for (const name of readdirSync(SCRIPTS).filter((file) => file.endsWith(".js"))) {
  test(`${name} says nothing in Vietnamese alone`, () => {
    const code = readFileSync(new URL(name, SCRIPTS), "utf8").replaceAll(/^\s*\/\/.*$/gm, "");
    const both = code.replaceAll(/\bsay\((["`]).*?\1, /gs, "say(");
    // A line that folds letters is about one of them, and says nothing.
    const left = both.split("\n").filter((line) => /[ăâđêôơư\u1ea0-\u1ef9]/i.test(line) && !line.includes("normalize("));
    assert.deepEqual(left, []);
  });
}

test("what the scripts say is in the page's language", async () => {
  const { page } = await seat(province, null);
  const said = page.locator(".saved");
  for (const [code, words] of [["en", /^Saved at \d\d:\d\d$/], ["vi", /^Đã lưu lúc \d\d:\d\d$/]]) {
    await goto(page, "/gop-y", code);
    await page.fill("[name=text]", `Chậm quá (${code})`);
    await said.getByText(words).waitFor();
    assert.deepEqual(await page.evaluate(unmarked), []);
  }
  for (const [code, size] of [["en", "2.5 MB"], ["vi", "2,5 MB"]]) {
    await goto(page, "/gop-y", code);
    assert.equal(await page.evaluate(() => megabytes(2_621_440)), size);
  }
});
