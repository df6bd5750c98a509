import { defineStrategy, int } from "backsight";

/**
 * Long while the price is above what it was some months ago. Plain arrays in, plain arrays out: whatever JavaScript can
 * compute is a signal. What can't be proved is tested, at bars where the strategy signalled.
 */
export default defineStrategy({
  name: "momentum-arrays",
  description: "Long while the close is above the close some months ago",
  params: { look: int(126, { min: 20, max: 400, step: 21, description: "bars to look back" }) },
  requiredHistory: (p) => p.look + 1,
  signals({ close }, { look }) {
    const prices = close.values;
    const rose = Array.from(prices, (price, i) => i >= look && price > prices[i - look]!);
    return { entries: rose, exits: rose.map((yes) => !yes) };
  },
});

export const prices = "synthetic:market?seed=7&bars=1260&timeframe=1d";

/** What it gives on these prices with the default settings. */
export const expected = { finalEquity: 75556.37950087404, tradesCount: 33, openTrades: 1, lookAhead: "passed" };
