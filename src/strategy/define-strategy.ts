import { BacksightError } from "../core/errors.ts";
import type { ParamSet, Values } from "../core/params/parameter.ts";
import type { Columns } from "../series/columns.ts";
import { checkDefinition, DEFINITION_KEYS } from "./check-definition.ts";
import { CALLBACKS, type EventCallbacks, type EventStrategy, type IndicatorSet } from "./event-strategy.ts";
import type { RebalanceSchedule } from "./portfolio/rebalance-schedule.ts";
import { type Direction, type SignalContext, type Signals, STRATEGY, type Strategy } from "./strategy.ts";

/**
 * What `defineStrategy` takes: what any strategy has, and either `signals` or callbacks, `onBar` or others. Types are
 * inferred downwards: `params`, then `indicators` and `state`, then the callbacks.
 */
export interface StrategySpec<P extends ParamSet, I extends IndicatorSet = {}, S = undefined>
  extends EventCallbacks<Values<NoInfer<P>>, NoInfer<I>, NoInfer<S>> {
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
  signals?(columns: Columns, p: Values<NoInfer<P>>, context: SignalContext): Signals;
  /** Columns that callbacks read as `at.name`, each computed once. */
  indicators?(columns: Columns, p: Values<NoInfer<P>>): I;
  /** Makes what callbacks keep from bar to bar, anew for each run. */
  state?(p: Values<NoInfer<P>>): S;
  /** When `onSchedule` is called: the last close of each session, week, month, quarter or year, or every so many bars. */
  readonly schedule?: RebalanceSchedule | ((p: Values<NoInfer<P>>) => RebalanceSchedule);
}

const EVENT_KEYS = ["indicators", "state", "schedule", ...CALLBACKS];
const KEYS = [...DEFINITION_KEYS, "signals", ...EVENT_KEYS];
const FUNCTIONS = ["where", "requiredHistory", "signals", "indicators", "state", ...CALLBACKS] as const;

/**
 * Makes a strategy from its parts, checked at once: one that gives `signals`, or one that decides bar by bar.
 *
 * @throws {BacksightError} BACKSIGHT_STRATEGY_DEFINITION: unknown key, bad name, neither `signals` nor callbacks, wrong type
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
export function defineStrategy<P extends ParamSet = {}, I extends IndicatorSet = {}, S = undefined>(
  spec: StrategySpec<P, I, S>,
): Strategy<P> {
  check(spec as unknown as AnySpec);
  const { params = {} as P, name } = spec;
  const { signals } = spec;
  return {
    [STRATEGY]: true,
    name,
    description: spec.description ?? "",
    family: spec.family ?? null,
    version: spec.version ?? 1,
    params,
    where: (p) => spec.where?.(p) ?? true,
    requiredHistory: (p) => spec.requiredHistory?.(p) ?? 1,
    direction: spec.direction ?? "both",
    signals: signals === undefined ? noSignals(name) : (columns, p, context) => signals.call(spec, columns, p, context),
    ...(signals === undefined ? { events: eventsOf(spec as unknown as AnySpec) } : {}),
    sourceText: (signals === undefined ? EVENT_TEXTS : SIGNAL_TEXTS).map((key) => textOf(spec[key])).join("\n"),
  };
}

/** What the identity of a strategy that lives in no file is made of. */
const SIGNAL_TEXTS = ["where", "requiredHistory", "signals"] as const;
const EVENT_TEXTS = [...FUNCTIONS, "schedule"] as const;

type AnySpec = StrategySpec<ParamSet, IndicatorSet, unknown>;

function textOf(part: unknown): string {
  return typeof part === "object" ? JSON.stringify(part) : String(part ?? "");
}

/** The callbacks as methods of one object, so that every strategy looks alike to the engine. */
function eventsOf(spec: AnySpec): EventStrategy {
  const { schedule = null } = spec;
  const callbacks = CALLBACKS.filter((key) => spec[key] !== undefined).map((key) => [key, spec[key]]);
  return {
    indicators: (columns, p) => spec.indicators?.(columns, p) ?? {},
    state: (p) => spec.state?.(p),
    schedule: (p) => (typeof schedule === "function" ? schedule(p) : schedule),
    callbacks: Object.fromEntries(callbacks) as EventStrategy["callbacks"],
  };
}

function noSignals(strategy: string): () => never {
  return () => {
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: `signals of ${strategy}, which decides bar by bar,`,
      instead: "Run it by itself: backtest(strategy, bars).",
    });
  };
}

function check(spec: AnySpec): void {
  const fail = checkDefinition("defineStrategy", spec, KEYS, FUNCTIONS);
  const reacting = CALLBACKS.filter((key) => spec[key] !== undefined);
  if (spec.signals === undefined && reacting.length === 0) fail("give signals, or onBar");
  const foreign = EVENT_KEYS.find((key) => spec[key as "onBar"] !== undefined);
  if (spec.signals !== undefined && foreign !== undefined)
    fail(`signals and ${foreign} together: give signals, or callbacks`);
  if ((spec.schedule === undefined) !== (spec.onSchedule === undefined))
    fail("schedule and onSchedule belong together");
}
