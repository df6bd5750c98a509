import { definePortfolio, int } from "backsight";
import { ledoitWolfCovariance, riskParityWeights } from "backsight/portfolio";

/** Risk parity: each month weights by which every name bears the same risk, from a shrunk covariance of daily returns. */
export default definePortfolio({
  name: "monthly-risk-parity",
  description: "Each month the weights by which every name bears the same risk",
  params: { look: int(120, { min: 40, max: 252, step: 20, description: "daily returns that risk is measured by" }) },
  requiredHistory: (p) => p.look + 1,
  rebalance: "month",
  direction: "long",
  allocate({ symbols, returnsOf }, p) {
    const returns = symbols.map((_, k) => returnsOf(k, p.look));
    return riskParityWeights(ledoitWolfCovariance(returns).covariance);
  },
});

export const prices = [1, 2, 3, 4, 5, 6].map(
  (seed) => `synthetic:market?seed=${seed}&bars=1260&timeframe=1d&symbol=N${seed}`,
);

/** What it gives on these prices with the default settings. */
export const expected = { finalEquity: 108270.50677977898, tradesCount: 0, openTrades: 6, lookAhead: "proved" };
