import type { RiskLimits } from "../risk-limits.ts";
import type { RiskPosition } from "../risk-view.ts";
import { equityAfter, grossBefore, unitsWithin } from "./exposure.ts";
import type { Increase, Limit } from "./limit.ts";

/** What the positions of the order's sector may be worth, without sign. */
export const SECTOR_EXPOSURE: Limit = {
  code: "risk-sector-exposure",
  setting: "maxSectorExposure",
  action: "clip",
  measures: "Σ |market value| of the sector's positions / equity",
  thresholdOf: ({ maxSectorExposure }) => maxSectorExposure,
  valueAfter: (increase, units) => (sectorBefore(increase) + units * increase.unitValue) / equityAfter(increase, units),
  allowed: (increase, threshold) => unitsWithin(increase, threshold, sectorBefore(increase), increase.unitValue),
};

function sectorBefore(increase: Increase): number {
  const { order, limits } = increase;
  const sector = sectorOf(order, limits);
  return grossBefore(increase, (position) => sector !== undefined && sectorOf(position, limits) === sector);
}

function sectorOf({ symbol, sector }: Placed, { sectors = {} }: RiskLimits): string | undefined {
  return sector ?? (Object.hasOwn(sectors, symbol) ? sectors[symbol] : undefined);
}

type Placed = Pick<RiskPosition, "symbol" | "sector">;
