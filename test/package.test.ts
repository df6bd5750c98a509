import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { INDICATORS } from "../src/indicators/catalogue.ts";
import { METRICS } from "../src/metrics/catalogue.ts";
import { loadStrategyFile } from "../src/project/strategy-files.ts";
import { SeriesGraph } from "../src/series/series-graph.ts";
import { evaluateSignals } from "../src/strategy/evaluate-signals.ts";
import { BUNDLE, COMMAND_LINE } from "./support/cli.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { walkBars } from "./support/walk-bars.ts";

/** Sums, counts and extremes of a run, and one side of a function with another name (`capture`, `conditionalBeta`). */
const WITHOUT_FUNCTION =
  "finalEquity netProfit totalDividends maxDrawdownDays recoveryDays longestDrawdownDays averageDrawdownDays tradesCount openTrades averageTrade bestTrade worstTrade totalTurnover totalCommission totalSlippage totalSpread totalImpact totalTaxes totalFinancing totalCosts benchmarkReturn excessReturn upBeta downBeta rSquared upCapture downCapture".split(
    " ",
  );

type Target = string | { readonly [condition: string]: Target };

const ROOT = join(import.meta.dirname, "..");
const { exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  exports: Record<string, Target>;
};
/** What each entry exports, types aside: a change here is a change of the public surface. */
const NAMES = JSON.parse(readFileSync(join(import.meta.dirname, "exported-names.json"), "utf8")) as Record<
  string,
  readonly string[]
>;
const ENTRIES = [".", "./data", "./indicators", "./metrics", "./optimize", "./portfolio", "./sources", "./validation"];
const MODULES = ENTRIES.map((entry) => `backsight${entry.slice(1)}`);

const SOURCE = ["--conditions=backsight-source"];

/** What a fresh process prints, as JSON, that runs `code` in the repository. */
function inChild<T>(flags: readonly string[], code: string, env: Record<string, string> = {}): T {
  const args = [...flags, "--input-type=module", "--eval", code];
  return JSON.parse(
    execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8", env: { ...process.env, ...env } }),
  );
}

function files(target: Target, condition: (name: string) => boolean, reached = false): string[] {
  if (typeof target === "string") return reached ? [target] : [];
  return Object.entries(target).flatMap(([name, next]) => files(next, condition, reached || condition(name)));
}

const names = (flags: readonly string[]) =>
  inChild<Record<string, string[]>>(
    flags,
    `const names = {};
    for (const module of ${JSON.stringify(MODULES)}) names["." + module.slice(9)] = Object.keys(await import(module)).sort();
    console.log(JSON.stringify(names));`,
  );

/** Loads the root, and gives the files that came with it. */
function filesOfRoot(flags: readonly string[]): string[] {
  const list = join(temporaryFolder(), "modules.json");
  const preload = ["--import", join(ROOT, "test/support/count-modules.ts")];
  inChild([...flags, ...preload], `await import("backsight"); console.log(0);`, { COUNT_MODULES: list });
  return (JSON.parse(readFileSync(list, "utf8")) as string[]).filter((url) => !url.includes("count-modules"));
}

/** An indicator of a subpath meets the columns of the root: they must be of one class. */
const SHARED = `
  const { backtest, defineStrategy, syntheticBars } = await import("backsight");
  const { hma } = await import("backsight/indicators");
  const { sharpeRatio } = await import("backsight/metrics");
  const strategy = defineStrategy({ name: "hull", signals: ({ close }) => ({ entries: close.gt(hma(close, 16)) }) });
  const run = await backtest(strategy, syntheticBars({ model: "gbm", bars: 100 }), { store: false });
  console.log(JSON.stringify([run.guards.lookAhead.status, typeof sharpeRatio]));`;

describe("the package", () => {
  it("has these entries and no others", () => {
    expect(Object.keys(exports)).toEqual([...ENTRIES, "./package.json"]);
    expect(Object.keys(NAMES)).toEqual(ENTRIES);
  });

  it("has a source file for every entry", () => {
    const sources = ENTRIES.flatMap((entry) => files(exports[entry]!, (name) => name === "backsight-source"));
    expect(sources).toHaveLength(ENTRIES.length + 1);
    expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("exports the committed names from the source", () => {
    expect(names(SOURCE)).toEqual(NAMES);
  });

  it("exports the same everywhere but `load`, which needs files", async () => {
    const universal = Object.keys(await import("../src/index.ts")).sort();
    expect(universal).toEqual(NAMES["."]!.filter((name) => name !== "load"));
  });

  it("keeps the root small", () => {
    expect(NAMES["."]!.length).toBeLessThanOrEqual(50);
  });

  it("loads no npm package with the root", () => {
    const loaded = filesOfRoot(SOURCE);
    expect(loaded.length).toBeGreaterThan(50);
    expect(loaded.filter((url) => url.includes("/node_modules/"))).toEqual([]);
  });

  it("shares its classes between entries", () => {
    expect(inChild(SOURCE, SHARED)).toEqual(["proved", "function"]);
  });

  it("gives strategy files the running copy, by its subpaths too", async () => {
    const path = join(temporaryFolder(), "hull.ts");
    writeFileSync(
      path,
      `import { defineStrategy } from "backsight";
       import { hma } from "backsight/indicators";
       import { sharpeRatio } from "backsight/metrics";
       import { deflatedSharpe } from "backsight/validation";
       export const reached = [sharpeRatio, deflatedSharpe];
       export default defineStrategy({
         name: "hull",
         signals: ({ close }) => ({ entries: close.gt(hma(close, 16)) }),
       });`,
    );
    const { strategy } = await loadStrategyFile(path);
    const { isCausalByConstruction, entries } = evaluateSignals(
      strategy,
      new SeriesGraph(walkBars(60, 1)),
      {},
      {
        capital: 1000,
      },
    );
    expect(isCausalByConstruction).toBe(true);
    expect(entries.includes(1)).toBe(true);
  });
});

describe.skipIf(!COMMAND_LINE.includes(BUNDLE))(
  "the built package (skipped unless `npm run build` has made it anew)",
  () => {
    it("has types and code for every entry", () => {
      const built = ENTRIES.flatMap((entry) => files(exports[entry]!, (name) => name !== "backsight-source")).filter(
        (path) => path.startsWith("./dist/"),
      );
      expect(new Set(built).size).toBe(2 * (ENTRIES.length + 1));
      expect(built.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    });

    it("exports the committed names", () => {
      expect(names([])).toEqual(NAMES);
    });

    it("loads no npm package with the root", () => {
      expect(filesOfRoot([]).filter((url) => url.includes("/node_modules/"))).toEqual([]);
    });

    it("shares its classes between entries", () => {
      expect(inChild([], SHARED)).toEqual(["proved", "function"]);
    });
  },
);

describe("the subpaths", () => {
  it("indicators: every one of the catalogue, as a function and as a declaration", async () => {
    const all = (await import("../src/indicators.ts")) as Record<string, unknown>;
    for (const indicator of INDICATORS) {
      expect(typeof all[indicator.name], indicator.name).toBe("function");
      expect(all[`${indicator.name}Indicator`]).toBe(indicator);
    }
  });

  it("metrics: the catalogue, and a function for each metric that is one of arrays", async () => {
    const all = (await import("../src/metrics.ts")) as Record<string, unknown>;
    expect(all.METRICS).toBe(METRICS);
    const missing = METRICS.filter(({ id }) => typeof all[id] !== "function").map(({ id }) => id);
    expect(missing).toEqual(WITHOUT_FUNCTION);
  });
});
