import { strict as assert } from "node:assert";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import { simulateEvents } from "../dist/engine/event/simulate-events.js";
import { sma } from "../dist/indicators/sma.js";
import type { EventContext, EventProgram } from "../dist/strategy/event-strategy.js";
import { DEFAULT_COSTS } from "../dist/trading/costs/cost-settings.js";
import { ALL_EQUITY } from "../dist/trading/orders/size.js";
import { leastProcessorTime } from "./measure.ts";

const BARS = 1_000_000;
const LENGTH = 200;

type Context = EventContext<{ mean: number[] }, undefined>;

function program(mean: Float64Array, onBar: (context: Context) => void): EventProgram {
  return {
    strategy: "bench",
    params: {},
    columns: new Map([["mean", mean]]),
    schedule: null,
    callbacks: { onBar } as EventProgram["callbacks"],
    state: () => undefined,
  };
}

/** The event engine bar by bar: one indicator read and compared, the same with trades, and a bracket on every trade. */
export function event(): void {
  const bars = syntheticBars({ model: "market", seed: 7, bars: BARS, timeframe: "1m" });
  const mean = sma(bars.close, LENGTH, { ticksPerUnit: bars.ticksPerUnit });
  const settings = {
    bars,
    cash: 100_000,
    fill: "next-open",
    size: ALL_EQUITY,
    sizeAt: "fill",
    costs: DEFAULT_COSTS,
    start: 0,
    firstDecision: LENGTH - 1,
  } as const;
  let above = 0;
  const reads = program(mean, ({ bar, at, position }) => {
    if (position.isFlat && bar.close > at.mean.now) above++;
  });
  const trades = program(mean, ({ bar, at, position, buy, close }) => {
    if (position.isFlat) {
      if (bar.close > at.mean.now * 1.002) buy();
    } else if (bar.close < at.mean.now * 0.998) close();
  });
  const brackets = program(mean, ({ bar, at, position, buy }) => {
    if (position.isFlat && bar.close > at.mean.now) buy({ stopLoss: bar.close * 0.99, takeProfit: bar.close * 1.02 });
  });

  const rows = Array.from({ length: BARS }, (_, i) => ({ close: bars.close[i]!, mean: mean[i]! }));
  let aboveInObjects = 0;
  const objects = () => {
    const history: { held: number; cash: number; equity: number }[] = [];
    for (const [i, bar] of rows.entries()) {
      if (i >= settings.firstDecision && bar.close > bar.mean) aboveInObjects++;
      history.push({ held: 0, cash: settings.cash, equity: settings.cash });
    }
    return history;
  };
  simulateEvents({ ...settings, program: reads });
  objects();
  assert.equal(above, aboveInObjects, "both loops must see the same bars");
  const counts = [trades, brackets].map((one) => simulateEvents({ ...settings, program: one }).trades.length);
  const times = leastProcessorTime(
    {
      reads: () => void simulateEvents({ ...settings, program: reads }),
      trades: () => void simulateEvents({ ...settings, program: trades }),
      brackets: () => void simulateEvents({ ...settings, program: brackets }),
      objects: () => void objects(),
    },
    5,
  );
  const shown = (ms: number) => `${ms.toFixed(1)} ms  ${(BARS / ms / 1000).toFixed(1)} M bars/s`;
  console.log(`equal: ${BARS} bars seen; ${counts[0]} trades, ${counts[1]} with brackets`);
  console.log(`one indicator               ${shown(times.reads!)}`);
  console.log(`one indicator and trades    ${shown(times.trades!)}`);
  console.log(`a bracket on every trade    ${shown(times.brackets!)}`);
  console.log(`an object for each bar      ${shown(times.objects!)}`);
  console.log(`ratio                       ${(times.objects! / times.reads!).toFixed(2)}`);
}
