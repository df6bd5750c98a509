import { proportionalCosts } from "../../../trading/costs/cost-settings.ts";
import { BACKSIGHT_RULES } from "../../../trading/rules/presets.ts";
import type { SimulationSettings } from "../../../trading/simulation-settings.ts";
import { otherLimit, outsideOf, SPARSE_KEYS } from "./sparse-settings.ts";

/** Settings of a simulation that lanes take, but for its bars and where its decisions begin. */
export type LaneSettings = Omit<SimulationSettings, "firstDecision">;

const LANE_KEYS: ReadonlySet<string> = new Set([
  ...SPARSE_KEYS,
  "timeStop",
  "breakEven",
] satisfies (keyof SimulationSettings)[]);

/**
 * Why lanes can't take the settings: the first thing that is outside of their subset; null: they can.
 *
 * The subset: Backsight's rules, fills at the next open or at the close, any size, costs proportional to notional or
 * units, any stops and targets but those by range, prices inside a bar in their worst order, limits on drawdown and daily
 * loss. A setting that isn't known here is outside of it.
 */
export function outsideOfLanes(input: LaneSettings): string | null {
  const outside = outsideOf(input, LANE_KEYS);
  if (outside !== null) return outside;
  if (input.rules !== undefined && input.rules !== BACKSIGHT_RULES) return `the rules of ${input.rules.name}`;
  if (input.fill === "next-close") return "fills at the next close";
  if (proportionalCosts(input.costs) === null) return "costs that aren't a fixed share of each fill";
  if ((input.settlement ?? "T+0") !== "T+0") return "settlement T+1";
  if ((input.intrabar ?? "worst") !== "worst") return `prices inside a bar in the order ${input.intrabar}`;
  if ((input.tradeUnit ?? "flat") !== "flat") return `trades by ${input.tradeUnit}`;
  return otherLimit(input.risk);
}
