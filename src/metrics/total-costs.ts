import type { Metric } from "./metric.ts";

export const totalCommissionMetric: Metric = {
  id: "totalCommission",
  label: "Commission paid",
  unit: "money",
  better: "lower",
  group: "costs",
  formula: "Σ commission of all fills",
  reference: "accounting identity",
  undefinedWhen: "never",
  compute: ({ totalCommission }) => totalCommission,
};

export const totalSlippageMetric: Metric = {
  id: "totalSlippage",
  label: "Slippage paid",
  unit: "money",
  better: "lower",
  group: "costs",
  formula: "Σ quantity × |fill price − reference price| × multiplier of all fills, spread included",
  reference: "Perold (1988), Journal of Portfolio Management 14(3): implementation shortfall",
  undefinedWhen: "never",
  compute: ({ totalSlippage }) => totalSlippage,
};

export const totalCostsMetric: Metric = {
  id: "totalCosts",
  label: "All costs",
  unit: "money",
  better: "lower",
  group: "costs",
  formula: "totalCommission + totalSlippage",
  reference: "Perold (1988), Journal of Portfolio Management 14(3)",
  undefinedWhen: "never",
  compute: ({ totalCommission, totalSlippage }) => totalCommission + totalSlippage,
};
