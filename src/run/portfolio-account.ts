import type { Bars } from "../market/bars.ts";
import type { Panel } from "../market/panel.ts";
import type { PortfolioResult } from "../trading/panel/simulate-panel.ts";
import { createTradeColumns, type TradeColumns } from "../trading/trade-columns.ts";
import type { SimulatedAccount } from "./simulated-account.ts";

/** The account of a run on several instruments. @param axis the panel's axis as bars, see `compositeBars` */
export function portfolioAccountOf(panel: Panel, axis: Bars, result: PortfolioResult): SimulatedAccount {
  const { startingCash, start, ruinedAt, equity, positions, instruments } = result;
  const notFilled: Record<string, number> = {};
  const limited: Record<string, number> = {};
  let clipped = 0;
  let [worst, best] = [0, 0];
  for (const one of instruments) {
    for (const [reason, count] of Object.entries(one.notFilled)) notFilled[reason] = (notFilled[reason] ?? 0) + count;
    for (const [limit, count] of Object.entries(one.limited)) limited[limit] = (limited[limit] ?? 0) + count;
    clipped += one.clipped;
    worst += one.ambiguousRange[0];
    best += one.ambiguousRange[1];
  }
  return {
    ...{ bars: axis, startingCash, start, ruinedAt, equity, clipped, limited, notFilled },
    held: positions,
    ambiguousRange: [worst, best],
    trades: mergedTrades(panel, result),
    books: instruments.map(({ orders, fills, cashEvents }, k) => ({
      bars: panel.instruments[k]!,
      instrument: panel.instruments[k]!.instrument,
      cashEvents,
      orders,
      fills,
    })),
  };
}

/** All trades in order of entry, those of one instant in the order of instruments; bars are the panel's rows. */
function mergedTrades(panel: Panel, { instruments }: PortfolioResult): TradeColumns {
  const symbols = panel.instruments.map(({ instrument }) => instrument.symbol);
  const length = instruments.reduce((sum, { trades }) => sum + trades.length, 0);
  const [of, at, entry] = [new Int32Array(length), new Int32Array(length), new Float64Array(length)];
  let next = 0;
  for (let k = 0; k < instruments.length; k++) {
    const { trades } = instruments[k]!;
    for (let i = 0; i < trades.length; i++, next++) {
      of[next] = k;
      at[next] = i;
      entry[next] = trades.entryTime[i]!;
    }
  }
  const order = Array.from({ length }, (_, i) => i).sort((a, b) => entry[a]! - entry[b]! || a - b);
  const merged = createTradeColumns(symbols, length);
  const rows = panel.bars.map((bars, k) => rowsOf(bars, panel.instruments[k]!.length));
  for (const [name, column] of Object.entries(merged) as [keyof TradeColumns, Float64Array | number][]) {
    if (!ArrayBuffer.isView(column) || name === "instrument") continue;
    for (let i = 0; i < length; i++) {
      const from = instruments[of[order[i]!]!]!.trades[name] as Float64Array;
      column[i] = from[at[order[i]!]!]!;
    }
  }
  for (let i = 0; i < length; i++) {
    const k = of[order[i]!]!;
    merged.instrument[i] = k;
    merged.entryBar[i] = rows[k]![merged.entryBar[i]!]!;
    merged.exitBar[i] = rows[k]![merged.exitBar[i]!]!;
  }
  return merged;
}

/** The row of each of an instrument's bars; of a bar that no row shows, the next one's. */
function rowsOf(bars: Int32Array, length: number): Int32Array {
  const rows = new Int32Array(length);
  let i = 0;
  for (let row = 0; row < bars.length; row++) {
    if (bars[row]! < 0) continue;
    while (i <= bars[row]!) rows[i++] = row;
  }
  return rows.fill(Math.max(0, bars.length - 1), i);
}
