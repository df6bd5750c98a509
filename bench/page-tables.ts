/** A table of a page: the first column to the left, the others to the right. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = heads.map((_, i) => (i === 0 ? "---" : "---:"));
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A page with what stands behind `<!-- table: name -->` replaced. @throws {Error} when the page has no such place */
export function replaceTable(page: string, name: string, content: string): string {
  const start = `<!-- table: ${name} -->`;
  const at = page.indexOf(start);
  if (at < 0) throw new Error(`the page has no ${start}`);
  const from = at + start.length;
  return `${page.slice(0, from)}\n${content}\n${page.slice(page.indexOf("<!-- end of table -->", from))}`;
}
