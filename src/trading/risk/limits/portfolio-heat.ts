import type { RiskPosition } from "../risk-view.ts";
import { equityAfter, othersOf, unitsWithin } from "./exposure.ts";
import type { Increase, Limit } from "./limit.ts";

/**
 * What the account would lose if every position went from its mark to its stop. A stop that lies beyond the mark in the
 * position's favour risks nothing; without a stop the full market value is at risk.
 */
export const PORTFOLIO_HEAT: Limit = {
  code: "risk-heat",
  setting: "maxPortfolioHeat",
  action: "clip",
  measures: "Σ max(0, side × (mark − stop)) × units × multiplier / equity; without a stop the market value",
  thresholdOf: ({ maxPortfolioHeat }) => maxPortfolioHeat,
  valueAfter: (increase, units) =>
    (heatOfOthers(increase) + (increase.held + units) * unitRisk(increase)) / equityAfter(increase, units),
  allowed: (increase, threshold) => {
    const risk = unitRisk(increase);
    return unitsWithin(increase, threshold, heatOfOthers(increase) + increase.held * risk, risk);
  },
};

function heatOfOthers(increase: Increase): number {
  return othersOf(increase).reduce((sum, position) => sum + heatOf(position), 0);
}

/** Money between a position's mark and its stop, from 0. */
export function heatOf({ quantity, mark, multiplier = 1, stop = NaN }: RiskPosition): number {
  return Math.abs(quantity) * riskOfUnit(quantity < 0 ? -1 : 1, mark, multiplier, stop);
}

function unitRisk({ side, order, stop }: Increase): number {
  return riskOfUnit(side, order.price, order.multiplier ?? 1, stop);
}

function riskOfUnit(side: 1 | -1, mark: number, multiplier: number, stop: number): number {
  return (Number.isNaN(stop) ? mark : Math.max(0, side * (mark - stop))) * multiplier;
}
