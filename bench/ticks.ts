import { strict as assert } from "node:assert";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import { syntheticTicks } from "../dist/data/synthetic/synthetic-ticks.js";
import { simulateTape } from "../dist/engine/event/tape/simulate-tape.js";
import type { EventContext, EventProgram } from "../dist/strategy/event-strategy.js";
import { NO_COSTS } from "../dist/trading/costs/cost-settings.js";
import { leastProcessorTime } from "./measure.ts";

/** A quarter of minutes. */
const BARS = 24_570;
const PER_BAR = 40;
const LOT = 100;
const MOST = 500;

type Context = EventContext<{}, { bid: number; ask: number }>;

function program(callbacks: { onQuote(context: Context): void }): EventProgram {
  return {
    strategy: "bench",
    params: {},
    columns: new Map(),
    schedule: null,
    callbacks: callbacks as EventProgram["callbacks"],
    state: () => ({ bid: NaN, ask: NaN }),
  };
}

/** Quotes and trades: each quote looked at; limit orders at the best prices, sent anew with each change, that fill in their turn. */
export function ticks(): void {
  const bars = syntheticBars({ model: "market", seed: 7, bars: BARS, timeframe: "1m" });
  const tape = syntheticTicks(bars, { seed: 7, perBar: PER_BAR });
  const { quotes, trades } = tape;
  const events = quotes.time.length + trades.time.length;
  const settings = {
    bars,
    ticks: tape,
    cash: 1_000_000,
    fill: "next-open",
    size: { kind: "quantity", quantity: LOT },
    sizeAt: "fill",
    costs: NO_COSTS,
    direction: "both",
    leverage: 4,
    start: 0,
    firstDecision: 0,
  } as const;
  let wide = 0;
  const reads = program({
    onQuote({ quote }) {
      if (quote!.ask - quote!.bid > 0.015) wide++;
    },
  });
  const maker = program({
    onQuote(context) {
      const { position, state } = context;
      const quote = context.quote!;
      if (quote.bid === state.bid && quote.ask === state.ask) return;
      state.bid = quote.bid;
      state.ask = quote.ask;
      context.cancelAll();
      if (position.quantity < MOST) context.buy({ size: LOT, limit: quote.bid });
      if (position.quantity > -MOST) context.sell({ size: LOT, limit: quote.ask });
    },
  });
  const rows = Array.from(quotes.time, (time, i) => ({ time, bid: quotes.bidPrice[i]!, ask: quotes.askPrice[i]! }));
  const prints = Array.from(trades.time, (time, i) => ({ time, price: trades.price[i]!, size: trades.size[i]! }));
  let wideInObjects = 0;
  const objects = () => {
    const seen: { time: number; equity: number }[] = [];
    let at = 0;
    for (const { time, bid, ask } of rows) {
      while (at < prints.length && prints[at]!.time < time) seen.push({ time: prints[at++]!.time, equity: 1_000_000 });
      if (ask - bid > 0.015) wideInObjects++;
      seen.push({ time, equity: 1_000_000 });
    }
    return seen;
  };
  simulateTape({ ...settings, program: reads });
  objects();
  assert.equal(wide, wideInObjects, "both loops must see the same quotes");
  const made = simulateTape({ ...settings, program: maker });
  const times = leastProcessorTime(
    {
      reads: () => void simulateTape({ ...settings, program: reads }),
      maker: () => void simulateTape({ ...settings, program: maker }),
      objects: () => void objects(),
    },
    5,
  );
  const shown = (ms: number) => `${ms.toFixed(0)} ms  ${(events / ms / 1000).toFixed(2)} M events/s`;
  console.log(`equal: ${quotes.time.length} quotes seen, ${trades.time.length} trades`);
  console.log(`each quote looked at        ${shown(times.reads!)}`);
  console.log(
    `two orders at each change   ${shown(times.maker!)}  ${made.orders.length} orders, ${made.fills.length} fills`,
  );
  console.log(`an object for each event    ${shown(times.objects!)}`);
  console.log(`ratio                       ${(times.objects! / times.reads!).toFixed(2)}`);
}
