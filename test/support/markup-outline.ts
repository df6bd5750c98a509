/** An element of a page, in order of its opening tag. */
export interface MarkupElement {
  readonly tag: string;
  /** Values with entities resolved. */
  readonly attributes: ReadonlyMap<string, string>;
  /** All text inside, of its descendants too, with entities resolved. */
  readonly text: string;
  /** Tags of the elements around it, outermost first. */
  readonly path: readonly string[];
}

const VOID = new Set(["meta", "link", "br", "hr", "img", "input"]);
const RAW = new Set(["script", "style"]);
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#96": "`" };

/**
 * Reads markup by rules stricter than a browser's, and throws at the first breach: every tag closed in order, every
 * attribute quoted and given once, no bare `<` or `&` in text, only entities that the product writes, ids unique, and
 * links inside the page that lead somewhere. Elements without an end are HTML's void ones and `<…/>` inside SVG.
 */
export function markupOutline(markup: string): MarkupElement[] {
  const elements: { tag: string; attributes: Map<string, string>; text: string; path: string[] }[] = [];
  const open: (typeof elements)[number][] = [];
  let at = markup.startsWith("<!doctype html>") ? "<!doctype html>".length : 0;
  const fail = (what: string): never => {
    throw new Error(`${what} at ${at}: ${JSON.stringify(markup.slice(Math.max(0, at - 40), at + 60))}`);
  };
  const addText = (text: string) => {
    for (const element of open) element.text += text;
  };
  while (at < markup.length) {
    if (markup[at] !== "<") {
      const end = markup.indexOf("<", at);
      addText(decode(markup.slice(at, end < 0 ? undefined : end), fail));
      at = end < 0 ? markup.length : end;
      continue;
    }
    const closing = /^<\/([a-z][a-z0-9]*)>/i.exec(markup.slice(at, at + 40));
    if (closing !== null) {
      if (open.pop()?.tag !== closing[1]) fail(`</${closing[1]}> out of order`);
      at += closing[0].length;
      continue;
    }
    const opening = /<([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9-]*(?:="[^"<]*")?)*)\s*(\/?)>/iy;
    opening.lastIndex = at;
    const match = opening.exec(markup);
    if (match === null) return fail("no tag");
    const [whole, tag, attributeText, slash] = match;
    const attributes = new Map<string, string>();
    for (const [, name, value] of attributeText!.matchAll(/([a-z][a-z0-9-]*)(?:="([^"]*)")?/gi)) {
      if (attributes.has(name!)) fail(`${name} given twice`);
      attributes.set(name!, decode(value ?? "", fail));
    }
    const element = { tag: tag!, attributes, text: "", path: open.map((parent) => parent.tag) };
    elements.push(element);
    at += whole!.length;
    if (slash === "/" && !element.path.includes("svg")) fail("an element that ends itself outside SVG");
    if (slash === "/" || VOID.has(tag!)) continue;
    if (!RAW.has(tag!)) {
      open.push(element);
      continue;
    }
    const end = markup.indexOf(`</${tag}`, at);
    if (end < 0) fail(`<${tag}> without an end`);
    element.text = markup.slice(at, end);
    at = end + `</${tag}>`.length;
  }
  if (open.length > 0) fail(`<${open[open.length - 1]!.tag}> without an end`);
  checkIds(elements);
  return elements;
}

function decode(text: string, fail: (what: string) => never): string {
  return text.replace(
    /&([^;\s]*;?)/g,
    (_, name: string) => ENTITIES[name.replace(/;$/, "")] ?? fail(`entity &${name}`),
  );
}

function checkIds(elements: readonly MarkupElement[]): void {
  const ids = new Set<string>();
  for (const { attributes } of elements) {
    const id = attributes.get("id");
    if (id === undefined) continue;
    if (ids.has(id)) throw new Error(`id ${id} is given twice`);
    ids.add(id);
  }
  for (const { attributes } of elements) {
    const links = [attributes.get("href")?.replace(/^#/, ""), attributes.get("aria-labelledby")];
    for (const link of links)
      if (link !== undefined && !ids.has(link)) throw new Error(`a link to ${link} leads nowhere`);
  }
}
