import { readFileSync, writeFileSync } from "node:fs";
import { auditOf, HONEST, LOOK_AHEADS, NONDETERMINISTIC, survivorshipFound } from "../test/support/planted-faults.ts";
import { markdownTable, replaceTable } from "./page-tables.ts";

/* Writes the table of planted faults into docs/verdict.md: `npm run bench:faults`. Everything is drawn from seeds. */
const VARIANTS = 100;
const HONEST_ONES = 1000;
const seeds = (count: number) => Array.from({ length: count }, (_, k) => k + 1);
const row = (name: string, found: number, of: number) => [name, String(of), String(found)];

const rows = [
  ...Object.entries(LOOK_AHEADS).map(([name, family]) => {
    const found = seeds(VARIANTS).filter((seed) => auditOf(family, seed) === "failed").length;
    return row(`look-ahead: ${name}`, found, VARIANTS);
  }),
  ...Object.entries(NONDETERMINISTIC).map(([name, family]) => {
    const found = seeds(VARIANTS).filter((seed) => auditOf(family, seed) === "nondeterministic").length;
    return row(`two runs that differ: ${name}`, found, VARIANTS);
  }),
  row(
    "survivorship: today's list",
    seeds(VARIANTS).filter((seed) => survivorshipFound(seed, "today's list")).length,
    VARIANTS,
  ),
];
const families = Object.values(HONEST);
const alarms = seeds(HONEST_ONES).filter(
  (seed) => auditOf(families[seed % families.length]!, seed) !== "passed",
).length;
const wrong = seeds(HONEST_ONES).filter((seed) => survivorshipFound(seed, "as of each date")).length;
rows.push(
  row("none: honest strategies", alarms, HONEST_ONES),
  row("none: universes as of each date", wrong, HONEST_ONES),
);

const page = new URL("../docs/verdict.md", import.meta.url);
const content = markdownTable(["planted", "variants", "found"], rows);
writeFileSync(page, replaceTable(readFileSync(page, "utf8"), "faults", content));
console.log(content);
