import type { Metric } from "./metric.ts";

export const totalDividendsMetric: Metric = {
  id: "totalDividends",
  label: "Dividends",
  unit: "money",
  better: "neither",
  group: "return",
  formula:
    "Σ units held at the close before each ex-date × dividend × multiplier, short ones negative; inside net profit",
  reference: "accounting identity; 0 where prices are adjusted instead",
  undefinedWhen: "never",
  compute: ({ trades }) => {
    let sum = 0;
    for (let i = 0; i < trades.length; i++) sum += trades.dividends[i]!;
    return sum;
  },
};
