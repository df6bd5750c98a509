import { crossedAbove, crossedBelow, defineStrategy, int, sma } from "backsight";

/** Long while a fast average is above a slow one. Lazy columns only: look-ahead is impossible by construction. */
export default defineStrategy({
  name: "sma-cross",
  description: "Long while a fast average is above a slow one",
  params: {
    fast: int(10, { min: 2, max: 100, step: 2, description: "bars of the fast average" }),
    slow: int(50, { min: 5, max: 400, step: 5, description: "bars of the slow average" }),
  },
  where: (p) => p.fast < p.slow,
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    const fast = sma(close, p.fast);
    const slow = sma(close, p.slow);
    return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow), plot: { fast, slow } };
  },
});

export const prices = "synthetic:market?seed=7&bars=1260&timeframe=1d";

/** What it gives on these prices with the default settings. */
export const expected = { finalEquity: 101476.05804068992, tradesCount: 17, openTrades: 0, lookAhead: "proved" };
