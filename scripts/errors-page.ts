import { writeFileSync } from "node:fs";
import { ERRORS } from "../src/core/errors.ts";

const INTRODUCTION = `# Errors

Everything the package refuses, it refuses with one of these codes. On the command line an error is one line on standard
error, \`CODE: what was wrong, with the value. What to do.\`; with \`--json\` it is
\`{ "error": { "code", "message", "details", "fix" } }\` there. In code it is a \`BacksightError\` with the same fields:
branch on \`code\`, show \`message\`.

The exit code is 2 where the call was wrong (a flag, a name, a value) and 1 where the work failed (a file's content, a
full disk, a guard under \`--strict\`). 0 is success, 130 an interruption. An error that isn't in this table is a fault of
Backsight's own; \`BACKSIGHT_DEBUG=1\` then shows where it came from.

A code is never reused for another meaning. This page is written from \`src/core/error-table/\` by
\`node --conditions=backsight-source scripts/errors-page.ts\`; a test holds the two equal. Words in *italics* stand for what
was found.

`;

/** `docs/errors.md`, as the table of errors has it now. */
export function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([code, { message, fix, exit }]) =>
    [`\`${code}\``, cell(message), cell(fix), String(exit)].join(" | "),
  );
  const head = "| code | when | what to do | exit |\n|---|---|---|---|";
  return `${INTRODUCTION}${head}\n${rows.map((row) => `| ${row} |`).join("\n")}\n`;
}

/** Placeholders in italics, in code as <name>. A text that is nothing but a placeholder differs from case to case. */
function cell(template: string): string {
  if (/^\{\w+\}$/.test(template)) return "*depends on the case*";
  const parts = template
    .replace(/\{(hint|where)\}/g, "")
    .replaceAll("|", "\\|")
    .split("`");
  return parts.map((part, i) => part.replace(/\{(\w+)\}/g, i % 2 === 0 ? "*$1*" : "<$1>")).join("`");
}

if (import.meta.main) writeFileSync(new URL("../docs/errors.md", import.meta.url), errorsPage());
