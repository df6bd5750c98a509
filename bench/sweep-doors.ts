import { strict as assert } from "node:assert";
import { int, num } from "../dist/core/params/parameter.js";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import { bollinger } from "../dist/indicators/bollinger.js";
import { crossedAbove, crossedBelow } from "../dist/indicators/crossed.js";
import { rsi } from "../dist/indicators/rsi.js";
import { sma } from "../dist/indicators/sma.js";
import { DEFAULT_SETTINGS } from "../dist/run/default-settings.js";
import { createSweepRunner, SWEEP_DOORS, type SweepParams } from "../dist/run/sweep/sweep-rows.js";
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

const grid = (count: number): SweepParams[] =>
  Array.from({ length: count }, (_, k) => ({ fast: 5 + (k % 32), slow: 40 + 5 * Math.floor(k / 32) }));

const filters = Array.from({ length: 1000 }, (_, k) => ({
  look: 8 + 2 * (k % 5),
  level: 20 + 2 * (Math.floor(k / 5) % 10),
  width: 1 + 0.25 * (Math.floor(k / 50) % 5),
  crowd: 1 + 0.25 * Math.floor(k / 250),
}));

/** The doors of a sweep over a year of minutes, each per bar and combination beside the crossing of averages. */
export function sweepDoors(): void {
  const bars = syntheticBars({ model: "market", seed: 7, bars: BARS, timeframe: "1m" });
  const settings = { ...DEFAULT_SETTINGS, fill: "close", direction: "long" } as const;
  const candidates: Readonly<Record<string, readonly [Strategy, readonly SweepParams[], string]>> = {
    "crossing of averages": [cross, grid(1024), "columns"],
    "RSI, Bollinger and volume": [reversal, filters, "columns"],
    "own loop that fills masks": [own, grid(128), "masks"],
    "bar by bar": [byBar, grid(16), "plain"],
  };
  const work = Object.entries(candidates).map(([name, [strategy, combos, door]]) => {
    const run = () =>
      createSweepRunner({ strategy, bars, settings }).run(combos, (rows) => {
        for (const taken of rows.door) assert.equal(SWEEP_DOORS[taken], door, name);
      });
    return [name, run] as const;
  });
  const times = leastProcessorTime(Object.fromEntries(work), 3);
  const perBar = (name: string) => (1e6 * times[name]!) / BARS / candidates[name]![1].length;
  const [first = ""] = Object.keys(candidates);
  for (const name of Object.keys(candidates)) {
    const ratio = perBar(name) / perBar(first);
    console.log(`${name}: ${perBar(name).toFixed(2)} ns a bar and combination, ${ratio.toFixed(1)} of the first`);
  }
}
