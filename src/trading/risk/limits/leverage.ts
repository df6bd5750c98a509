import { GROSS_EXPOSURE } from "./gross-exposure.ts";
import type { Limit } from "./limit.ts";

/** Gross exposure once more, as a broker has it: an order that would bring the account above it is refused whole. */
export const LEVERAGE: Limit = {
  ...GROSS_EXPOSURE,
  code: "risk-leverage",
  setting: "maxLeverage",
  action: "refuse",
  thresholdOf: ({ maxLeverage }) => maxLeverage,
};
