import { proportionalCosts } from "../../../trading/costs/cost-settings.ts";
import type { Trail } from "../../../trading/fills/protective-exit.ts";
import type { RiskLimits } from "../../../trading/risk/risk-limits.ts";
import { BACKSIGHT_RULES } from "../../../trading/rules/presets.ts";
import type { SimulationSettings } from "../../../trading/simulation-settings.ts";

/** The part of the settings that the sparse simulation knows, as numbers. */
export interface SparseSettings {
  readonly cash: number;
  /** A decision fills at its own close; else at the next open. */
  readonly fillsAtClose: boolean;
  /** Share of equity that an entry spends. */
  readonly fraction: number;
  /** Commission, a fraction of notional. */
  readonly commission: number;
  /** Half the spread and the slippage, a fraction of the price. */
  readonly concession: number;
  /** Fractions of the entry price; NaN without one. */
  readonly stopLoss: number;
  readonly takeProfit: number;
  /** A fraction of the best price since the entry; NaN without one. */
  readonly trailingStop: number;
  readonly direction: "long" | "short" | "both";
  readonly multiplier: number;
  /** Limits that look at equity alone; null: none. */
  readonly limits: RiskLimits | null;
  /** First bar of the measured range. */
  readonly start: number;
}

/** Settings that are outside of the subset as soon as they are given, in words. */
const OUTSIDE: Readonly<Partial<Record<keyof SimulationSettings, string>>> = {
  timeStop: "a stop by time",
  breakEven: "a stop that moves to break-even",
  actions: "splits and dividends that are booked",
  participation: "fills by volume",
  latency: "orders on their way",
  account: "an account by margin rules",
  stopRange: "a stop by range",
  trailRange: "a trailing stop by range",
};

/** Settings that are looked at below, and one that makes no difference here: no order waits for a price. */
export const SPARSE_KEYS = [
  "bars",
  "cash",
  "fill",
  "size",
  "sizeAt",
  "costs",
  "start",
  "firstDecision",
  "direction",
  "accumulate",
  "leverage",
  "settlement",
  "stopLoss",
  "takeProfit",
  "trailingStop",
  "intrabar",
  "tradeUnit",
  "orderTimeout",
  "rules",
  "risk",
] as const satisfies (keyof SimulationSettings)[];

const KNOWN: ReadonlySet<string> = new Set(SPARSE_KEYS);

/** Limits that look at nothing but equity, and what belongs to them. */
const LIMITS: ReadonlySet<string> = new Set([
  "maxDrawdown",
  "maxDailyLoss",
  "onBreach",
  "sectors",
] satisfies (keyof RiskLimits)[]);

/** The first limit that looks at more than equity, in words; null: none does. */
export function otherLimit(risk: RiskLimits | null | undefined): string | null {
  const limit = Object.keys(risk ?? {}).find((key) => !LIMITS.has(key));
  return limit === undefined ? null : `the risk limit ${limit}`;
}

/** The first setting that is given and isn't known, in words; null: all are. */
export function outsideOf(input: Omit<SimulationSettings, "firstDecision">, known: ReadonlySet<string>): string | null {
  const unknown = Object.entries(input).find(([key, value]) => !known.has(key) && (value ?? null) !== null);
  return unknown === undefined
    ? null
    : (OUTSIDE[unknown[0] as keyof SimulationSettings] ?? `the setting ${unknown[0]}`);
}

/**
 * The settings as the sparse simulation takes them, or why it can't: the first thing that is outside of its subset.
 *
 * The subset: Backsight's rules, fills at the next open or at the close, a fraction of equity up to 1, any fraction of
 * units, costs proportional to notional, stops and targets at fractions, fixed or trailing, prices inside a bar in their
 * worst order, no borrowing, limits on drawdown and daily loss. A setting that isn't known here is outside of it.
 */
export function sparseSettings(input: Omit<SimulationSettings, "firstDecision">): SparseSettings | string {
  const { bars, size, stopLoss = null, takeProfit = null, trailingStop = null, direction = "both" } = input;
  const { lot, multiplier } = bars.instrument;
  const costs = proportionalCosts(input.costs);
  const outside = outsideOf(input, KNOWN);
  if (outside !== null) return outside;
  if (input.rules !== undefined && input.rules !== BACKSIGHT_RULES) return `the rules of ${input.rules.name}`;
  if (input.fill === "next-close") return "fills at the next close";
  if (size.kind !== "fraction" || size.fraction > 1) return `a size by ${size.kind}`;
  if (input.sizeAt !== "fill") return "sizes at the decision";
  if (lot !== null) return `lots of ${lot}`;
  if (costs === null) return "costs that aren't a fixed share of each fill";
  if (costs.commission.kind !== "rate" || costs.commission.rate >= 1) return "a commission that isn't a rate";
  if ((input.accumulate ?? 1) !== 1) return "additions to positions";
  if ((input.leverage ?? 1) !== 1) return "leverage";
  if ((input.settlement ?? "T+0") !== "T+0") return "settlement T+1";
  if (trailingStop !== null && !isPlain(trailingStop)) return "a trailing stop by amount or with an activation";
  if (takeProfit !== null && typeof takeProfit !== "number") return "targets by time held";
  if ((input.intrabar ?? "worst") !== "worst") return `prices inside a bar in the order ${input.intrabar}`;
  if ((input.tradeUnit ?? "flat") !== "flat") return `trades by ${input.tradeUnit}`;
  const { risk = null } = input;
  const limit = otherLimit(risk);
  if (limit !== null) return limit;
  const isLimited = (risk?.maxDrawdown ?? risk?.maxDailyLoss) !== undefined;
  return {
    cash: input.cash,
    fillsAtClose: input.fill === "close",
    fraction: size.fraction,
    commission: costs.commission.rate,
    concession: costs.spread / 2 + costs.slippage,
    stopLoss: stopLoss ?? NaN,
    takeProfit: takeProfit ?? NaN,
    trailingStop: trailingStop !== null && isPlain(trailingStop) ? trailingStop.fraction : NaN,
    direction,
    multiplier,
    limits: isLimited ? risk : null,
    start: input.start,
  };
}

/** A fraction of the best price, from the fill on. */
function isPlain(trail: Trail): trail is Extract<Trail, { kind: "fraction" }> {
  return trail.kind === "fraction" && trail.activateAt === undefined && trail.before === undefined;
}

/** Any settings of the subset, for kernels that are asked for crossings alone. */
export function anySparseSettings({
  bars,
  cash,
  start,
}: Pick<SimulationSettings, "bars" | "cash" | "start">): SparseSettings {
  return {
    ...{ cash, start, fillsAtClose: true, fraction: 1, commission: 0, concession: 0 },
    ...{ stopLoss: NaN, takeProfit: NaN, trailingStop: NaN, direction: "long", multiplier: bars.instrument.multiplier },
    limits: null,
  };
}
