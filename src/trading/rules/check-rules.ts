import { BacksightError } from "../../core/errors.ts";
import { type CostSettings, proportionalCosts } from "../costs/cost-settings.ts";
import type { BreakEven } from "../fills/exit-guard.ts";
import type { IntrabarMode, Trail } from "../fills/protective-exit.ts";
import type { RangeDistance } from "../fills/range-distance.ts";
import type { TakeProfit } from "../fills/take-profit.ts";
import type { AccountRules } from "../ledger/account-rules.ts";
import type { Latency } from "../orders/order-delay.ts";
import type { Size } from "../orders/size.ts";
import type { RuleBook, RuleFeature } from "./rule-book.ts";

/** What a simulation asks for, as far as rule books differ in what they can say. */
export interface AskedOfRules {
  readonly size: Size;
  readonly costs: CostSettings;
  readonly accumulate: number;
  readonly leverage: number;
  readonly settlement: "T+0" | "T+1";
  readonly takeProfit: TakeProfit | null;
  readonly trailingStop: Trail | null;
  readonly timeStop: number | null;
  readonly breakEven: BreakEven | null;
  readonly intrabar: IntrabarMode;
  readonly hasFiner: boolean;
  readonly participation: number | null;
  readonly latency: Latency | null;
  readonly account: AccountRules | null;
  readonly stopRange: RangeDistance | null;
  readonly trailRange: RangeDistance | null;
  /** Prices that entries and exits wait for. */
  readonly entryLimit: Float64Array | null;
  readonly entryStop: Float64Array | null;
  readonly exitLimit: Float64Array | null;
  readonly hasTargets: boolean;
}

/**
 * Refuses what the tool whose rules are asked for has no way to express.
 *
 * @throws {BacksightError} BACKSIGHT_RULES_CANNOT naming all of it
 */
export function checkRules(book: RuleBook, asked: AskedOfRules): void {
  const refused = featuresOf(asked).filter((feature) => book.cannot.includes(feature));
  if (refused.length === 0) return;
  throw new BacksightError("BACKSIGHT_RULES_CANNOT", { rules: book.name, what: refused.join(", ") });
}

function featuresOf(asked: AskedOfRules): RuleFeature[] {
  const { takeProfit, trailingStop, entryLimit, entryStop } = asked;
  const features: readonly (readonly [RuleFeature, boolean])[] = [
    ["limit entries", holdsPrice(entryLimit)],
    ["stop entries", holdsPrice(entryStop)],
    ["stop-limit entries", holdsPrice(entryLimit) && holdsPrice(entryStop)],
    ["exits at a limit", holdsPrice(asked.exitLimit)],
    ["a target by time held", Array.isArray(takeProfit)],
    ["a trailing stop", trailingStop !== null],
    ["a trailing stop by an amount", trailingStop?.kind === "amount"],
    ["a trailing stop that waits for a gain", trailingStop?.activateAt !== undefined],
    ["a stop by time", asked.timeStop !== null],
    ["a stop at break-even", asked.breakEven !== null],
    ["a size by risk", asked.size.kind === "risk"],
    ["targets (weights or units)", asked.hasTargets],
    ["accumulate above 1", asked.accumulate > 1],
    ["leverage other than 1", asked.leverage !== 1],
    ["settlement T+1", asked.settlement === "T+1"],
    ["an order of prices other than worst", asked.intrabar !== "worst" || asked.hasFiner],
    ["fills by volume", asked.participation !== null],
    ["orders on their way", asked.latency !== null],
    ["an account by margin rules", asked.account !== null],
    ["a stop by range", asked.stopRange !== null || asked.trailRange !== null],
    ["a commission per unit", asked.costs.commission.kind === "per-unit" && asked.costs.commission.amount > 0],
    ["costs by order, side, market or time", proportionalCosts(asked.costs) === null],
  ];
  return features.filter(([, isAsked]) => isAsked).map(([feature]) => feature);
}

function holdsPrice(column: Float64Array | null): boolean {
  return column?.some((price) => !Number.isNaN(price)) ?? false;
}
