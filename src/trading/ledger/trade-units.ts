import type { Instrument } from "../../market/instrument.ts";
import { type FillColumns, NO_EXIT_REASON } from "../fills/fill-columns.ts";
import { createTradeColumns, OPEN_TRADE, type Trade, type TradeColumns } from "../trade-columns.ts";
import { type CashEventColumns, CashEventRecorder } from "./cash-events.ts";
import { type AppliedSplit, priceAfter, unitsAfter } from "./split-history.ts";
import { meanWith } from "./trade-builder.ts";
import { type CashAndCosts, NO_MONEY, splitMoney, sumOfMoney, withCashEvent } from "./trade-money.ts";
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

/** What happened to an instrument's shares between its fills. */
export interface BetweenFills {
  readonly splits: readonly AppliedSplit[];
  readonly cashEvents: CashEventColumns;
}

const NOTHING_BETWEEN: BetweenFills = { splits: [], cashEvents: new CashEventRecorder().columns() };

/** Units that are held, and what they cost so far. */
interface Lot {
  readonly bar: number;
  readonly time: number;
  price: number;
  units: number;
  money: CashAndCosts;
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
 * among the trades that it closes; dividends and fees by time are shared by quantity among what is held. Quantities and
 * prices are in shares of the exit. A trade is ambiguous when the flat-to-flat trade that it belongs to is.
 *
 * @param flat the same run's trades from flat to flat
 * @param between splits and cash events of the same run
 * @returns in order of entry, excursions unknown; what is still held at the end is marked at its price, listed as open
 */
export function tradesByUnit(
  unit: TradeUnit,
  fills: FillColumns,
  flat: TradeColumns,
  { lot: lotSize, multiplier }: Pick<Instrument, "lot" | "multiplier">,
  end: EndOfData,
  { splits, cashEvents }: BetweenFills = NOTHING_BETWEEN,
): TradeColumns {
  if (unit === "flat") return flat;
  const rows: Row[] = [];
  let lots: Lot[] = [];
  let held = 0;
  let largest = 0;
  let parent = 0;
  let [split, event] = [0, 0];
  const passEvents = (fillsBefore: number): void => {
    for (; split < splits.length && splits[split]!.fillsBefore <= fillsBefore; split++) {
      const { ratio } = splits[split]!;
      held = unitsAfter(ratio, held);
      largest = unitsAfter(ratio, largest);
      for (const lot of lots) [lot.units, lot.price] = [unitsAfter(ratio, lot.units), priceAfter(ratio, lot.price)];
    }
    for (; event < cashEvents.length && cashEvents.fillsBefore[event]! <= fillsBefore; event++)
      for (const lot of lots) lot.money = withCashEvent(lot.money, cashEvents, event, lot.units / held);
  };

  for (let i = 0; i < fills.length; i++) {
    passEvents(i);
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
  passEvents(fills.length);
  for (const lot of lots) {
    const cashFlow = flat.side[parent]! * lot.units * end.price * multiplier;
    const mark: Lot = { ...end, units: lot.units, money: { ...NO_MONEY, cashFlow } };
    rows.push(rowOf(flat, parent, lot, mark, lot.units, multiplier, OPEN_TRADE));
  }
  return columnsOf(flat.symbols, rows);
}

function fillAt(fills: FillColumns, i: number, multiplier: number): Lot {
  const [units, price] = [fills.quantity[i]!, fills.price[i]!];
  const [commission, taxes] = [fills.commission[i]!, fills.taxes[i]!];
  const charges = taxes === 0 ? commission : commission + taxes;
  return {
    bar: fills.bar[i]!,
    time: fills.time[i]!,
    units,
    price,
    money: {
      cashFlow: -fills.side[i]! * units * price * multiplier - charges,
      commission,
      spread: fills.spread[i]!,
      slippage: fills.slippage[i]!,
      impact: fills.impact[i]!,
      taxes,
      carry: 0,
      dividends: 0,
    },
  };
}

/** One lot at the average price, as old as the older one. */
function merged(lot: Lot, fill: Lot, held: number): Lot {
  return {
    ...lot,
    units: held,
    price: meanWith(lot.price, fill.price, fill.units / held),
    money: sumOfMoney(lot.money, fill.money),
  };
}

/** Takes `units` out of `lot`, with their share of what it cost. */
function take(lot: Lot, units: number): Lot {
  const [money, rest] = splitMoney(lot.money, units / lot.units);
  const piece: Lot = { ...lot, units, money };
  lot.units -= units;
  lot.money = rest;
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
  const { cashFlow: pnl, ...costs } = sumOfMoney(entry.money, exit.money);
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
    ...costs,
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
    trades.spread[i] = row.spread;
    trades.slippage[i] = row.slippage;
    trades.impact[i] = row.impact;
    trades.taxes[i] = row.taxes;
    trades.carry[i] = row.carry;
    trades.dividends[i] = row.dividends;
    trades.exitReason[i] = row.exitReason;
    trades.isAmbiguous[i] = row.isAmbiguous ? 1 : 0;
  });
  return trades;
}
