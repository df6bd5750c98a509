import { strict as assert } from "node:assert";
import { int } from "../dist/core/params/parameter.js";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import { crossedAbove, crossedBelow } from "../dist/indicators/crossed.js";
import { sma } from "../dist/indicators/sma.js";
import type { Bars } from "../dist/market/bars.js";
import { createBars } from "../dist/market/create-bars.js";
import { DEFAULT_SETTINGS } from "../dist/run/default-settings.js";
import type { ExecutionSettings } from "../dist/run/run-spec.js";
import type { SweepRows } from "../dist/run/sweep/rows-block.js";
import { createSweepRunner } from "../dist/run/sweep/sweep-rows.js";
import { defineStrategy } from "../dist/strategy/define-strategy.js";
import { leastProcessorTime } from "./measure.ts";
import { plainSweepLoop } from "./plain-sweep-loop.ts";

const BARS = 98_280;
const COMBOS = Array.from({ length: 32 }, (_, s) =>
  Array.from({ length: 32 }, (_, f) => ({ fast: 5 + f, slow: 40 + 5 * s })),
).flat();

const cross = defineStrategy({
  name: "cross",
  params: { fast: int(5), slow: int(20) },
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    const [fast, slow] = [sma(close, p.fast), sma(close, p.slow)];
    return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow) };
  },
});

/** A year of minutes in whole ticks. */
function wholeTicks(): Bars {
  const bars = syntheticBars({ model: "market", seed: 7, bars: BARS, timeframe: "1m" });
  const perUnit = bars.ticksPerUnit!;
  const ticks = (column: Float64Array) => column.map((price) => Math.round(price * perUnit));
  const prices = { open: ticks(bars.open), high: ticks(bars.high), low: ticks(bars.low), close: ticks(bars.close) };
  return createBars({ ...bars, ...prices, ticksPerUnit: 1 });
}

function takeProfitOf({ takeProfit }: ExecutionSettings): number {
  return typeof takeProfit === "number" ? takeProfit : NaN;
}

/** 1,024 crossings of averages over a year of minutes, beside the loop that goes through every bar for every one. */
export function sweep(): void {
  const bars = wholeTicks();
  const kinds: Readonly<Record<string, ExecutionSettings>> = {
    signals: { ...DEFAULT_SETTINGS, cash: 1e7, fill: "close", direction: "long" },
    "stop and target": {
      ...DEFAULT_SETTINGS,
      cash: 1e7,
      fill: "close",
      direction: "long",
      stopLoss: 0.02,
      takeProfit: 0.04,
    },
  };
  for (const [name, settings] of Object.entries(kinds)) {
    let rows: SweepRows | undefined;
    const take = (kernels: "wasm" | "typescript") => () => {
      const runner = createSweepRunner({ strategy: cross, bars, settings, kernels });
      runner.run(COMBOS, (block) => {
        rows = block;
      });
      runner.close();
    };
    const [wasm, typescript] = [take("wasm"), take("typescript")];
    const levels = { cash: settings.cash, stopLoss: settings.stopLoss ?? NaN, takeProfit: takeProfitOf(settings) };
    const loop = () => COMBOS.map(({ fast, slow }) => plainSweepLoop(bars, fast, slow, levels));
    const expected = loop();
    for (const ours of [wasm, typescript]) {
      ours();
      for (const [k, values] of expected.entries()) {
        for (const key of ["finalEquity", "totalReturn", "maxDrawdown", "tradesCount", "winRate"] as const)
          assert.equal(rows!.statistics[key][k], values[key], `${key} of ${JSON.stringify(COMBOS[k])}`);
        for (const key of ["sharpeRatio", "barSharpeRatio", "profitFactor"] as const)
          assert.ok(Math.abs(rows!.statistics[key][k]! - values[key]) <= 1e-11 * Math.abs(values[key]), key);
      }
    }
    const times = leastProcessorTime({ wasm, typescript, loop }, 12);
    const shown = (name: string) =>
      `${name} ${times[name]!.toFixed(0)} ms, ${(times.loop! / times[name]!).toFixed(1)} times as fast as the loop`;
    const trades = expected.reduce((sum, { tradesCount }) => sum + tradesCount, 0);
    console.log(
      `${name}: ${COMBOS.length} combinations of ${BARS} bars, ${trades} trades; loop over bars ${times.loop!.toFixed(0)} ms`,
    );
    console.log(`  ${shown("wasm")}\n  ${shown("typescript")}`);
  }
}
