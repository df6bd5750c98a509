import { equityAfter, grossBefore, unitsWithin } from "./exposure.ts";
import type { Limit } from "./limit.ts";

/** What all positions may be worth, without sign. */
export const GROSS_EXPOSURE: Limit = {
  code: "risk-gross-exposure",
  setting: "maxGrossExposure",
  action: "clip",
  measures: "Σ |market value| / equity",
  thresholdOf: ({ maxGrossExposure }) => maxGrossExposure,
  valueAfter: (increase, units) => (grossBefore(increase) + units * increase.unitValue) / equityAfter(increase, units),
  allowed: (increase, threshold) => unitsWithin(increase, threshold, grossBefore(increase), increase.unitValue),
};
