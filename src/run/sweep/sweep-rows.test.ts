import { describe, expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import { dailyBars } from "../../../test/support/random-simulation.ts";
import { runSpec } from "../../../test/support/run-spec.ts";
import { int, num } from "../../core/params/parameter.ts";
import { SWEEP_STATISTICS } from "../../engine/vector/fast/sweep-statistics.ts";
import { bollinger } from "../../indicators/bollinger.ts";
import { crossedAbove, crossedBelow } from "../../indicators/crossed.ts";
import { rsi } from "../../indicators/rsi.ts";
import { sma } from "../../indicators/sma.ts";
import type { Bars } from "../../market/bars.ts";
import { SeriesGraph } from "../../series/series-graph.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import { evaluateSignals } from "../../strategy/evaluate-signals.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import { universalPorts } from "../default-ports.ts";
import { DEFAULT_SETTINGS } from "../default-settings.ts";
import { executeRun } from "../execute-run.ts";
import { measuredRange, requiredHistoryOf } from "../measured-range.ts";
import type { ExecutionSettings } from "../run-spec.ts";
import { simulate } from "../simulate.ts";
import { accountOf } from "../simulated-account.ts";
import { plainStatistics } from "./plain-statistics.ts";
import { SWEEP_DOORS, type SweepRows } from "./rows-block.ts";
import { createSweepRunner, type SweepParams } from "./sweep-rows.ts";

const cross = defineStrategy({
  name: "cross",
  params: { fast: int(5), slow: int(20) },
  where: (p) => p.fast < p.slow,
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    const [fast, slow] = [sma(close, p.fast), sma(close, p.slow)];
    return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow) };
  },
});

const bounce = defineStrategy({
  name: "bounce",
  params: { length: int(14), level: num(30), width: num(2), volume: num(1000) },
  requiredHistory: (p) => p.length + 1,
  signals({ close, volume }, p) {
    const strength = rsi(close, p.length);
    const bands = bollinger(close, p.length, p.width);
    return {
      entries: strength.lt(p.level).and(close.lt(bands.lower)).and(volume.gt(p.volume)),
      exits: strength.gt(100 - p.level).or(close.ge(bands.upper).lag(2)),
      shortEntries: strength
        .gt(100 - p.level)
        .and(close.gt(bands.upper))
        .and(volume.gt(p.volume).not()),
      shortExits: strength.lt(50),
    };
  },
});

const crossCombos = [2, 3, 5, 8, 40].flatMap((fast) => [9, 21, 41, 100].map((slow) => ({ fast, slow })));
const bounceCombos = [5, 9, 14].flatMap((length) =>
  [20, 35, 45].flatMap((level) => [0.5, 1, 2].map((width) => ({ length, level, width, volume: 2500 }))),
);

function rowsOf(
  strategy: Strategy,
  bars: Bars,
  combos: readonly SweepParams[],
  settings: ExecutionSettings = DEFAULT_SETTINGS,
  blockSize = 7,
): SweepRows[] {
  const rows: SweepRows[] = [];
  const runner = createSweepRunner({ strategy, bars, settings, blockSize, kernels: "wasm" });
  runner.run(combos, (block) => rows.push(block));
  // So that the next one computes in a memory that was written to.
  runner.close();
  return rows;
}

/** Every row is what a single run gives, to the bit but for sums over all bars. */
function checkRows(
  strategy: Strategy,
  bars: Bars,
  combos: readonly SweepParams[],
  settings: ExecutionSettings,
): readonly string[] {
  const doors: string[] = [];
  for (const { first, length, statistics, door, errors } of rowsOf(strategy, bars, combos, settings)) {
    expect(errors.size).toBe(0);
    for (let k = 0; k < length; k++) {
      const params = combos[first + k]!;
      doors.push(SWEEP_DOORS[door[k]!]!);
      const range = measuredRange(bars, null, requiredHistoryOf(strategy, params));
      const signals = evaluateSignals(strategy, new SeriesGraph(bars), params, { capital: settings.cash });
      const expected = plainStatistics(accountOf(bars, simulate(bars, signals, settings, range)), settings);
      for (const name of SWEEP_STATISTICS) {
        const [value, other] = [statistics[name][k]!, expected[name]];
        // Sums over all bars; the ratio is multiplied by the root of the bars of a year, some 90.
        const tolerance = name === "barSharpeRatio" ? 1e-10 : name === "turnover" ? 1e-12 : 0;
        if (tolerance > 0 && !Number.isNaN(other))
          expect(Math.abs(value - other)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(other)));
        else expect(value, `${name} of ${JSON.stringify(params)}`).toBe(other);
      }
    }
  }
  expect(doors).toHaveLength(combos.length);
  return doors;
}

const SETTINGS: readonly (readonly [string, Partial<ExecutionSettings>])[] = [
  ["the defaults", {}],
  ["fills at the close", { fill: "close" }],
  ["stop and target", { stopLoss: 0.02, takeProfit: 0.03 }],
  ["a trailing stop", { trailingStop: { kind: "fraction", fraction: 0.02 } }],
  ["a target at the close", { fill: "close", takeProfit: 0.01, direction: "long" }],
  ["one side of two", { direction: "short" }],
  ["half of equity", { size: { kind: "fraction", fraction: 0.5 }, stopLoss: 0.05 }],
  ["returns per bar", { returns: "bar", riskFree: 0.02 }],
];

describe.each(["lively", "quiet", "continuous"] as const)("a sweep over a %s market", (mood) => {
  const bars = randomMarket(mood, 11, 2500);

  it.each(SETTINGS)("gives what single runs give: %s", (_, changes) => {
    const settings = { ...DEFAULT_SETTINGS, ...changes };
    const valid = crossCombos.filter((p) => p.fast < p.slow);
    expect(new Set(checkRows(cross, bars, valid, settings))).toEqual(new Set(["columns"]));
    expect(checkRows(bounce, bars, bounceCombos, settings)).toContain("columns");
  });
});

describe("a sweep", () => {
  const bars = randomMarket("lively", 3, 400);

  it("takes masks that a strategy fills itself", () => {
    const own = defineStrategy({
      name: "own",
      params: { every: int(5) },
      signals: ({ close }, p) => ({
        entries: Array.from(close.values, (_, i) => i % p.every === 0),
        exits: Uint8Array.from(close.values, (_, i) => (i % p.every === 2 ? 1 : 0)),
      }),
    });
    const doors = checkRows(own, bars, [{ every: 5 }, { every: 7 }], DEFAULT_SETTINGS);
    expect(doors).toEqual(["masks", "masks"]);
  });

  it("takes arrays that a strategy fills again and again, and refuses what is no mask", () => {
    const room = { entries: new Uint8Array(bars.length), exits: new Uint8Array(bars.length) };
    const again = defineStrategy({
      name: "again",
      params: { every: int(5), most: int(1) },
      signals: (_, p) => {
        for (let i = 0; i < bars.length; i++) {
          room.entries[i] = i % p.every === 0 ? p.most : 0;
          room.exits[i] = i % p.every === 2 ? 1 : 0;
        }
        return room;
      },
    });
    const combos = [5, 7, 11].map((every) => ({ every, most: 1 }));
    expect(checkRows(again, bars, combos, DEFAULT_SETTINGS)).toEqual(["masks", "masks", "masks"]);
    const slow = { ...DEFAULT_SETTINGS, participation: 0.1 };
    expect(checkRows(again, bars, combos, slow)).toEqual(["plain", "plain", "plain"]);
    // What the kernels don't settle together is asked for anew: the arrays are another combination's by then.
    const unpayable = { ...DEFAULT_SETTINGS, stopLoss: 1e-18 };
    const doors = checkRows(again, bars, combos, unpayable);
    expect(new Set(doors)).not.toContain("masks");
    const [block] = rowsOf(again, bars, [{ every: 5, most: 2 }]);
    expect([...block!.errors].map(([row, { code }]) => [row, code])).toEqual([[0, "BACKSIGHT_STRATEGY_RESULT"]]);
  });

  it("drives strategies that decide bar by bar as a single run does", () => {
    const inBars = defineStrategy({
      name: "in-bars",
      params: { length: int(5) },
      requiredHistory: (p) => p.length,
      indicators: ({ close }, p) => ({ mean: sma(close, p.length) }),
      onBar({ bar, at, position, buy, close }) {
        if (position.isFlat && bar.close > at.mean.now) buy();
        else if (position.isLong && bar.close < at.mean.now) close();
      },
    });
    expect(checkRows(inBars, bars, [{ length: 5 }, { length: 9 }], DEFAULT_SETTINGS)).toEqual([
      "callbacks",
      "callbacks",
    ]);
    expect([...rowsOf(inBars, bars, [{ length: 5 }])[0]!.reasons]).toEqual([[0, "the strategy decides bar by bar"]]);
    const sized = defineStrategy({
      name: "sized",
      params: { after: int(300) },
      onBar({ bar, position, buy, close }, { after }) {
        if (!position.isFlat) close();
        else if (bar.index % 7 === 0) buy(bar.index < after ? {} : { size: 2 });
      },
    });
    const combos = [{ after: 1e6 }, { after: 150 }, { after: 1e6 }];
    expect(checkRows(sized, bars, combos, DEFAULT_SETTINGS)).toEqual(["callbacks", "plain", "callbacks"]);
    expect(rowsOf(sized, bars, combos)[0]!.reasons.get(1)).toBe("the strategy names sizes");
    const stopped = {
      ...DEFAULT_SETTINGS,
      stopLoss: 0.01,
      trailingStop: { kind: "fraction", fraction: 0.02 },
    } as const;
    expect(checkRows(inBars, bars, [{ length: 5 }], stopped)).toEqual(["callbacks"]);
    expect(checkRows(inBars, bars, [{ length: 5 }], { ...DEFAULT_SETTINGS, timeStop: 3 })).toEqual(["plain"]);
  });

  it("says why it takes a slower door, and gives the same numbers", () => {
    const trailing = { ...DEFAULT_SETTINGS, trailingStop: { kind: "amount", amount: 0.5 } as const };
    const runner = createSweepRunner({ strategy: cross, bars, settings: trailing });
    expect(runner.door).toEqual({
      fastest: "lanes",
      reason: "the settings ask for a trailing stop by amount or with an activation",
    });
    expect(checkRows(cross, bars, [{ fast: 2, slow: 9 }], trailing)).toEqual(["lanes"]);
    const levels = defineStrategy({
      name: "levels",
      signals: ({ close }) => ({ entries: close.gt(close.lag(1)), stopLoss: close.times(0.99) }),
    });
    const [block] = rowsOf(levels, bars, [{}]);
    expect([...block!.reasons]).toEqual([[0, "the strategy gives prices or targets, not masks alone"]]);
    expect(checkRows(levels, bars, [{}], DEFAULT_SETTINGS)).toEqual(["lanes"]);
    const weights = defineStrategy({
      name: "weights",
      params: { length: int(10) },
      signals: ({ close }, p) => ({ weights: sma(close, p.length).over(close).times(0.5) }),
    });
    expect(checkRows(weights, bars, [{ length: 5 }, { length: 20 }], DEFAULT_SETTINGS)).toEqual(["lanes", "lanes"]);
    const slow = { ...trailing, participation: 0.1 };
    expect(checkRows(cross, bars, [{ fast: 2, slow: 9 }], slow)).toEqual(["plain"]);
    const [rows] = rowsOf(cross, bars, [{ fast: 2, slow: 9 }], slow);
    expect([...rows!.reasons]).toEqual([[0, "the settings ask for fills by volume"]]);
  });

  it("gives the numbers of a run: of callbacks, of limits of risk, of splits and dividends that are booked", async () => {
    const caller = defineStrategy({
      name: "caller",
      params: { every: int(5) },
      onBar: (context, p) => {
        if (context.bar.index % p.every === 0) context.buy();
        else if (context.position.isLong) context.close();
      },
    });
    const params = { fast: 2, slow: 9 };
    const split = { kind: "split", day: bars.session[200]!, from: 1, to: 2 } as const;
    const cases = [
      { strategy: caller, params: { every: 7 }, reason: "the strategy decides bar by bar" },
      {
        strategy: cross,
        params,
        actions: [split],
        reason: "the settings ask for splits and dividends that are booked",
      },
      { strategy: cross, params, changes: { timeStop: 3 }, reason: "the settings ask for a stop by time" },
      { strategy: cross, params, changes: {}, reason: undefined },
    ];
    for (const { strategy, params, actions = null, changes = {}, reason } of cases) {
      const settings = { ...DEFAULT_SETTINGS, ...changes };
      const spec = runSpec({ params, settings });
      const { detail } = await executeRun({ spec, strategy, bars, actions }, universalPorts());
      const found: SweepRows[] = [];
      createSweepRunner({ strategy, bars, settings, actions }).run([params], (block) => found.push(block));
      expect(found[0]!.reasons.get(0)).toBe(reason);
      for (const name of ["finalEquity", "sharpeRatio", "maxDrawdown", "tradesCount", "totalCommission"] as const)
        expect(found[0]!.statistics[name][0], name).toBe(detail.record.metrics[name]);
    }
  });

  it("gives the same bits with and without WebAssembly", () => {
    const rowsBy = (kernels: "wasm" | "typescript", strategy: Strategy, combos: readonly SweepParams[]) => {
      const runner = createSweepRunner({ strategy, bars, settings: DEFAULT_SETTINGS, kernels });
      const found: unknown[] = [];
      runner.run(combos, ({ statistics, door }) => found.push(statistics, door));
      expect(runner.kernels).toBe(kernels);
      return found;
    };
    const valid = crossCombos.filter((p) => p.fast < p.slow);
    expect(rowsBy("wasm", cross, valid)).toStrictEqual(rowsBy("typescript", cross, valid));
    expect(rowsBy("wasm", bounce, bounceCombos)).toStrictEqual(rowsBy("typescript", bounce, bounceCombos));
  });

  it("finds more crossings than it keeps, and gives the same bits", () => {
    const zigzag = dailyBars(Array.from({ length: 17_000 }, (_, i) => [100 + (i % 2), 100 + (i % 2)] as const));
    const combos = Array.from({ length: 1000 }, (_, k) => ({ fast: 1, slow: 2 + 2 * (k % 3) }));
    const [wasm, typescript] = (["wasm", "typescript"] as const).map((kernels) => {
      const runner = createSweepRunner({ strategy: cross, bars: zigzag, settings: DEFAULT_SETTINGS, kernels });
      const found: SweepRows[] = [];
      runner.run(combos, (rows) => found.push(rows));
      return found[0]!;
    });
    expect(Math.min(...wasm!.statistics.tradesCount)).toBeGreaterThan(8_480);
    expect(typescript!.statistics).toStrictEqual(wasm!.statistics);
    expect(typescript!.door).toStrictEqual(wasm!.door);
  });

  it("sets up WebAssembly once there is enough to do", () => {
    const runner = createSweepRunner({ strategy: cross, bars, settings: DEFAULT_SETTINGS });
    const rows: SweepRows[] = [];
    const one = [{ fast: 5, slow: 20 }];
    const many = Array.from({ length: 1 + Math.ceil(2 ** 19 / bars.length) }, () => one[0]!);
    for (const [combos, kind] of [
      [one, "typescript"],
      [many, "wasm"],
      [one, "wasm"],
    ] as const) {
      runner.run(combos, (block) => rows.push(block));
      expect(runner.kernels).toBe(kind);
    }
    const finals = new Set(rows.flatMap(({ statistics }) => [...statistics.finalEquity]));
    expect(finals.size).toBe(1);
  });

  it("computes anew after its memory was given back, and someone else has used it", () => {
    const valid = crossCombos.filter((p) => p.fast < p.slow);
    const runner = createSweepRunner({ strategy: cross, bars, settings: DEFAULT_SETTINGS, kernels: "wasm" });
    const take = () => {
      const found: unknown[] = [];
      runner.run(valid, ({ statistics }) => found.push(statistics));
      return found;
    };
    const before = take();
    runner.close();
    expect(runner.kernels).toBe(null);
    rowsOf(bounce, bars, bounceCombos, { ...DEFAULT_SETTINGS, stopLoss: 0.02 });
    expect(take()).toStrictEqual(before);
    expect(runner.kernels).toBe("wasm");
  });

  it("leaves equity that was gone to the plain engine", () => {
    const rising = dailyBars([
      [10, 10],
      [10, 10],
      [10, 21],
      [21, 10],
      [10, 10],
    ]);
    const short = defineStrategy({
      name: "short",
      signals: ({ close }) => ({ entries: close.lt(0), shortEntries: close.gt(0) }),
    });
    const settings = { ...DEFAULT_SETTINGS, cash: 1000 };
    expect(checkRows(short, rising, [{}], settings)).toEqual(["plain"]);
    const [block] = rowsOf(short, rising, [{}], settings);
    expect([...block!.reasons.values()]).toEqual(["equity was gone"]);
  });

  it("keeps what is wrong with a combination apart", () => {
    const [block] = rowsOf(cross, bars, [
      { fast: 2, slow: 9 },
      { fast: 9, slow: 2 },
    ]);
    expect([...block!.errors].map(([row, { code }]) => [row, code])).toEqual([[1, "BACKSIGHT_PARAMETER_CONSTRAINT"]]);
    expect(block!.statistics.finalEquity[0]).toBeGreaterThan(0);
    expect(block!.statistics.finalEquity[1]).toBeNaN();
  });

  it("hands out blocks in order, whatever their size", () => {
    const combos = crossCombos.filter((p) => p.fast < p.slow);
    const joined = (blockSize: number) => {
      const blocks = rowsOf(cross, bars, combos, DEFAULT_SETTINGS, blockSize);
      expect(blocks.every(({ length }) => length <= blockSize)).toBe(true);
      return blocks.flatMap(({ statistics }) => [...statistics.finalEquity]);
    };
    expect(joined(1)).toEqual(joined(1000));
  });
});
