import { strict as assert } from "node:assert";
import { syntheticBars } from "../dist/data/synthetic/synthetic-bars.js";
import { simulateSignals } from "../dist/engine/vector/simulate-signals.js";
import { crossedAbove, crossedBelow } from "../dist/indicators/crossed.js";
import { sma } from "../dist/indicators/sma.js";
import { DEFAULT_COSTS } from "../dist/trading/costs/cost-settings.js";
import { ALL_EQUITY } from "../dist/trading/orders/size.js";
import { measureInTurn } from "./measure.ts";

const BARS = 98_280;

/** The simulation alone, a year of minutes, beside the loop that a person would write first: an object for each bar. */
export function simulation(): void {
  const bars = syntheticBars({ model: "market", seed: 7, bars: BARS, timeframe: "1m" });
  const options = { ticksPerUnit: bars.ticksPerUnit };
  const fast = sma(bars.close, 10, options);
  const slow = sma(bars.close, 50, options);
  const entries = crossedAbove(fast, slow);
  const exits = crossedBelow(fast, slow);
  const settings = {
    cash: 100_000,
    fill: "next-open",
    size: ALL_EQUITY,
    sizeAt: "fill",
    costs: DEFAULT_COSTS,
    start: 0,
    firstDecision: 49,
  } as const;
  const ours = () => simulateSignals({ bars, entries, exits, ...settings });

  const rows = Array.from({ length: BARS }, (_, i) => ({
    open: bars.open[i]!,
    close: bars.close[i]!,
    entry: entries[i] === 1,
    exit: exits[i] === 1,
  }));
  const plain = () => {
    let cash: number = settings.cash;
    let held = 0;
    let order: "buy" | "sell" | null = null;
    const history: { cash: number; held: number; equity: number }[] = [];
    for (const [i, bar] of rows.entries()) {
      if (order === "buy") {
        const price = bar.open * (1 + 0.0005);
        const quantity = cash / (price * 1 * (1 + 0.001));
        const notional = quantity * price * 1;
        cash -= notional + 0.001 * notional;
        if (Math.abs(cash) < 1e-9 * (Math.abs(cash) + quantity * price)) cash = 0;
        held = quantity;
      } else if (order === "sell") {
        const notional = held * (bar.open * (1 - 0.0005)) * 1;
        cash += notional - 0.001 * notional;
        held = 0;
      }
      order = null;
      if (i >= settings.firstDecision) {
        if (held > 0 && bar.exit) order = "sell";
        else if (held === 0 && bar.entry && !bar.exit) order = "buy";
      }
      history.push({ cash, held, equity: cash + held * bar.close });
    }
    return history;
  };

  const result = ours();
  assert.deepEqual(
    Array.from(result.equity),
    plain().map(({ equity }) => equity),
    "both loops must agree to the last bit",
  );
  const times = measureInTurn({ ours: () => void ours(), plain: () => void plain() }, 25, 5);
  const perBar = (ms: number) => `${((ms * 1e6) / BARS).toFixed(1)} ns a bar`;
  console.log(`equal: equity of ${BARS} bars, ${result.trades.length} trades`);
  console.log(`vector engine, plain form   ${times.ours!.toFixed(2)} ms  ${perBar(times.ours!)}`);
  console.log(`an object for each bar      ${times.plain!.toFixed(2)} ms  ${perBar(times.plain!)}`);
  console.log(`ratio                       ${(times.plain! / times.ours!).toFixed(2)}`);
}
