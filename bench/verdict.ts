import { readFileSync, writeFileSync } from "node:fs";
import { verdictEvidence } from "../src/validation/verdict/verdict-evidence.ts";
import { verdict } from "../src/validation/verdict/verdict.ts";
import { uniformity } from "../test/support/kolmogorov-smirnov.ts";
import { bestOfNoise, betterOf, edgeReturns } from "../test/support/simulated-worlds.ts";

/*
 * Writes the tables of docs/verdict.md: `npm run bench:verdict`. Everything is drawn from seeds, so that every machine
 * writes the same tables.
 */
const TRIALS = [1, 10, 100, 1000] as const;
const FIVE_YEARS = 1260;

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const shareOf = <T>(list: readonly T[], holds: (item: T) => boolean) => list.filter(holds).length / list.length;
const judged = (returns: Float64Array, count: number) => {
  const evidence = verdictEvidence({ returns, periodsPerYear: 252, trials: { count, isCounted: true } });
  return { evidence, label: verdict(evidence).label };
};
const worlds = (count: number) => Array.from({ length: count }, (_, k) => k + 1);
const table = (heads: readonly string[], rows: readonly (readonly string[])[]) =>
  [heads, heads.map((_, i) => (i === 0 ? "---" : "---:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

const WORLDS = 500;
const noise = worlds(WORLDS).map((seed) => bestOfNoise({ seed, days: FIVE_YEARS }, TRIALS));
const noiseRows = TRIALS.map((count, k) => {
  const cards = noise.map((chosen) => judged(chosen[k]!, count));
  const { distance, pValue } = uniformity(cards.map(({ evidence }) => evidence.luck));
  return [
    String(count),
    percent(shareOf(cards, ({ label }) => label === "likely real")),
    percent(shareOf(cards, ({ label }) => label === "can't tell")),
    percent(shareOf(cards, ({ label }) => label === "likely luck")),
    percent(shareOf(cards, ({ evidence }) => evidence.annualSharpe > 1)),
    percent(shareOf(cards, ({ evidence }) => evidence.deflatedSharpe > 0.95)),
    `${distance.toFixed(3)} (${pValue.toFixed(2)})`,
  ];
});
console.log("noise", noiseRows);

const edgeRows = ([1, 100] as const).map((count) => {
  const cards = worlds(WORLDS).map((seed, k) => {
    const edge = edgeReturns({ seed, days: FIVE_YEARS, edge: 2 });
    return judged(count === 1 ? edge : betterOf(edge, noise[k]![TRIALS.indexOf(count)]!), count);
  });
  return [
    String(count),
    percent(shareOf(cards, ({ label }) => label === "likely real")),
    percent(shareOf(cards, ({ label }) => label === "can't tell")),
    percent(shareOf(cards, ({ label }) => label === "likely luck")),
    percent(shareOf(cards, ({ evidence }) => evidence.deflatedSharpe > 0.95)),
  ];
});
console.log("edge", edgeRows);

const POWER_WORLDS = 200;
const powerRows = [1, 2, 5, 10].flatMap((years) => {
  const days = years * 252;
  const pool = worlds(POWER_WORLDS).map((seed) => bestOfNoise({ seed: seed + 10_000, days }, TRIALS));
  return [0.5, 1, 1.5, 2, 3].map((edge) => [
    `${years} ${years === 1 ? "year" : "years"}, Sharpe ${edge}`,
    ...TRIALS.map((count, k) => {
      const cards = pool.map((chosen, world) => {
        const own = edgeReturns({ seed: world + 10_001, days, edge });
        return judged(count === 1 ? own : betterOf(own, chosen[k]!), count);
      });
      return percent(shareOf(cards, ({ label }) => label === "likely real"));
    }),
  ]);
});

const tables: Readonly<Record<string, string>> = {
  noise: table(
    ["tries", "likely real", "can't tell", "likely luck", "Sharpe > 1", "deflated Sharpe > 0.95", "KS of p (its p)"],
    noiseRows,
  ),
  edge: table(["tries", "likely real", "can't tell", "likely luck", "deflated Sharpe > 0.95"], edgeRows),
  power: table(["length, edge", ...TRIALS.map((count) => (count === 1 ? "1 try" : `${count} tries`))], powerRows),
};

const page = new URL("../docs/verdict.md", import.meta.url);
let text = readFileSync(page, "utf8");
for (const [name, content] of Object.entries(tables)) {
  const [start, end] = [`<!-- table: ${name} -->`, "<!-- end of table -->"];
  const from = text.indexOf(start) + start.length;
  text = `${text.slice(0, from)}\n${content}\n${text.slice(text.indexOf(end, from))}`;
}
writeFileSync(page, text);
