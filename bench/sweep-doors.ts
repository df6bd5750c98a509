import { strict as assert } from "node:assert";
import { int, num } from "../dist/core/params/parameter.js";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import { bollinger } from "../dist/indicators/bollinger.js";
import { crossedAbove, crossedBelow } from "../dist/indicators/crossed.js";
import { rsi } from "../dist/indicators/rsi.js";
import { sma } from "../dist/indicators/sma.js";
import { DEFAULT_SETTINGS } from "../dist/run/default-settings.js";
import type { ExecutionSettings } from "../dist/run/run-spec.js";
import { SWEEP_DOORS, type SweepDoor } from "../dist/run/sweep/rows-block.js";
import { createSweepRunner, type SweepParams } from "../dist/run/sweep/sweep-rows.js";
import { defineStrategy } from "../dist/strategy/define-strategy.js";
import type { Strategy } from "../dist/strategy/strategy.js";
import { leastProcessorTime } from "./measure.ts";

const BARS = 98_280;

const cross = defineStrategy({
  name: "cross",
  params: { fast: int(5), slow: int(20) },
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    const [fast, slow] = [sma(close, p.fast), sma(close, p.slow)];
    return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow) };
  },
});

const reversal = defineStrategy({
  name: "reversal",
  params: { look: int(14), level: num(30), width: num(2), crowd: num(1) },
  requiredHistory: (p) => 2 * p.look,
  signals({ close, volume }, p) {
    const strength = rsi(close, p.look);
    const { lower, middle } = bollinger(close, 20, p.width);
    const isCrowded = volume.gt(sma(volume, 20).times(p.crowd));
    return { entries: strength.lt(p.level).and(close.lt(lower)).and(isCrowded), exits: close.gt(middle) };
  },
});

const looped = defineStrategy({
  name: "looped",
  params: { fast: int(5), slow: int(20) },
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    const [fast, slow] = [sma(close, p.fast).values, sma(close, p.slow).values];
    const entries = new Uint8Array(fast.length);
    const exits = new Uint8Array(fast.length);
    let isAbove = true;
    for (let i = p.slow - 1; i < fast.length; i++) {
      if (isAbove ? fast[i]! >= slow[i]! : fast[i]! <= slow[i]!) continue;
      isAbove = !isAbove;
      if (isAbove) entries[i] = 1;
      else exits[i] = 1;
    }
    return { entries, exits };
  },
});

const own = defineStrategy({
  name: "own",
  params: { fast: int(5), slow: int(20) },
  requiredHistory: (p) => p.slow,
  signals({ close }, { fast, slow }) {
    const prices = close.values;
    const entries = new Uint8Array(prices.length);
    const exits = new Uint8Array(prices.length);
    let [sumOfFast, sumOfSlow, relation] = [0, 0, 0];
    for (let i = 0; i < prices.length; i++) {
      sumOfFast += prices[i]! - (i >= fast ? prices[i - fast]! : 0);
      sumOfSlow += prices[i]! - (i >= slow ? prices[i - slow]! : 0);
      if (i < slow - 1) continue;
      const distance = sumOfFast * slow - sumOfSlow * fast;
      if (distance > 0) {
        if (relation < 0) entries[i] = 1;
        relation = 1;
      } else if (distance < 0) {
        if (relation > 0) exits[i] = 1;
        relation = -1;
      }
    }
    return { entries, exits };
  },
});

const weights = defineStrategy({
  name: "weights",
  params: { fast: int(5), slow: int(20) },
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    const [fast, slow] = [sma(close, p.fast).values, sma(close, p.slow).values];
    return { weights: fast.map((mean, i) => (mean > slow[i]! ? 0.9 : mean < slow[i]! ? 0.1 : NaN)) };
  },
});

const byBar = defineStrategy({
  name: "by-bar",
  params: { fast: int(5), slow: int(20) },
  requiredHistory: (p) => p.slow,
  indicators: ({ close }, p) => ({ fast: sma(close, p.fast), slow: sma(close, p.slow) }),
  onBar({ at, position, buy, close }) {
    if (position.isFlat) {
      if (at.fast.now > at.slow.now) buy();
    } else if (at.fast.now < at.slow.now) close();
  },
});

/** Combinations of the crossing, every so many of each average from the shortest to the longest. */
const grid = (every: number): SweepParams[] =>
  Array.from({ length: 1024 }, (_, k) => ({ fast: k % 32, slow: Math.floor(k / 32) }))
    .filter(({ fast, slow }) => fast % every === 0 && slow % every === 0)
    .map(({ fast, slow }) => ({ fast: 5 + fast, slow: 40 + 5 * slow }));

const filters = Array.from({ length: 1000 }, (_, k) => ({
  look: 8 + 2 * (k % 5),
  level: 20 + 2 * (Math.floor(k / 5) % 10),
  width: 1 + 0.25 * (Math.floor(k / 50) % 5),
  crowd: 1 + 0.25 * Math.floor(k / 250),
}));

interface Candidate {
  readonly strategy: Strategy;
  readonly combos: readonly SweepParams[];
  readonly door: SweepDoor;
  readonly settings?: ExecutionSettings;
}

/** The doors of a sweep over a year of minutes, each per bar and combination beside the crossing of averages. */
export function sweepDoors(): void {
  const bars = syntheticBars({ model: "market", seed: 7, bars: BARS, timeframe: "1m" });
  const settings = { ...DEFAULT_SETTINGS, fill: "close", direction: "long" } as const;
  const trailing = { ...settings, trailingStop: { kind: "fraction", fraction: 0.03 } } as const;
  const guarded = {
    ...settings,
    risk: { maxDrawdown: 0.4, maxDailyLoss: 0.03, onBreach: "flatten" },
  } as const;
  const timed = { ...settings, timeStop: 400 } as const;
  const candidates: Readonly<Record<string, Candidate>> = {
    "crossing of averages": { strategy: cross, combos: grid(1), door: "columns" },
    "RSI, Bollinger and volume": { strategy: reversal, combos: filters, door: "columns" },
    "own loop over averages that fills masks": { strategy: looped, combos: grid(1), door: "masks" },
    "own loop that makes the averages as well": { strategy: own, combos: grid(1), door: "masks" },
    "crossing under a trailing stop": { strategy: cross, combos: grid(1), door: "columns", settings: trailing },
    "under limits of drawdown and daily loss": { strategy: cross, combos: grid(2), door: "columns", settings: guarded },
    "with a stop by time": { strategy: cross, combos: grid(2), door: "lanes", settings: timed },
    "weights of equity": { strategy: weights, combos: grid(2), door: "lanes" },
    "bar by bar": { strategy: byBar, combos: grid(1), door: "callbacks" },
  };
  const work = Object.entries(candidates).map(([name, candidate]) => {
    const { strategy, combos, door } = candidate;
    const run = () => {
      const runner = createSweepRunner({ strategy, bars, settings: candidate.settings ?? settings });
      runner.run(combos, (rows) => {
        for (const taken of rows.door) assert.equal(SWEEP_DOORS[taken], door, name);
      });
      runner.close();
    };
    return [name, run] as const;
  });
  const times = leastProcessorTime(Object.fromEntries(work), 6);
  const perBar = (name: string) => (1e6 * times[name]!) / BARS / candidates[name]!.combos.length;
  const [first = ""] = Object.keys(candidates);
  for (const name of Object.keys(candidates)) {
    const ratio = perBar(name) / perBar(first);
    console.log(`${name}: ${perBar(name).toFixed(2)} ns a bar and combination, ${ratio.toFixed(1)} of the first`);
  }
}
