// Whether the words of a page are in the language the page says they are in (WCAG 2.2, 3.1.2).

/** The address of a page in one of the two languages. */
export function inLanguage(address, code, base) {
  const url = new URL(address, base);
  url.searchParams.set("lang", code);
  return url.href;
}

/**
 * In the page: every text, and every attribute that is shown or read out, with letters only Vietnamese writes that
 * is not said to be Vietnamese, and on an English page every English sentence that is; there also every figure as
 * only Vietnamese writes it (`2,9`, `1.250`, `20/11/2026`), and one of what is counted as many. As where it stands
 * and what it says; of texts in one place of a template, the first. With `html`, of that page instead.
 */
export function unmarked(html = "") {
  const letters = /[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]/;
  // The number of a decree is no word of a language.
  const number = /\d+(\/\d{4})?\/[\p{Lu}\d-]+/gu;
  const english = /\b(the|of|is|was|were|has|been|with|from|until|since|asks)\b/;
  const figures = /(?<![\p{L}\d.,:/-])(\d{1,2}\/\d{1,2}\/\d{4}|\d{2}\/\d{2}|\d+(\.\d{3})*,\d{1,2}|\d{1,3}(\.\d{3})+)(?![\p{L}\d/-]|[.,]\d)/u;
  const plural = /(?<![\p{L}\d.,:/-])1 (working )?(cases|columns|days|dossiers|events|files|hours|legs|lines|minutes|months|notices|papers|pages|people|phases|procedures|units|wards|ratings|opinions|segments|attempts|times)\b/u;
  const shown = /^(aria-(label|description|roledescription|valuetext)|title|placeholder|alt|label|content|data-.+)$/;
  // What a list is searched by is read by nobody.
  const keys = new Set(["data-words", "data-initials"]);
  const root = html ? new DOMParser().parseFromString(html, "text/html") : document;
  const english_page = root.documentElement.lang === "en";
  const step = (element) => element.localName + [...element.classList].map((name) => `.${name}`).join("");
  function place(element) {
    const steps = [];
    for (let at = element; at && at.localName !== "body" && steps.length < 6; at = at.parentElement) steps.unshift(step(at));
    return steps.join(" > ");
  }
  const found = new Map();
  function look(text, element, where, names = []) {
    const own = names.reduce((rest, name) => rest.replaceAll(name, ""), text);
    const words = own.replaceAll(number, "");
    const marked = element.closest("[lang]")?.getAttribute("lang") === "vi";
    const foreign = marked && english_page && english.test(text);
    const written = !marked && english_page && (figures.test(own) || plural.test(own));
    if ((marked ? !foreign : !letters.test(words)) && !written) return;
    if (!found.has(where)) found.set(where, `${where}: ${text.slice(0, 120)}`);
  }
  const texts = root.createTreeWalker(root.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const [text, element] = [texts.currentNode.nodeValue.trim(), texts.currentNode.parentElement];
    // What is typed into a field is in the language of who typed it.
    if (!element.closest("script, style, textarea, template")) look(text, element, place(element));
  }
  // An attribute cannot say where in it a name begins. It is a name of the data if the page shows it as one.
  const names = english_page ? [...root.querySelectorAll("[lang=vi]")].map((element) => element.textContent.trim()) : [];
  const longest = [...new Set(names)].filter((name) => letters.test(name)).sort((a, b) => b.length - a.length);
  // What this house is called stands behind every title.
  const title = root.querySelector("title");
  look(root.title.replace(/ – Một Cửa, [^,–]*$/, ""), title ?? root.documentElement, "title", longest);
  for (const element of root.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const button = name === "value" && element.matches("input[type=submit], input[type=button], input[type=reset]");
      if ((shown.test(name) || button) && !keys.has(name)) look(value, element, `${place(element)} [${name}]`, longest);
    }
  }
  return [...found.values()];
}

/** In the page: whole sentences that an English page leaves in Vietnamese. */
export function unsaid() {
  const said = [...document.querySelectorAll("main [lang=vi]")].map((element) => element.textContent.trim());
  return [...new Set(said.filter((text) => /\p{Ll}\s.*[.?!]$/su.test(text)))];
}
