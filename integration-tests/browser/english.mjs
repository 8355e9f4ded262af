// Whether the words of a page are in the language the page says they are in (WCAG 2.2, 3.1.2).

/** The address of a page in one of the two languages. */
export function inLanguage(address, code, base) {
  const url = new URL(address, base);
  url.searchParams.set("lang", code);
  return url.href;
}

/**
 * In the page: every text with letters only Vietnamese writes that is not said to be Vietnamese, and on an English
 * page every English sentence that is, as where it stands and what it says; of texts in one place of a template,
 * the first. With `html`, of that page instead.
 */
export function unmarked(html = "") {
  const letters = /[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]/;
  // The number of a decree is no word of a language.
  const number = /\d+(\/\d{4})?\/[\p{Lu}\d-]+/gu;
  const english = /\b(the|of|is|was|were|has|been|with|from|until|since|asks)\b/;
  const root = html ? new DOMParser().parseFromString(html, "text/html") : document;
  const step = (element) => element.localName + [...element.classList].map((name) => `.${name}`).join("");
  function place(element) {
    const steps = [];
    for (let at = element; at && at.localName !== "body" && steps.length < 6; at = at.parentElement) steps.unshift(step(at));
    return steps.join(" > ");
  }
  const found = new Map();
  const texts = root.createTreeWalker(root.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const [text, element] = [texts.currentNode.nodeValue.trim(), texts.currentNode.parentElement];
    const words = text.replaceAll(number, "");
    // What is typed into a field is in the language of who typed it.
    if (element.closest("script, style, textarea, template")) continue;
    const marked = element.closest("[lang]")?.getAttribute("lang") === "vi";
    const foreign = marked && root.documentElement.lang === "en" && english.test(text);
    if (marked ? !foreign : !letters.test(words)) continue;
    const where = place(element);
    if (!found.has(where)) found.set(where, `${where}: ${text.slice(0, 120)}`);
  }
  return [...found.values()];
}

/** In the page: whole sentences that an English page leaves in Vietnamese. */
export function unsaid() {
  const said = [...document.querySelectorAll("main [lang=vi]")].map((element) => element.textContent.trim());
  return [...new Set(said.filter((text) => /\p{Ll}\s.*[.?!]$/su.test(text)))];
}
