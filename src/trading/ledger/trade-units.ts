import type { Instrument } from "../../market/instrument.ts";
import { type FillColumns, NO_EXIT_REASON } from "../fills/fill-columns.ts";
import { createTradeColumns, OPEN_TRADE, type Trade, type TradeColumns } from "../trade-columns.ts";
import { meanWith } from "./trade-builder.ts";
import { withoutRounding } from "./without-rounding.ts";

/**
 * What one trade is. flat: from flat to flat. exit: each reducing fill, against the average entry of what is held.
 * fifo: each reducing fill closes the oldest units, one trade for each entry that they came from.
 */
export const TRADE_UNITS = ["flat", "exit", "fifo"] as const;
export type TradeUnit = (typeof TRADE_UNITS)[number];

/** The end of the data, where open trades are marked. */
export interface EndOfData {
  readonly bar: number;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly price: number;
}

/** Units that are held, and what they cost so far. */
interface Lot {
  readonly bar: number;
  readonly time: number;
  readonly price: number;
  units: number;
  cashFlow: number;
  commission: number;
  slippage: number;
}

type Row = Omit<Trade, "symbol" | "side" | "mae" | "mfe" | "exitReason"> & {
  readonly side: number;
  readonly exitReason: number;
};

/** Of a quantity: a difference below this share is rounding. */
const ROUNDING = 1e-9;

/**
 * The trades of a run by another unit, computed from its fills: fills, equity and the sum of pnl stay what they are.
 *
 * The commission and slippage of an entry are shared by quantity among the trades that close it, and those of an exit
 * among the trades that it closes. A trade is ambiguous when the flat-to-flat trade that it belongs to is.
 *
 * @param flat the same run's trades from flat to flat
 * @returns in order of entry, excursions unknown; what is still held at the end is marked at its price, listed as open
 */
export function tradesByUnit(
  unit: TradeUnit,
  fills: FillColumns,
  flat: TradeColumns,
  { lot: lotSize, multiplier }: Pick<Instrument, "lot" | "multiplier">,
  end: EndOfData,
): TradeColumns {
  if (unit === "flat") return flat;
  const rows: Row[] = [];
  let lots: Lot[] = [];
  let held = 0;
  let largest = 0;
  let parent = 0;

  for (let i = 0; i < fills.length; i++) {
    const fill = fillAt(fills, i, multiplier);
    const exitReason = fills.exitReason[i]!;
    if (exitReason === NO_EXIT_REASON) {
      held += fill.units;
      largest = Math.max(largest, held);
      if (unit === "exit" && lots.length > 0) lots = [merged(lots[0]!, fill, held)];
      else lots.push(fill);
      continue;
    }
    held = withoutRounding(held - fill.units, largest, lotSize);
    while (fill.units > 0 && lots.length > 0) {
      const lot = lots[0]!;
      const takesLot = held === 0 || fill.units >= lot.units * (1 - ROUNDING);
      const takesFill = lots.length === 1 || fill.units <= lot.units * (1 + ROUNDING);
      const units = takesFill ? fill.units : lot.units;
      const entry = takesLot ? takeAll(lot) : take(lot, units);
      const exit = takesFill ? takeAll(fill) : take(fill, units);
      rows.push(rowOf(flat, parent, entry, exit, units, multiplier, exitReason));
      if (takesLot) lots.shift();
    }
    if (held > 0) continue;
    lots = [];
    largest = 0;
    parent++;
  }
  for (const lot of lots) {
    const cashFlow = flat.side[parent]! * lot.units * end.price * multiplier;
    const mark: Lot = { ...end, units: lot.units, cashFlow, commission: 0, slippage: 0 };
    rows.push(rowOf(flat, parent, lot, mark, lot.units, multiplier, OPEN_TRADE));
  }
  return columnsOf(flat.symbols, rows);
}

function fillAt(fills: FillColumns, i: number, multiplier: number): Lot {
  const [units, price, commission] = [fills.quantity[i]!, fills.price[i]!, fills.commission[i]!];
  return {
    bar: fills.bar[i]!,
    time: fills.time[i]!,
    units,
    price,
    cashFlow: -fills.side[i]! * units * price * multiplier - commission,
    commission,
    slippage: fills.slippage[i]!,
  };
}

/** One lot at the average price, as old as the older one. */
function merged(lot: Lot, fill: Lot, held: number): Lot {
  return {
    ...lot,
    units: held,
    price: meanWith(lot.price, fill.price, fill.units / held),
    cashFlow: lot.cashFlow + fill.cashFlow,
    commission: lot.commission + fill.commission,
    slippage: lot.slippage + fill.slippage,
  };
}

/** Takes `units` out of `lot`, with their share of what it cost. */
function take(lot: Lot, units: number): Lot {
  const share = units / lot.units;
  const piece: Lot = {
    ...lot,
    units,
    cashFlow: lot.cashFlow * share,
    commission: lot.commission * share,
    slippage: lot.slippage * share,
  };
  lot.units -= piece.units;
  lot.cashFlow -= piece.cashFlow;
  lot.commission -= piece.commission;
  lot.slippage -= piece.slippage;
  return piece;
}

function takeAll(lot: Lot): Lot {
  const piece = { ...lot };
  lot.units = 0;
  return piece;
}

function rowOf(
  flat: TradeColumns,
  parent: number,
  entry: Lot,
  exit: Lot,
  quantity: number,
  multiplier: number,
  exitReason: number,
): Row {
  const pnl = entry.cashFlow + exit.cashFlow;
  return {
    side: flat.side[parent]!,
    entryBar: entry.bar,
    exitBar: exit.bar,
    entryTime: entry.time,
    exitTime: exit.time,
    entryPrice: entry.price,
    exitPrice: exit.price,
    quantity,
    pnl,
    returnFraction: pnl / (quantity * entry.price * multiplier),
    commission: entry.commission + exit.commission,
    slippage: entry.slippage + exit.slippage,
    exitReason,
    isAmbiguous: flat.isAmbiguous[parent] === 1,
  };
}

function columnsOf(symbols: readonly string[], rows: readonly Row[]): TradeColumns {
  const trades = createTradeColumns(symbols, rows.length);
  rows.forEach((row, i) => {
    trades.side[i] = row.side;
    trades.entryBar[i] = row.entryBar;
    trades.exitBar[i] = row.exitBar;
    trades.entryTime[i] = row.entryTime;
    trades.exitTime[i] = row.exitTime;
    trades.entryPrice[i] = row.entryPrice;
    trades.exitPrice[i] = row.exitPrice;
    trades.quantity[i] = row.quantity;
    trades.pnl[i] = row.pnl;
    trades.returnFraction[i] = row.returnFraction;
    trades.commission[i] = row.commission;
    trades.slippage[i] = row.slippage;
    trades.exitReason[i] = row.exitReason;
    trades.isAmbiguous[i] = row.isAmbiguous ? 1 : 0;
  });
  return trades;
}
