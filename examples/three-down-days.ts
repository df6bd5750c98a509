import { BaseStrategy, type Columns, int } from "backsight";

const parameters = { days: int(3, { min: 1, max: 10, description: "lower closes in a row before it buys" }) };

/** The class form: buys after some lower closes in a row, sells at the first higher one. */
export default class ThreeDownDays extends BaseStrategy<typeof parameters> {
  readonly parameters = parameters;

  override requiredHistory(): number {
    return this.p.days + 1;
  }

  /** 1: be long from this close on; 0: be flat; NaN: keep what is held. */
  generateSignals({ close }: Columns): Float64Array {
    let falls = 0;
    return close.values.map((price, i, prices) => {
      if (i === 0) return NaN;
      const before = prices[i - 1]!;
      falls = price < before ? falls + 1 : 0;
      if (price > before) return 0;
      return falls >= this.p.days ? 1 : NaN;
    });
  }
}

export const prices = "synthetic:market?seed=7&bars=1260&timeframe=1d";

/** What it gives on these prices with the default settings. */
export const expected = { finalEquity: 82980.70071831127, tradesCount: 70, openTrades: 0, lookAhead: "passed" };
