import { visibleLine, visibleText } from "./visible-text.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Text from data on one line of Markdown: it opens no tag, link, code, emphasis, heading, list or cell. */
export function markdownText(text: string): string {
  return visibleLine(text)
    .replace(/[&<>]/g, (character) => ENTITIES[character]!)
    .replace(/[|[\]`\\*~]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/^([-+#=])(?=[-+#=]*( |$))/, "\\$1")
    .replace(/^(\d+)([.)])(?= |$)/, "$1\\$2");
}

/** A code block that nothing inside can end. */
export function markdownCode(code: string, language: string): string {
  const longest = Math.max(2, ...Array.from(code.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${visibleText(code)}\n${fence}`;
}

/** A table in GitHub's form; the cells are Markdown already. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), `|${heads.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}
