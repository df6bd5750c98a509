import { readFileSync, writeFileSync } from "node:fs";
import { randomStream } from "../src/core/random.ts";
import { gridSampler } from "../src/optimize/samplers/grid-sampler.ts";
import { hypervolume } from "../src/optimize/samplers/hypervolume.ts";
import type { SamplerFactory } from "../src/optimize/samplers/sampler.ts";
import { SAMPLERS } from "../src/optimize/samplers/sampler-table.ts";
import { uniformCube } from "../src/optimize/spaces/allowed-cube.ts";
import { type SearchSpace, searchSpace } from "../src/optimize/spaces/search-space.ts";
import { objectivesOf, regretAfter, regretOfShares } from "../test/support/search-run.ts";
import { TEST_FUNCTIONS, type TestFunction, ZDT } from "../test/support/test-functions.ts";

/*
 * Writes the tables of docs/search.md: `node --conditions=backsight-source bench/samplers.ts`. Everything is drawn from
 * seeds, so that every machine writes the same tables.
 */

const SEEDS = Array.from({ length: 20 }, (_, k) => k + 1);
const TRIALS = 200;
const ZDT_TRIALS = 2000;
const ZDT_REFERENCE = [-1.1, -1.1] as const;

type Row = readonly [name: string, ...values: readonly (number | null)[]];

const spaceOf = ({ name, params }: Pick<TestFunction, "name" | "params">) => searchSpace({ name, params });
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function single(methods: Readonly<Record<string, SamplerFactory>>): Row[] {
  return TEST_FUNCTIONS.map((f) => {
    const space = spaceOf(f);
    const grid = gridPoints(space);
    const ofGrid = grid === null ? null : regretAfter(gridSampler(space, { points: grid }), f, TRIALS);
    const [first, ...others] = Object.values(methods).map((create) =>
      meanOf(SEEDS.map((seed) => regretAfter(create(space, { seed }), f, TRIALS))),
    );
    return [f.name, first!, ofGrid, ...others];
  });
}

/** As many points per dimension as the trials allow; null where a dimension isn't continuous. */
function gridPoints({ dimensions }: SearchSpace): number | null {
  if (dimensions.some(({ size }) => Number.isFinite(size))) return null;
  let points = 1;
  while ((points + 1) ** dimensions.length <= TRIALS) points++;
  return points;
}

function shares(methods: Readonly<Record<string, SamplerFactory>>): Row[] {
  return TEST_FUNCTIONS.map((f) => {
    const space = spaceOf(f);
    const random = randomStream(1, "spread");
    const values = Array.from({ length: 200 }, () => f.evaluate(space.paramsAt(uniformCube(space, random))));
    const mean = meanOf(values);
    const noise = 0.2 * Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
    const cells = Object.values(methods).map((create) =>
      meanOf(SEEDS.map((seed) => regretOfShares(create(space, { seed }), f, { trials: TRIALS, noise, seed }))),
    );
    return [f.name, ...cells];
  });
}

function fronts(methods: Readonly<Record<string, SamplerFactory>>): Row[] {
  return ZDT.map((f) => {
    const space = spaceOf(f);
    const cells = Object.values(methods).map((create) =>
      meanOf(SEEDS.map((seed) => hypervolume(objectivesOf(create(space, { seed }), f, ZDT_TRIALS), ZDT_REFERENCE))),
    );
    return [f.name, ...cells];
  });
}

/** Bold where a method is better than random search, the first column. */
function table(
  title: string,
  heads: readonly string[],
  rows: readonly Row[],
  isBetter: (a: number, b: number) => boolean,
) {
  const cell = (value: number | null, random: number) => {
    if (value === null) return "–";
    const text = String(Number(value.toPrecision(3)));
    return isBetter(value, random) ? `**${text}**` : text;
  };
  const body = rows.map(([name, ...values]) => [name, ...values.map((value) => cell(value, values[0]!))]);
  const lines = [[title, ...heads], heads.map(() => "---:"), ...body];
  lines[1] = ["---", ...lines[1]!];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const { random, sobol, tpe, nsga2, hyperband } = SAMPLERS;
const methods = {
  random,
  sobol,
  "latin-hypercube": SAMPLERS["latin-hypercube"],
  tpe,
  "gaussian-process": SAMPLERS["gaussian-process"],
  "cma-es": SAMPLERS["cma-es"],
  "differential-evolution": SAMPLERS["differential-evolution"],
  nsga2,
};
const { random: _, ...others } = methods;
const halving = { random, "successive-halving": SAMPLERS["successive-halving"], hyperband };
const less = (a: number, b: number) => a < b;
const tables: Readonly<Record<string, string>> = {
  single: table("function, dimensions", ["random", "grid", ...Object.keys(others)], single(methods), less),
  shares: table("function, dimensions", Object.keys(halving), shares(halving), less),
  fronts: table("function", ["random", "nsga2"], fronts({ random, nsga2 }), (a, b) => a > b),
};

const page = new URL("../docs/search.md", import.meta.url);
let text = readFileSync(page, "utf8");
for (const [name, content] of Object.entries(tables)) {
  const [start, end] = [`<!-- table: ${name} -->`, "<!-- end of table -->"];
  const from = text.indexOf(start) + start.length;
  text = `${text.slice(0, from)}\n${content}\n${text.slice(text.indexOf(end, from))}`;
}
writeFileSync(page, text);
