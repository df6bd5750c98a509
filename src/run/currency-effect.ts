import type { Bars } from "../market/bars.ts";
import type { TradeColumns } from "../trading/trade-columns.ts";

/** What the trades of an instrument earned before costs, split into what moved; in money of the account. */
export interface CurrencyEffect {
  /** By prices in the instrument's own currency, at the rate of each entry. */
  readonly prices: number;
  /** By the rate, from entry to exit, on what was left. */
  readonly currency: number;
}

/**
 * Splits the earnings of trades in a foreign currency: side × quantity × (exit − entry) = side × quantity × rate at entry ×
 * (local exit − local entry) + side × quantity × local exit × (rate at exit − rate at entry). Rates are those of the bars' opens
 * for what was traded there, else of their closes; of a trade of several fills its first entry's and its last exit's.
 *
 * @param trades whose bars are the instrument's own
 */
export function currencyEffect(bars: Bars, trades: TradeColumns): CurrencyEffect {
  const { local, instrument } = bars;
  let [prices, currency] = [0, 0];
  if (local === undefined) return { prices, currency };
  const rateAt = (bar: number, time: number) =>
    time <= bars.time[bar]! ? bars.open[bar]! / local.bars.open[bar]! : local.rate[bar]!;
  for (let i = 0; i < trades.length; i++) {
    const units = trades.side[i]! * trades.quantity[i]! * instrument.multiplier;
    const [entered, left] = [
      rateAt(trades.entryBar[i]!, trades.entryTime[i]!),
      rateAt(trades.exitBar[i]!, trades.exitTime[i]!),
    ];
    const [entry, exit] = [trades.entryPrice[i]! / entered, trades.exitPrice[i]! / left];
    prices += units * entered * (exit - entry);
    currency += units * exit * (left - entered);
  }
  return { prices, currency };
}

/** The same for people; nothing for an instrument in the account's own currency. */
export function currencyNotes(bars: Bars, trades: TradeColumns): string[] {
  const { local, instrument } = bars;
  if (local === undefined || trades.length === 0) return [];
  const { prices, currency } = currencyEffect(bars, trades);
  const signed = (value: number) => `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(2)}`;
  const { currency: from } = local.bars.instrument;
  return [
    `${instrument.symbol}: ${signed(prices)} by its prices in ${from}, ${signed(currency)} by ${from} in ${instrument.currency}`,
  ];
}
