import { skewness } from "../math/moments.ts";
import { presentValues } from "../math/present-values.ts";
import type { Metric } from "./metric.ts";

export const skewnessMetric: Metric = {
  id: "skewness",
  label: "Skewness of returns",
  unit: "ratio",
  better: "higher",
  group: "risk",
  formula: "m₃ / m₂^(3/2), moments about the mean over n",
  reference: "Joanes & Gill (1998), The Statistician 47(1): g₁",
  undefinedWhen: "no periods, or returns that don't vary",
  compute: ({ returns }) => skewness(presentValues(returns)),
};
