import { BacksightError } from "../core/errors.ts";
import type { IndexedColumn } from "../core/indexed-column.ts";
import type { Bars } from "../market/bars.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import { ALL_EQUITY } from "../trading/orders/size.ts";
import type { RunPorts } from "./run-ports.ts";
import type { ExecutionSettings } from "./run-spec.ts";
import { type MeasuredRange, simulate } from "./simulate.ts";

/** Held means held: long, with everything, whatever the run's own stops, limits, sizes and conventions. */
export const HELD = {
  rules: "backsight",
  size: ALL_EQUITY,
  sizeAt: "fill",
  leverage: 1,
  direction: "long",
  stopLoss: null,
  takeProfit: null,
  trailingStop: null,
  timeStop: undefined,
  breakEven: undefined,
  risk: undefined,
  stopRange: undefined,
  trailRange: undefined,
  finer: undefined,
  quotes: undefined,
  trades: undefined,
  participation: undefined,
  latency: undefined,
  account: undefined,
} as const;

/**
 * What the money would have done otherwise, at each bar's close: the same instrument bought at the first chance with
 * all cash and held at the same costs (`hold`), another instrument's price scaled to the starting cash (an address),
 * or NaN (`none`).
 */
export async function benchmarkEquity(
  bars: Bars,
  settings: ExecutionSettings,
  { start }: MeasuredRange,
  ports: RunPorts,
  actions: readonly CorporateAction[] | null = null,
  quoted: Float64Array | null = null,
): Promise<IndexedColumn> {
  if (settings.benchmark === "hold") {
    const entries = new Uint8Array(bars.length);
    entries[start] = 1;
    const exits = new Uint8Array(bars.length);
    const range = { start, firstDecision: start };
    const held = { ...settings, ...HELD };
    return simulate(bars, { entries, exits }, held, range, actions, "vector", { quoted }).account.equity;
  }
  return scaledBenchmark(bars, settings, start, ports);
}

/** Another instrument's price, scaled to the starting cash, or NaN for `none`. */
export async function scaledBenchmark(
  bars: Bars,
  { benchmark, cash }: Pick<ExecutionSettings, "benchmark" | "cash">,
  start: number,
  ports: RunPorts,
): Promise<IndexedColumn> {
  if (benchmark === "none") return { length: bars.length, at: () => NaN };
  return scaledPrice(bars, await ports.loadBars(benchmark), start, cash);
}

function scaledPrice(bars: Bars, other: Bars, start: number, cash: number): Float64Array {
  const out = new Float64Array(bars.length).fill(NaN);
  const [closes, otherCloses] = [columnOf(bars, "closeTime"), columnOf(other, "closeTime")];
  let row = -1;
  let base = NaN;
  for (let i = start; i < bars.length; i++) {
    const now = closes.at(i)!;
    while (row + 1 < other.length && otherCloses.at(row + 1)! <= now) row++;
    if (row < 0) continue;
    if (Number.isNaN(base)) base = other.close[row]!;
    out[i] = (cash * other.close[row]!) / base;
  }
  if (Number.isNaN(base)) {
    throw new BacksightError("BACKSIGHT_BARS_EMPTY", {
      source: other.source,
      between: " before the end of the run, so it can't be its benchmark",
    });
  }
  return out.map((value) => (Number.isNaN(value) ? cash : value));
}
