import { costsPaid } from "./costs-paid.ts";
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
  formula: "slippage's part of Σ quantity × |fill price − reference price| × multiplier of all fills",
  reference: "Perold (1988), Journal of Portfolio Management 14(3): implementation shortfall",
  undefinedWhen: "never",
  compute: ({ totalSlippage }) => totalSlippage,
};

export const totalSpreadMetric: Metric = {
  id: "totalSpread",
  label: "Spread paid",
  unit: "money",
  better: "lower",
  group: "costs",
  formula: "half the spread's part of Σ quantity × |fill price − reference price| × multiplier of all fills",
  reference: "Demsetz (1968), Quarterly Journal of Economics 82(1)",
  undefinedWhen: "never",
  compute: ({ totalSpread = 0 }) => totalSpread,
};

export const totalImpactMetric: Metric = {
  id: "totalImpact",
  label: "Market impact paid",
  unit: "money",
  better: "lower",
  group: "costs",
  formula: "the orders' own part of Σ quantity × |fill price − reference price| × multiplier of all fills",
  reference: "Perold (1988), Journal of Portfolio Management 14(3)",
  undefinedWhen: "never",
  compute: ({ totalImpact = 0 }) => totalImpact,
};

export const totalTaxesMetric: Metric = {
  id: "totalTaxes",
  label: "Taxes paid",
  unit: "money",
  better: "lower",
  group: "costs",
  formula: "Σ taxes on all fills",
  reference: "accounting identity",
  undefinedWhen: "never",
  compute: ({ totalTaxes = 0 }) => totalTaxes,
};

export const totalFinancingMetric: Metric = {
  id: "totalFinancing",
  label: "Borrowing paid",
  unit: "money",
  better: "lower",
  group: "costs",
  formula: "Σ fees for borrowed units and interest on borrowed cash",
  reference: "accounting identity",
  undefinedWhen: "never",
  compute: ({ totalFinancing = 0 }) => totalFinancing,
};

export const totalCostsMetric: Metric = {
  id: "totalCosts",
  label: "All costs",
  unit: "money",
  better: "lower",
  group: "costs",
  formula: "totalCommission + totalSlippage + totalSpread + totalImpact + totalTaxes + totalFinancing",
  reference: "Perold (1988), Journal of Portfolio Management 14(3)",
  undefinedWhen: "never",
  compute: costsPaid,
};
