import { MARKET_BAR_COLUMNS, type MarketBarColumn, type MarketBars } from "./market-bars.ts";

/**
 * Bars of whole days under the file's date: a file whose bars all carry one and the same other time was stamped wrongly
 * (stocks of 2019-08-12 carry the 13th) and gets its date's; else bars of other dates are left out.
 *
 * @param market read with `wrongDates: "keep"`; `range` the times of the file's date
 */
export function settleDayBars(market: MarketBars, range: { readonly from: number; readonly to: number }): MarketBars {
  const { time, tickers, starts, quality } = market;
  if (quality.wrongDates === 0) return market;
  if (quality.wrongDates === quality.rows && time.every((at) => at === time[0])) {
    const settled = { ...quality, wrongDates: 0, restamped: time.length };
    return { ...market, time: new Float64Array(time.length).fill(range.from), quality: settled };
  }
  const kept: number[] = [];
  const keptTickers: string[] = [];
  const keptStarts: number[] = [0];
  for (const [k, ticker] of tickers.entries()) {
    for (let row = starts[k]!; row < starts[k + 1]!; row++) {
      if (time[row]! >= range.from && time[row]! < range.to) kept.push(row);
    }
    if (kept.length === keptStarts.at(-1)) continue;
    keptTickers.push(ticker);
    keptStarts.push(kept.length);
  }
  const columns: Partial<Record<MarketBarColumn, Float64Array>> = {};
  for (const name of MARKET_BAR_COLUMNS) columns[name] = Float64Array.from(kept, (row) => market[name][row]!);
  return { ...market, ...columns, tickers: keptTickers, starts: Uint32Array.from(keptStarts) };
}
