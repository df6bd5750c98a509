import { atr, defineStrategy, highest, int, num } from "backsight";

/** Buys what closes above the highest price of so many bars, and risks the same share of equity on every trade. */
export default defineStrategy({
  name: "breakout",
  params: { look: int(55, { min: 10, max: 100, step: 5 }), risk: num(0.01, { min: 0.002, max: 0.02 }) },
  requiredHistory: (p) => Math.max(p.look + 1, 21),
  indicators: ({ high, low, close }, p) => ({ top: highest(high, p.look), atr: atr(high, low, close, 20) }),
  onBar({ bar, at, position, buy }, p) {
    // top.now would include this bar.
    if (position.isFlat && bar.close > at.top.previous)
      buy({ size: { riskFraction: p.risk }, stopLoss: bar.close - 3 * at.atr.now, takeProfit: { r: 2 } });
  },
});

export const prices = "synthetic:market?seed=7&bars=1260&timeframe=1d";

/** What it gives on these prices with the default settings. */
export const expected = { finalEquity: 105179.65825909117, tradesCount: 15, openTrades: 0, lookAhead: "proved" };
