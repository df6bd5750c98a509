import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import {
  BREACH_ACTIONS,
  type ConcentrationLimit,
  type CorrelationLimit,
  type RiskLimits,
  type TailLimit,
} from "./risk-limits.ts";

/** Limits as people write them: a bare number stands for the usual window, level and count. */
export type RiskLimitOptions = Omit<RiskLimits, "maxConcentration" | "maxCorrelation" | "maxVar" | "maxCvar"> & {
  /** A fraction: of the five largest. */
  readonly maxConcentration?: number | ({ readonly limit: number } & Partial<ConcentrationLimit>);
  /** A correlation: over 60 bars. */
  readonly maxCorrelation?: number | ({ readonly limit: number } & Partial<CorrelationLimit>);
  /** A fraction: at 95 % over 250 bars. */
  readonly maxVar?: number | ({ readonly limit: number } & Partial<TailLimit>);
  readonly maxCvar?: number | ({ readonly limit: number } & Partial<TailLimit>);
};

type Given = Readonly<Record<string, unknown>>;
type Check = (name: string, value: unknown) => unknown;

/** What a limit's parts are without being named. */
export const LIMIT_DEFAULTS = {
  maxConcentration: { positions: 5 },
  maxCorrelation: { window: 60 },
  maxVar: { level: 0.95, window: 250 },
  maxCvar: { level: 0.95, window: 250 },
} as const;

const above = (rule: string, isGood: (value: number) => boolean): Check => {
  return (name, value) => {
    if (typeof value === "number" && Number.isFinite(value) && isGood(value)) return value;
    throw wrong(name, rule, value);
  };
};
const positive = above("a fraction above 0", (value) => value > 0);
const share = above("a fraction above 0 and below 1", (value) => value > 0 && value < 1);
const signed = above("from -1 to below 1", (value) => value >= -1 && value < 1);
const count = above("a whole number from 1", (value) => Number.isInteger(value) && value >= 1);
const bars = above("a whole number of bars from 2", (value) => Number.isInteger(value) && value >= 2);
const tail = withParts({ limit: positive, level: share, window: bars }, LIMIT_DEFAULTS.maxVar);

const CHECKS: Readonly<Record<keyof RiskLimits, Check>> = {
  maxPositionSize: positive,
  maxPortfolioHeat: positive,
  maxGrossExposure: positive,
  maxNetExposure: positive,
  maxSectorExposure: positive,
  maxLeverage: positive,
  maxConcentration: withParts({ limit: positive, positions: count }, LIMIT_DEFAULTS.maxConcentration),
  maxCorrelation: withParts({ limit: signed, window: bars }, LIMIT_DEFAULTS.maxCorrelation),
  maxDailyLoss: share,
  maxDrawdown: share,
  maxVar: tail,
  maxCvar: tail,
  maxTurnover: positive,
  sectors: (name, value) => {
    const isMap = isObject(value) && Object.values(value).every((sector) => typeof sector === "string");
    if (isMap) return { ...value };
    throw wrong(name, "a sector for each symbol: { AAPL: technology }", value);
  },
  onBreach: (name, value) => {
    if (BREACH_ACTIONS.some((action) => action === value)) return value;
    throw wrong(name, BREACH_ACTIONS.map((action) => `"${action}"`).join(" or "), value);
  },
};

/** Names of the limits and of what belongs to them. */
export const RISK_LIMIT_NAMES = Object.keys(CHECKS) as readonly (keyof RiskLimits)[];

/**
 * Limits with every part filled in; what is undefined is left out.
 *
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN naming the nearest limit, BACKSIGHT_ARGUMENT
 */
export function resolveRiskLimits(options: RiskLimitOptions): RiskLimits {
  if (!isObject(options)) throw wrong("risk", "an object of limits, such as { maxPositionSize: 0.1 }", options);
  const limits: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    checkKnown("risk limit", name, RISK_LIMIT_NAMES);
    if (value !== undefined) limits[name] = CHECKS[name as keyof RiskLimits](name, value);
  }
  return limits as RiskLimits;
}

/** The limits where there are any; null where only their conditions are given, such as sectors: nothing is limited. */
export function limitsInForce(limits: RiskLimits): RiskLimits | null {
  const { sectors, onBreach, ...thresholds } = limits;
  return Object.keys(thresholds).length === 0 ? null : limits;
}

/** A number is the limit itself; an object names the parts that differ from their defaults. */
function withParts(parts: Readonly<Record<string, Check>>, defaults: Given): Check {
  return (name, value) => {
    const given = isObject(value) ? value : { limit: value };
    for (const part of Object.keys(given)) checkKnown(`part of ${name}`, part, Object.keys(parts));
    const all: Given = { ...defaults, ...given };
    return Object.fromEntries(
      Object.entries(parts).map(([part, check]) => [
        part,
        check(part === "limit" && !isObject(value) ? name : `${name}.${part}`, all[part]),
      ]),
    );
  };
}

function checkKnown(kind: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const hint = didYouMean(name, known);
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", { kind, name, hint, known: known.join(", ") });
}

function isObject(value: unknown): value is Given {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(name: string, rule: string, value: unknown): BacksightError {
  const shown = typeof value === "string" ? JSON.stringify(value) : value;
  return new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value: shown });
}
