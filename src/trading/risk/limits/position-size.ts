import { equityAfter, unitsWithin } from "./exposure.ts";
import type { Limit } from "./limit.ts";

/** What one instrument's position may be worth. */
export const POSITION_SIZE: Limit = {
  code: "risk-position-size",
  setting: "maxPositionSize",
  action: "clip",
  measures: "market value of the instrument's position / equity",
  thresholdOf: ({ maxPositionSize }) => maxPositionSize,
  valueAfter: (increase, units) => ((increase.held + units) * increase.unitValue) / equityAfter(increase, units),
  allowed: (increase, threshold) => {
    const { held, unitValue } = increase;
    return unitsWithin(increase, threshold, held * unitValue, unitValue);
  },
};
