import { definePortfolio, int } from "backsight";

/**
 * Cross-sectional momentum: each month the names that gained most over half a year, in equal parts; none that fell. It sees
 * prices up to each close and nothing later, so that look-ahead is impossible by construction.
 */
export default definePortfolio({
  name: "momentum-of-fifty",
  description: "Each month the names that gained most, in equal parts",
  params: {
    look: int(126, { min: 21, max: 252, step: 21, description: "bars to look back" }),
    hold: int(10, { min: 1, max: 25, description: "names held at most" }),
  },
  requiredHistory: (p) => p.look + 1,
  rebalance: "month",
  allocate({ symbols, isMember, returnsOver }, p) {
    const gains = returnsOver(p.look);
    const rising = symbols.map((_, k) => k).filter((k) => isMember[k] && gains[k]! > 0);
    const best = rising.sort((a, b) => gains[b]! - gains[a]!).slice(0, p.hold);
    return Object.fromEntries(best.map((k) => [symbols[k]!, 1 / p.hold]));
  },
});

export const prices = Array.from(
  { length: 50 },
  (_, k) => `synthetic:market?seed=${k + 1}&bars=1260&timeframe=1d&symbol=N${k + 1}`,
);

/** What it gives on these prices with the default settings. */
export const expected = { finalEquity: 134935.90156563578, tradesCount: 176, openTrades: 10, lookAhead: "proved" };
