import { readFileSync, writeFileSync } from "node:fs";
import { type RandomStream, randomStream } from "../src/core/random.ts";
import type { Bars } from "../src/market/bars.ts";
import { normalSampler } from "../src/math/normal-sampler.ts";
import { effectiveTrials } from "../src/validation/effective-trials.ts";
import { permutationTest } from "../src/validation/monte-carlo/permutation-test.ts";
import { permuteBars } from "../src/validation/monte-carlo/permute-bars.ts";
import { backtestOverfitting } from "../src/validation/pbo.ts";
import { probabilisticSharpe } from "../src/validation/probabilistic-sharpe.ts";
import { verdict } from "../src/validation/verdict/verdict.ts";
import { verdictEvidence } from "../src/validation/verdict/verdict-evidence.ts";
import { uniformity } from "../test/support/kolmogorov-smirnov.ts";
import { bestOfNoise, betterOf, edgeReturns, NOISE_SHAPES } from "../test/support/simulated-worlds.ts";
import { walkBars } from "../test/support/walk-bars.ts";
import { markdownTable, replaceTable } from "./page-tables.ts";

/*
 * Writes the tables of docs/verdict.md: `npm run bench:verdict`. Everything is drawn from seeds, so that every machine
 * writes the same tables. Names of tables as arguments: these only.
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
const WORLDS = 500;
let drawn: Float64Array[][] | undefined;
const noise = () => {
  drawn ??= worlds(WORLDS).map((seed) => bestOfNoise({ seed, days: FIVE_YEARS }, TRIALS));
  return drawn;
};
const noiseRows = () =>
  TRIALS.map((count, k) => {
    const cards = noise().map((chosen) => judged(chosen[k]!, count));
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

/** Worlds from seeds that no limit was chosen on. */
const OTHER_SEEDS = 2_000_000;
const againRows = () => {
  const chosen = worlds(WORLDS).map((seed) => bestOfNoise({ seed: OTHER_SEEDS + seed, days: FIVE_YEARS }, TRIALS));
  const edges = worlds(WORLDS).map((seed) => edgeReturns({ seed: OTHER_SEEDS + seed, days: FIVE_YEARS, edge: 2 }));
  return TRIALS.map((count, k) => {
    const isReal = (returns: Float64Array) => judged(returns, count).label === "likely real";
    const found = edges.map((edge, world) => (count === 1 ? edge : betterOf(edge, chosen[world]![k]!)));
    const { distance, pValue } = uniformity(chosen.map((best) => judged(best[k]!, count).evidence.luck));
    return [
      String(count),
      percent(shareOf(chosen, (best) => isReal(best[k]!))),
      percent(shareOf(found, isReal)),
      `${distance.toFixed(3)} (${pValue.toFixed(2)})`,
    ];
  });
};

const edgeRows = () =>
  ([1, 100] as const).map((count) => {
    const cards = worlds(WORLDS).map((seed, k) => {
      const edge = edgeReturns({ seed, days: FIVE_YEARS, edge: 2 });
      return judged(count === 1 ? edge : betterOf(edge, noise()[k]![TRIALS.indexOf(count)]!), count);
    });
    return [
      String(count),
      percent(shareOf(cards, ({ label }) => label === "likely real")),
      percent(shareOf(cards, ({ label }) => label === "can't tell")),
      percent(shareOf(cards, ({ label }) => label === "likely luck")),
      percent(shareOf(cards, ({ evidence }) => evidence.deflatedSharpe > 0.95)),
    ];
  });

const POWER_WORLDS = 200;
const powerRows = () =>
  [1, 2, 5, 10].flatMap((years) => {
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

/** Following the last few moves: the best of three looks back, its worth the sum of what the next moves gave. */
const bestOfFamily = (closes: Float64Array) =>
  Math.max(
    ...[2, 5, 10].map((look) => {
      let sum = 0;
      for (let i = look; i + 1 < closes.length; i++) {
        sum += Math.sign(closes[i]! - closes[i - look]!) * (closes[i + 1]! / closes[i]! - 1);
      }
      return sum;
    }),
  );
const PERMUTATIONS = 99;
const ksRow = (name: string, sample: readonly number[]) => {
  const { distance, pValue } = uniformity(sample);
  const below = (limit: number) => percent(shareOf(sample, (p) => p <= limit));
  return [name, distance.toFixed(3), pValue.toFixed(2), below(0.05), below(0.5)];
};
const uniformRows = () => {
  const psr = noise().map((chosen) => 1 - probabilisticSharpe(chosen[0]!));
  // p steps by 1/100: spread inside each step, as its tie-break would be.
  const ties = randomStream(1, "ties");
  const permuted = worlds(WORLDS).map((seed) => {
    const bars: Bars = { ...walkBars(250, 20_000 + seed), ticksPerUnit: null };
    const score = (random: RandomStream) => bestOfFamily(permuteBars(bars, random).close);
    const { pValue } = permutationTest(bestOfFamily(bars.close), score, { permutations: PERMUTATIONS, seed });
    return pValue - ties.uniform() / (PERMUTATIONS + 1);
  });
  return [
    ksRow("1 − probabilistic Sharpe ratio, one try", psr),
    ksRow("permutation of prices, the search for the best of 3 repeated inside", permuted),
  ];
};

const PBO_WORLDS = 50;
const strategies = (seed: number) =>
  Array.from({ length: 20 }, (_, k) => edgeReturns({ seed: 40_000 + 100 * seed + k, days: FIVE_YEARS }));
const pboOf = (columns: readonly Float64Array[]) => backtestOverfitting(columns, { blocks: 10 }).probability;
const pboRow = (name: string, sample: readonly number[]) => {
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  return [name, mean.toFixed(2), Math.min(...sample).toFixed(2), Math.max(...sample).toFixed(2)];
};
const pboRows = () => [
  pboRow(
    "20 worthless strategies",
    worlds(PBO_WORLDS).map((seed) => pboOf(strategies(seed))),
  ),
  pboRow(
    "19 worthless ones and one with a Sharpe ratio of 3",
    worlds(PBO_WORLDS).map((seed) => {
      const one = edgeReturns({ seed: 60_000 + seed, days: FIVE_YEARS, edge: 3 });
      return pboOf([one, ...strategies(seed).slice(1)]);
    }),
  ),
];

/** Variants of one worthless rule, correlated as neighbouring parameters are: counted one by one, and as what they are worth. */
const copiesRows = () =>
  [0.5, 0.9, 0.99].map((correlation) => {
    const cards = worlds(200).map((seed) => {
      const draw = normalSampler(randomStream(seed, `copies/${correlation}`));
      const base = Float64Array.from({ length: FIVE_YEARS }, draw);
      const [shared, own] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
      const variants = Array.from({ length: 50 }, () => base.map((value) => 0.01 * (shared * value + own * draw())));
      const { independent, clusters } = effectiveTrials(variants);
      const best = variants.reduce<Float64Array>(betterOf, variants[0]!);
      return { clusters, independent, byCount: judged(best, 50).label, byWorth: judged(best, independent).label };
    });
    const mean = (of: (card: (typeof cards)[number]) => number) =>
      (cards.reduce((sum, card) => sum + of(card), 0) / cards.length).toFixed(1);
    return [
      String(correlation),
      mean(({ clusters }) => clusters),
      mean(({ independent }) => independent),
      percent(shareOf(cards, ({ byWorth }) => byWorth === "likely real")),
      percent(shareOf(cards, ({ byCount }) => byCount === "likely real")),
    ];
  });

/** Noise that isn't normal, and the best of it. */
const SHAPE_TRIALS = [1, 10, 100] as const;
const shapeRows = () =>
  (Object.keys(NOISE_SHAPES) as (keyof typeof NOISE_SHAPES)[]).map((shape) => {
    const chosen = worlds(WORLDS).map((seed) => bestOfNoise({ seed, days: FIVE_YEARS }, SHAPE_TRIALS, shape));
    const real = (count: number, k: number) =>
      percent(shareOf(chosen, (best) => judged(best[k]!, count).label === "likely real"));
    return [shape, ...SHAPE_TRIALS.map(real)];
  });

const triesHeads = (counts: readonly number[]) => counts.map((count) => (count === 1 ? "1 try" : `${count} tries`));
const tables: Readonly<Record<string, () => string>> = {
  noise: () =>
    markdownTable(
      ["tries", "likely real", "can't tell", "likely luck", "Sharpe > 1", "deflated Sharpe > 0.95", "KS of p (its p)"],
      noiseRows(),
    ),
  again: () => markdownTable(["tries", "noise called real", "edge of 2 called real", "KS of p (its p)"], againRows()),
  edge: () =>
    markdownTable(["tries", "likely real", "can't tell", "likely luck", "deflated Sharpe > 0.95"], edgeRows()),
  uniform: () =>
    markdownTable(["p-value on worlds without an edge", "KS distance", "its p", "p ≤ 0.05", "p ≤ 0.5"], uniformRows()),
  pbo: () => markdownTable(["PBO", "mean", "least", "most"], pboRows()),
  copies: () =>
    markdownTable(
      ["correlation of 50 variants", "groups", "independent tries", "likely real", "likely real, counted as 50"],
      copiesRows(),
    ),
  power: () => markdownTable(["length, edge", ...triesHeads(TRIALS)], powerRows()),
  shapes: () => markdownTable(["noise", ...triesHeads(SHAPE_TRIALS)], shapeRows()),
};

const page = new URL("../docs/verdict.md", import.meta.url);
const wanted = process.argv.slice(2);
for (const [name, contentOf] of Object.entries(tables)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const content = contentOf();
  writeFileSync(page, replaceTable(readFileSync(page, "utf8"), name, content));
}
