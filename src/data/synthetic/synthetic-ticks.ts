import { randomStream } from "../../core/random.ts";
import type { Bars } from "../../market/bars.ts";
import type { QuoteTicks } from "../../market/quote-ticks.ts";
import type { TickConditions, TradeTicks } from "../../market/trade-ticks.ts";

/** How quotes and trades are made up. */
export interface SyntheticTicksOptions {
  readonly seed?: number;
  /** Quotes inside each bar, at least 4; 20. */
  readonly perBar?: number;
  /** Most ticks between bid and offer, at least 1; 3. */
  readonly widest?: number;
}

const HUNDRED = 100;

/**
 * Quotes and trades that could have made bars: in each bar the middle goes from the open over both extremes to the close in
 * equal steps of time, a random walk between; the spread is one to `widest` ticks (cents off a grid), sizes are one to twenty
 * hundreds. After every other quote, on average, a trade takes a part of the bid or the offer. The same seed gives the
 * same on every engine; no market ever showed them.
 */
export function syntheticTicks(
  bars: Bars,
  { seed = 1, perBar = 20, widest = 3 }: SyntheticTicksOptions = {},
): { readonly quotes: QuoteTicks; readonly trades: TradeTicks } {
  const random = randomStream(seed, "synthetic/ticks");
  const perUnit = bars.ticksPerUnit ?? HUNDRED;
  const length = bars.length * perBar;
  const [time, bidPrice, askPrice, bidSize, askSize] = Array.from({ length: 5 }, () => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const traded: { readonly time: number; readonly price: number; readonly size: number }[] = [];
  const lots = () => HUNDRED * (1 + random.below(20));
  for (let i = 0, row = 0; i < bars.length; i++) {
    const [open, close] = [bars.open[i]!, bars.close[i]!];
    const isDownFirst = random.below(2) === 0;
    const [first, second] = isDownFirst ? [bars.low[i]!, bars.high[i]!] : [bars.high[i]!, bars.low[i]!];
    const corners = [open, first, second, close];
    const [from, span] = [bars.time[i]!, bars.closeTime[i]! - bars.time[i]!];
    for (let k = 0; k < perBar; k++, row++) {
      const along = (3 * k) / (perBar - 1);
      const leg = Math.min(2, Math.floor(along));
      const straight = corners[leg]! + (corners[leg + 1]! - corners[leg]!) * (along - leg);
      const spread = 1 + random.below(widest);
      const bid = Math.max(1, Math.round(straight * perUnit - spread / 2));
      time[row] = Math.floor(from + (span * k) / perBar);
      bidPrice[row] = bid / perUnit;
      askPrice[row] = (bid + spread) / perUnit;
      bidSize[row] = lots();
      askSize[row] = lots();
      if (random.below(2) === 0) continue;
      const isBuy = random.below(2) === 0;
      const shown = isBuy ? askSize[row]! : bidSize[row]!;
      traded.push({
        time: time[row]! + Math.floor(span / perBar / 2),
        price: isBuy ? askPrice[row]! : bidPrice[row]!,
        size: 1 + random.below(shown),
      });
    }
  }
  const { symbol } = bars.instrument;
  return {
    quotes: {
      ...{ symbol, length, time, timeNs: nanoseconds(time), bidPrice, askPrice, bidSize, askSize },
      ...{ bidExchange: new Uint16Array(length), askExchange: new Uint16Array(length) },
      ...{ sequence: Float64Array.from(time, (_, k) => k), conditions: noConditions(length) },
    },
    trades: tradesOf(symbol, traded),
  };
}

function tradesOf(
  symbol: string,
  traded: readonly { readonly time: number; readonly price: number; readonly size: number }[],
): TradeTicks {
  const { length } = traded;
  const time = Float64Array.from(traded, (one) => one.time);
  return {
    ...{ symbol, length, time, timeNs: nanoseconds(time) },
    price: Float64Array.from(traded, ({ price }) => price),
    size: Float64Array.from(traded, ({ size }) => size),
    ...{ exchange: new Uint16Array(length), correction: new Uint8Array(length) },
    ...{ sequence: Float64Array.from(time, (_, k) => k), conditions: noConditions(length) },
  };
}

function nanoseconds(time: Float64Array): BigInt64Array {
  return BigInt64Array.from(time, (ms) => BigInt(ms) * 1_000_000n);
}

function noConditions(length: number): TickConditions {
  return { starts: new Uint32Array(length + 1), codes: new Uint16Array(0) };
}
