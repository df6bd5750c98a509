import { readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

const ENTRY = new URL("../web/report/main.ts", import.meta.url);
const TARGET = new URL("../src/report/report-script.generated.ts", import.meta.url);

/**
 * The report page's script as one classic script: `web/report/main.ts` and every module it imports (relative ones only),
 * each once and after its own imports, without types, comments, import and export words, inside one function.
 */
export function bundleReportScript(): string {
  const modules: string[] = [];
  collect(ENTRY, new Set(), modules);
  const script = `(() => {\n"use strict";\n${modules.join("\n")}\n})();`;
  if (script.includes("</script") || script.includes("<!--"))
    throw new Error("the report script would end its own element");
  new Script(script);
  return script;
}

/** The module that carries the script, one line of it a line, so that a change is readable as one. */
export function generatedModule(script: string): string {
  const lines = script.split("\n").map((line) => `  ${JSON.stringify(line)},`);
  return [
    "// Written by scripts/embed-report-script.ts from web/report; change that and run `node scripts/embed-report-script.ts`.",
    "/** The script of the HTML report, as it stands in the page. */",
    "export const REPORT_SCRIPT: string = [",
    ...lines,
    '].join("\\n");',
    "",
  ].join("\n");
}

function collect(url: URL, seen: Set<string>, modules: string[]): void {
  if (seen.has(url.href)) return;
  seen.add(url.href);
  const source = stripTypeScriptTypes(readFileSync(url, "utf8"));
  for (const [, path] of source.matchAll(/^import [^;]*? from "(\.[^"]+)";$/gms))
    collect(new URL(path!, url), seen, modules);
  modules.push(withoutModuleWords(source));
}

/** Types leave blanks behind; docstrings and full-line comments are for readers of the source. */
function withoutModuleWords(source: string): string {
  return source
    .replace(/^import [^;]*;$/gms, "")
    .replace(/^export (?=(const|function|class)\b)/gm, "")
    .replace(/^\s*\/\*\*.*?\*\/$/gms, "")
    .replace(/^\s*\/\/.*$/gm, "")
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "" && line.trim() !== ";")
    .join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TARGET, generatedModule(bundleReportScript()));
