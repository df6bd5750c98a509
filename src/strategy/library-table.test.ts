import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Mood, randomMarket, seeds } from "../../test/support/random-market.ts";
import { SIGNALS } from "../../test/support/signal-bars.ts";
import type { ParameterValue } from "../core/params/parameter.ts";
import { resolveParams } from "../core/params/resolve-params.ts";
import { syntheticBars } from "../data/synthetic/synthetic-bars.ts";
import { backtest } from "../index.ts";
import type { Bars } from "../market/bars.ts";
import { sliceBars } from "../market/slice-bars.ts";
import { SeriesGraph } from "../series/series-graph.ts";
import { type EvaluatedSignals, evaluateSignals } from "./evaluate-signals.ts";
import { LIBRARY_TABLE, loadLibraryStrategy } from "./library-table.ts";
import type { Strategy } from "./strategy.ts";
import { isLibraryStrategy, StrategyFactory } from "./strategy-factory.ts";

type Params = Readonly<Record<string, ParameterValue>>;

/** Short lengths, so that few bars show the rules at work. */
const SHORT: Readonly<Record<string, Params>> = {
  "bollinger-reversion": { length: 10, width: 1.5 },
  "buy-and-hold": {},
  "donchian-breakout": { entry: 15, exit: 5 },
  "ema-cross": { fast: 4, slow: 10 },
  macd: { fast: 4, slow: 8, signal: 3 },
  momentum: { length: 12, threshold: 0.01 },
  "rsi-reversion": { length: 6, oversold: 35, overbought: 65, exit: 50 },
  "sma-cross": { fast: 4, slow: 15 },
};
/** Their averages never quite forget where the data began. */
const NEVER_FORGETS = new Set(["ema-cross", "macd", "rsi-reversion"]);

const names = Object.keys(LIBRARY_TABLE);
const strategies = await Promise.all(names.map(async (name) => (await loadLibraryStrategy(name))!));
const cases = strategies.map((strategy) => [strategy.name, strategy, SHORT[strategy.name]!] as const);

function evaluate(strategy: Strategy, bars: Bars, params: Params): EvaluatedSignals {
  return evaluateSignals(strategy, new SeriesGraph(bars), params, { capital: 100_000 });
}

/** What the page says of a strategy in figures. */
function factsOf({ name, description, params, requiredHistory }: Strategy): string {
  const history = requiredHistory(resolveParams(name, params, {}));
  const rows = Object.entries(params).map(
    ([key, { default: value, min, max, step, description }]) =>
      `| \`${key}\` | ${value} | ${min} | ${max} | ${step} | ${description} |\n`,
  );
  const table = ["| parameter | default | from | to | step | |\n|---|---|---|---|---|---|\n", ...rows].join("");
  const facts = `${description}. History: ${history} ${history === 1 ? "bar" : "bars"}.\n`;
  return rows.length === 0 ? facts : `${facts}\n${table}`;
}

/** All signals of a bar as one number. */
function decisions({ columns }: EvaluatedSignals): Uint8Array {
  const out = new Uint8Array(columns.get("entries")!.length);
  for (const [k, name] of SIGNALS.entries()) {
    const column = columns.get(name);
    for (let i = 0; i < out.length; i++) out[i]! += (column?.[i] ?? 0) << k;
  }
  return out;
}

describe("the table of ready strategies", () => {
  it("holds the files of the folder, by their names", () => {
    const files = readdirSync(new URL("./library", import.meta.url)).filter((file) => !file.endsWith(".test.ts"));
    expect(names.map((name) => `${name}.ts`)).toEqual(files.sort());
    expect(strategies.map(({ name }) => name)).toEqual(names);
  });

  it("holds what the factory lists, the very same", () => {
    const listed = StrategyFactory.listAvailable().map(({ name }) => name);
    // Other strategies may have been registered meanwhile.
    expect(listed.filter((name) => isLibraryStrategy(StrategyFactory.create(name)))).toEqual(names);
    expect(strategies.every(isLibraryStrategy)).toBe(true);
  });

  it("is described in docs/ready-strategies.md: parameters, history, source and weakness of each", () => {
    const page = readFileSync(new URL("../../docs/ready-strategies.md", import.meta.url), "utf8");
    const [, ...sections] = page.split(/^(?=## )/m);
    expect(sections.map((section) => section.slice(3, section.indexOf("\n")))).toEqual(names);
    for (const [k, section] of sections.entries()) {
      expect(section).toContain(factsOf(strategies[k]!));
      expect(section).toContain("\n- Source: ");
      expect(section).toContain("\n- Weak where: ");
    }
  });

  it("knows no other names", async () => {
    expect(await loadLibraryStrategy("no-such")).toBeUndefined();
    expect(await loadLibraryStrategy("constructor")).toBeUndefined();
  });
});

describe.each(cases)("%s", (name, strategy, short) => {
  const history = strategy.requiredHistory(short);

  it("declares its parameters in full, with defaults that its own rule allows, and is long unless told otherwise", () => {
    expect(strategy.direction).toBe("long");
    expect(strategy.description).not.toBe("");
    for (const { min, max, step, description } of Object.values(strategy.params)) {
      expect([min, max, step].every(Number.isFinite)).toBe(true);
      expect(description).toBeTruthy();
    }
    expect(strategy.where(resolveParams(name, strategy.params, {}))).toBe(true);
    expect(strategy.where(short)).toBe(true);
  });

  it("is proved causal, whatever its parameters", () => {
    const bars = randomMarket("lively", 1, 60);
    for (const params of [short, resolveParams(name, strategy.params, {})])
      expect(evaluate(strategy, bars, params).isCausalByConstruction).toBe(true);
  });

  it("says about a prefix what it says about its bars in the whole", () => {
    fc.assert(
      fc.property(fc.constantFrom<Mood>("lively", "quiet", "continuous"), seeds, fc.nat(), (mood, seed, cut) => {
        const bars = randomMarket(mood, seed, 120);
        const end = 1 + (cut % bars.length);
        const whole = evaluate(strategy, bars, short).columns;
        for (const [key, column] of evaluate(strategy, sliceBars(bars, 0, end), short).columns)
          expect(column).toStrictEqual(whole.get(key)!.slice(0, end));
      }),
      { numRuns: 30 },
    );
  });

  it("never says long and short at once", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { columns } = evaluate(strategy, randomMarket("lively", seed, 200), short);
        const shortEntries = columns.get("shortEntries");
        expect(columns.get("entries")!.some((on, i) => on === 1 && shortEntries?.[i] === 1)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it("decides with its required history as with any longer one", () => {
    let differing = 0;
    let compared = 0;
    for (let seed = 0; seed < 40; seed++) {
      const bars = randomMarket("continuous", seed, history + 300);
      const whole = decisions(evaluate(strategy, bars, short));
      for (const start of [1, 50, 100]) {
        const later = decisions(evaluate(strategy, sliceBars(bars, start, bars.length), short)).subarray(history - 1);
        compared += later.length;
        for (const [j, decision] of later.entries()) if (decision !== whole[start + history - 1 + j]) differing++;
      }
    }
    expect(compared).toBeGreaterThan(20_000);
    if (NEVER_FORGETS.has(name)) expect(differing / compared).toBeLessThan(1e-3);
    else expect(differing).toBe(0);
  });

  if (history > 1) {
    it("needs that history: with less it may miss a decision, or make another", () => {
      // Defined by then, but the start of the data still has a say.
      const from = NEVER_FORGETS.has(name) ? Math.floor(history / 3) : history - 2;
      let differing = 0;
      for (let seed = 0; seed < 200; seed++) {
        const bars = randomMarket("lively", seed, history + 20);
        const whole = decisions(evaluate(strategy, bars, short));
        const later = decisions(evaluate(strategy, sliceBars(bars, 20, bars.length), short));
        for (let i = from; i < history - 1; i++) if (later[i] !== whole[20 + i]) differing++;
      }
      expect(differing).toBeGreaterThan(0);
    });
  }

  it("runs: long alone unless told otherwise, the same each time, and never before its history", async () => {
    const bars = syntheticBars({ model: "market", seed: 11, bars: 600 });
    const run = await backtest(strategy, bars, { params: short });
    const again = await backtest(strategy, bars, { params: short });
    expect(again.detail.record.resultHash).toBe(run.detail.record.resultHash);
    expect(run.guards.lookAhead.status).toBe("proved");
    expect(run.trades.length).toBeGreaterThan(0);
    expect(run.trades.side.every((side) => side === 1)).toBe(true);
    expect(run.trades.entryBar.every((bar) => bar >= history)).toBe(true);
  });

  if (name !== "buy-and-hold") {
    it("runs short, and both ways", async () => {
      const bars = syntheticBars({ model: "market", seed: 11, bars: 600 });
      const short = await backtest(strategy, bars, { params: SHORT[name]!, direction: "short" });
      const both = await backtest(strategy, bars, { params: SHORT[name]!, direction: "both" });
      expect(short.trades.length).toBeGreaterThan(0);
      expect(short.trades.side.every((side) => side === -1)).toBe(true);
      expect(new Set(both.trades.side)).toEqual(new Set([1, -1]));
    });
  }
});

it("buy-and-hold is the benchmark", async () => {
  const bars = syntheticBars({ model: "gbm", seed: 5, bars: 300 });
  const { equity, benchmark } = (await backtest(StrategyFactory.create("buy-and-hold"), bars)).detail.sessions;
  expect(equity).toStrictEqual(benchmark);
  expect(new Set(equity).size).toBeGreaterThan(200);
});
