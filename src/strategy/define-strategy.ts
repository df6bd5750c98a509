import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import type { ParamSet, Values } from "../core/params/parameter.ts";
import type { Columns } from "../series/columns.ts";
import { checkParams } from "./check-params.ts";
import { type Direction, type SignalContext, type Signals, STRATEGY, type Strategy } from "./strategy.ts";

/** What `defineStrategy` takes. */
export interface StrategySpec<P extends ParamSet> {
  /** Lower case words joined by hyphens. */
  readonly name: string;
  readonly description?: string;
  readonly family?: string;
  readonly version?: number;
  readonly params?: P;
  where?(p: Values<NoInfer<P>>): boolean;
  requiredHistory?(p: Values<NoInfer<P>>): number;
  /** Sides taken unless the run says otherwise; both. */
  readonly direction?: Direction;
  signals(columns: Columns, p: Values<NoInfer<P>>, context: SignalContext): Signals;
}

const KEYS = ["name", "description", "family", "version", "params", "direction", "where", "requiredHistory", "signals"];
const CALLBACKS = ["where", "requiredHistory", "signals"] as const;

/**
 * Makes a strategy from its parts, checked at once.
 *
 * @throws {BacksightError} BACKSIGHT_STRATEGY_DEFINITION: unknown key, bad name, missing `signals`, wrong type
 * @example
 * defineStrategy({
 *   name: "sma-cross",
 *   params: { fast: int(10), slow: int(50) },
 *   requiredHistory: (p) => p.slow,
 *   signals({ close }, p) {
 *     const fast = sma(close, p.fast), slow = sma(close, p.slow);
 *     return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow) };
 *   },
 * });
 */
export function defineStrategy<P extends ParamSet = {}>(spec: StrategySpec<P>): Strategy<P> {
  check(spec);
  const { params = {} as P } = spec;
  return {
    [STRATEGY]: true,
    name: spec.name,
    description: spec.description ?? "",
    family: spec.family ?? null,
    version: spec.version ?? 1,
    params,
    where: (p) => spec.where?.(p) ?? true,
    requiredHistory: (p) => spec.requiredHistory?.(p) ?? 1,
    direction: spec.direction ?? "both",
    signals: (columns, p, context) => spec.signals(columns, p, context),
    sourceText: CALLBACKS.map((name) => String(spec[name] ?? "")).join("\n"),
  };
}

function check(spec: StrategySpec<ParamSet>): void {
  const name = typeof spec?.name === "string" ? spec.name : "?";
  const fail = (problem: string, hint = ""): never => {
    throw new BacksightError("BACKSIGHT_STRATEGY_DEFINITION", { strategy: name, problem, hint });
  };
  if (typeof spec !== "object" || spec === null) fail("defineStrategy takes an object");
  if (!/^[a-z0-9][a-z0-9-]*$/i.test(name))
    fail(`name must be letters, digits and hyphens, was ${JSON.stringify(spec.name)}`);
  for (const key of Object.keys(spec)) {
    if (key === "onBar" || key === "indicators" || key === "positions")
      fail(`${key} isn't supported yet; give signals`);
    if (!KEYS.includes(key)) fail(`unknown key "${key}"`, didYouMean(key, KEYS));
  }
  if (spec.direction !== undefined && !["long", "short", "both"].includes(spec.direction)) {
    fail(`direction must be long, short or both, was ${String(spec.direction)}`);
  }
  if (typeof spec.signals !== "function") fail("signals must be a function");
  for (const callback of CALLBACKS) {
    if (spec[callback] !== undefined && typeof spec[callback] !== "function") fail(`${callback} must be a function`);
  }
  for (const key of ["description", "family"] as const) {
    if (spec[key] !== undefined && typeof spec[key] !== "string") fail(`${key} must be a text`);
  }
  if (spec.family === "") fail("family must not be empty");
  if (spec.version !== undefined && !(Number.isSafeInteger(spec.version) && spec.version > 0))
    fail("version must be a whole number above 0");
  if (spec.params !== undefined) checkParams(name, "params", spec.params);
}
