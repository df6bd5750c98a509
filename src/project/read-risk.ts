import { checkInteger } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import { numberOfText } from "../core/number-text.ts";
import type { BreakEven } from "../trading/fills/exit-guard.ts";
import type { Trail } from "../trading/fills/protective-exit.ts";
import type { RangeDistance } from "../trading/fills/range-distance.ts";
import { limitsInForce, type RiskLimitOptions, resolveRiskLimits } from "../trading/risk/resolve-risk-limits.ts";
import { BREACH_ACTIONS, type RiskLimits } from "../trading/risk/risk-limits.ts";
import { camelCase, limitsOfConfig } from "./limits-of-config.ts";
import { readFraction } from "./read-size.ts";
import { readRange, readShare, readTrail } from "./read-stops.ts";
import type { RiskConfig } from "./risk-config.ts";

/** Limits and stops by flag, as texts; `none` takes back what the configuration says. */
export interface RiskFlags {
  readonly maxPositionSize?: string;
  readonly maxPortfolioHeat?: string;
  readonly maxGrossExposure?: string;
  readonly maxNetExposure?: string;
  readonly maxSectorExposure?: string;
  readonly maxLeverage?: string;
  readonly maxConcentration?: string;
  readonly maxCorrelation?: string;
  readonly maxDailyLoss?: string;
  readonly maxDrawdown?: string;
  readonly maxVar?: string;
  readonly maxCvar?: string;
  readonly maxTurnover?: string;
  readonly sectors?: string;
  readonly onBreach?: string;
  readonly stopLoss?: string;
  readonly trailingStop?: string;
  readonly timeStop?: string;
  readonly breakEven?: string;
}

/** What a run has of limits and of stops that the configuration may give. */
export interface RiskSettings {
  readonly risk?: RiskLimits;
  readonly stopLoss: number | null;
  readonly trailingStop: Trail | null;
  readonly stopRange?: RangeDistance;
  readonly trailRange?: RangeDistance;
  readonly timeStop?: number;
  readonly breakEven?: BreakEven;
}

type LimitFlag = keyof RiskLimitOptions & keyof RiskFlags;

/** How the value of each flag is written. */
const READERS: Readonly<Record<LimitFlag, (name: string, text: string) => unknown>> = {
  maxPositionSize: above0,
  maxPortfolioHeat: above0,
  maxGrossExposure: above0,
  maxNetExposure: above0,
  maxSectorExposure: above0,
  maxLeverage: above0,
  maxConcentration: (name, text) => {
    const [limit, positions] = partsOf(name, text, 2, "a fraction, or with how many positions: 60%:3");
    return { limit, ...(positions === undefined ? {} : { positions }) };
  },
  maxCorrelation: (name, text) => {
    const [limit, window] = partsOf(name, text, 2, "a correlation below 1, or with how many bars: 0.8:60");
    return { limit, ...(window === undefined ? {} : { window }) };
  },
  maxDailyLoss: above0,
  maxDrawdown: above0,
  maxVar: tail,
  maxCvar: tail,
  maxTurnover: above0,
  sectors: (_, text) => {
    const pairs = text.split(",").map((pair) => pair.split("=").map((part) => part.trim()));
    if (pairs.every((pair) => pair.length === 2 && pair.every((part) => part !== ""))) return Object.fromEntries(pairs);
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "sectors",
      rule: "like AAPL=technology,XOM=energy",
      value: text,
    });
  },
  onBreach: (_, text) => {
    const action = BREACH_ACTIONS.find((one) => one === text);
    if (action !== undefined) return action;
    throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
      kind: "value for --on-breach",
      name: text,
      hint: didYouMean(text, BREACH_ACTIONS),
      known: BREACH_ACTIONS.join(", "),
    });
  },
};

/**
 * Limits and stops: a flag comes before the `risk:` block of the configuration; without either there is none.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_OPTION_UNKNOWN
 */
export function readRisk(flags: RiskFlags, config: RiskConfig | undefined): RiskSettings {
  const given: Record<string, unknown> = config === undefined ? {} : { ...limitsOfConfig(config) };
  for (const [name, read] of Object.entries(READERS)) {
    const text = flags[name as LimitFlag];
    if (text === "none") delete given[name];
    else if (text !== undefined) given[name] = read(name, text);
  }
  const risk = limitsInForce(resolveRiskLimits(given));
  const timeStop = readTimeStop(flags.timeStop, config?.time_stop);
  const breakEven = readBreakEven(flags.breakEven, config?.break_even);
  return {
    ...(risk === null ? {} : { risk }),
    ...stopOf(textOf(flags.stopLoss ?? config?.stop_loss)),
    ...trailOf(textOf(flags.trailingStop ?? config?.trailing_stop)),
    ...(timeStop === null ? {} : { timeStop }),
    ...(breakEven === null ? {} : { breakEven }),
  };
}

/** Names of what a run has from the `risk:` block: everything in it that no flag says otherwise, and that acts. */
export function riskKeysInForce(flags: RiskFlags, config: RiskConfig | undefined): string[] {
  const said: Readonly<Record<string, unknown>> = { ...flags };
  const isIdle = readRisk(flags, config).risk === undefined;
  return Object.keys(config ?? {}).filter(
    (key) => said[camelCase(key)] === undefined && !(isIdle && (key === "sectors" || key === "on_breach")),
  );
}

/** What a flag or the configuration says; null for nothing, or for `none`. */
function textOf(given: string | number | undefined): string | null {
  return given === undefined || given === "none" ? null : String(given);
}

function stopOf(text: string | null): Pick<RiskSettings, "stopLoss" | "stopRange"> {
  const stopRange = text === null ? null : readRange("stop-loss", text);
  if (stopRange !== null) return { stopLoss: null, stopRange };
  return { stopLoss: text === null ? null : readShare("stop-loss", text, 1) };
}

function trailOf(text: string | null): Pick<RiskSettings, "trailingStop" | "trailRange"> {
  const trailRange = text === null ? null : readRange("trailing-stop", text);
  if (trailRange !== null) return { trailingStop: null, trailRange };
  return { trailingStop: text === null ? null : readTrail(text) };
}

function readTimeStop(text: string | undefined, configured: number | undefined): number | null {
  return orNone(text, configured ?? null, (given) => {
    if (/^[1-9]\d{0,8}$/.test(given.trim())) return checkInteger("time-stop", Number(given), 1);
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "time-stop", rule: "a whole number of bars", value: given });
  });
}

/** `2%`: to the entry once 2 % is gained; `0.2%@2%`: 0.2 % beyond it. */
function readBreakEven(text: string | undefined, configured: RiskConfig["break_even"]): BreakEven | null {
  const wrong = (value: unknown) => {
    const rule = "a gain above 0 (2%), or where the stop moves to, below the gain, and the gain (0.2%@2%)";
    return new BacksightError("BACKSIGHT_ARGUMENT", { name: "break-even", rule, value });
  };
  const checked = (afterGain: number, offset: number, value: unknown): BreakEven => {
    if (afterGain > 0 && offset < afterGain) return { afterGain, offset };
    throw wrong(value);
  };
  const ofConfig =
    configured === undefined
      ? null
      : typeof configured === "number"
        ? checked(configured, 0, configured)
        : checked(configured.after_gain, configured.offset ?? 0, JSON.stringify(configured));
  return orNone(text, ofConfig, (given) => {
    const parts = given.split("@");
    if (parts.length > 2) throw wrong(given);
    const [gain, offset = 0] = parts.reverse().map((part) => readFraction("break-even", part, Infinity));
    return checked(gain!, offset, given);
  });
}

/** What a flag says; `none` is null; what was configured without it. */
function orNone<T>(text: string | undefined, configured: T | null, read: (text: string) => T | null): T | null {
  if (text === undefined) return configured;
  return text === "none" ? null : read(text);
}

function above0(name: string, text: string): number {
  const value = readFraction(flagOf(name), text, Infinity);
  if (value > 0) return value;
  throw new BacksightError("BACKSIGHT_ARGUMENT", {
    name: flagOf(name),
    rule: "above 0 (none for no limit)",
    value: text,
  });
}

function tail(name: string, text: string): unknown {
  const [limit, level, window] = partsOf(name, text, 3, "a fraction, or with level and bars: 2%:99%:500");
  return { limit, ...(level === undefined ? {} : { level }), ...(window === undefined ? {} : { window }) };
}

/** Numbers joined by colons. */
function partsOf(name: string, text: string, most: number, rule: string): number[] {
  const parts = text.split(":").map((part) => numberOfText(part));
  if (parts.length <= most && parts.every((part) => part !== undefined)) return parts as number[];
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: flagOf(name), rule, value: text });
}

/** `maxPositionSize` is `max-position-size` on the command line. */
function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
