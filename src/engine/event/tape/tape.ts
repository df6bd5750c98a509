import { BacksightError } from "../../../core/errors.ts";
import type { Bars } from "../../../market/bars.ts";
import type { QuoteTicks } from "../../../market/quote-ticks.ts";
import type { TradeTicks } from "../../../market/trade-ticks.ts";

/** What a row of a tape is. */
export const [QUOTE, TRADE, CLOSE] = [0, 1, 2] as const;

/** Quotes and trades of one instrument; either may be missing, not both. */
export interface Ticks {
  readonly quotes: QuoteTicks | null;
  readonly trades: TradeTicks | null;
}

/**
 * Quotes, trades and the closes of bars on one clock, a row each. At one instant quotes come first, then trades, then the
 * close.
 */
export interface Tape extends Ticks {
  readonly length: number;
  readonly kind: Uint8Array;
  /** Place among the quotes, the trades or the bars. */
  readonly index: Int32Array;
  /** The bar that a row lies in, or closes. */
  readonly bar: Int32Array;
  /**
   * The rows as bars of one price, for all that counts by row: what the instrument is worth at each, the middle of the quote
   * in force; of trades without quotes the latest one; at closes the bar's.
   */
  readonly rows: Bars;
  /** Quotes and trades that are on no row: outside of the bars' sessions, crossed, or corrected later. */
  readonly passedOver: number;
}

/**
 * Lays quotes and trades among the bars that are measured: each belongs to the first bar that closes at it or later. What
 * comes before the open of a session's first bar, or after the last close of its day, finds a closed market and is passed
 * over, as are crossed quotes and trades that were corrected.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for ticks of another instrument, or that aren't ascending in time
 */
export function tapeOf(bars: Bars, { quotes, trades }: Ticks): Tape {
  checkTicks("quotes", bars, quotes);
  checkTicks("trades", bars, trades);
  const most = bars.length + (quotes?.length ?? 0) + (trades?.length ?? 0);
  const [kind, index, bar] = [new Uint8Array(most), new Int32Array(most), new Int32Array(most)];
  const [time, price] = [new Float64Array(most), new Float64Array(most)];
  const session = new Int32Array(most);
  let [row, q, t, passedOver] = [0, 0, 0, 0];
  let worth = bars.open[0]!;
  const add = (what: number, at: number, i: number, when: number): void => {
    kind[row] = what;
    index[row] = at;
    bar[row] = i;
    time[row] = when;
    session[row] = bars.session[i]!;
    price[row++] = worth;
  };
  for (let i = 0; i < bars.length; i++) {
    const isFirst = i === 0 || bars.session[i] !== bars.session[i - 1];
    const opens = isFirst ? bars.time[i]! : -Infinity;
    const closes = bars.closeTime[i]!;
    for (;;) {
      const quoted = quotes !== null && q < quotes.length ? quotes.time[q]! : Infinity;
      const traded = trades !== null && t < trades.length ? trades.time[t]! : Infinity;
      const when = Math.min(quoted, traded);
      if (when > closes) break;
      if (quoted <= traded) {
        const [bid, ask] = [quotes!.bidPrice[q]!, quotes!.askPrice[q]!];
        if (when < opens || (bid > 0 && ask > 0 && bid > ask)) passedOver++;
        else {
          if (bid > 0 && ask > 0) worth = (bid + ask) / 2;
          add(QUOTE, q, i, when);
        }
        q++;
      } else {
        if (when < opens || trades!.correction[t] !== 0 || !(trades!.price[t]! > 0)) passedOver++;
        else {
          if (quotes === null) worth = trades!.price[t]!;
          add(TRADE, t, i, when);
        }
        t++;
      }
    }
    const before = worth;
    worth = bars.close[i]!;
    add(CLOSE, i, i, closes);
    if (quotes !== null) worth = before;
  }
  passedOver += (quotes?.length ?? 0) - q + (trades?.length ?? 0) - t;
  const length = row;
  const prices = price.subarray(0, length);
  const times = time.subarray(0, length);
  return {
    ...{ length, quotes, trades, passedOver },
    kind: kind.subarray(0, length),
    index: index.subarray(0, length),
    bar: bar.subarray(0, length),
    rows: {
      ...bars,
      length,
      ...{ time: times, closeTime: times, open: prices, high: prices, low: prices, close: prices },
      volume: new Float64Array(length).fill(NaN),
      session: session.subarray(0, length),
    },
  };
}

function checkTicks(name: "quotes" | "trades", bars: Bars, ticks: QuoteTicks | TradeTicks | null): void {
  if (ticks === null) return;
  const { symbol } = bars.instrument;
  const wrong = (rule: string, value: string) => new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value });
  if (ticks.symbol !== symbol) throw wrong(`those of ${symbol}`, ticks.symbol);
  for (let k = 1; k < ticks.length; k++)
    if (!(ticks.time[k]! >= ticks.time[k - 1]!)) throw wrong("ascending in time", `row ${k} before row ${k - 1}`);
}
