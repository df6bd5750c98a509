import { COMMANDS } from "./command-table.ts";

/** What `backsight --help` prints. */
export function helpPage(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "backsight <command>: backtests that say how likely the result is luck",
    "",
    ...lines,
    "",
    "Every command has --help and --json. Start with: backsight demo",
    "",
  ].join("\n");
}
