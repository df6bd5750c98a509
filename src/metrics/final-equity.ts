import type { Metric } from "./metric.ts";

export const finalEquityMetric: Metric = {
  id: "finalEquity",
  label: "Final equity",
  unit: "money",
  better: "higher",
  group: "return",
  formula: "cash + Σ quantity × close × multiplier at the last close",
  reference: "accounting identity; an open position is marked at the last close without exit cost",
  undefinedWhen: "no bars",
  compute: ({ equity }) => equity[equity.length - 1] ?? NaN,
};

export const netProfitMetric: Metric = {
  id: "netProfit",
  label: "Net profit",
  unit: "money",
  better: "higher",
  group: "return",
  formula: "final equity − starting cash",
  reference: "accounting identity; net of all costs, open positions included",
  undefinedWhen: "no bars",
  compute: ({ equity, startingCash }) => (equity[equity.length - 1] ?? NaN) - startingCash,
};
