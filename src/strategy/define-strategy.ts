import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import type { ParamSet, Values } from "../core/params/parameter.ts";
import { parseTimeframe } from "../market/timeframe.ts";
import type { Columns } from "../series/columns.ts";
import { checkDefinition, DEFINITION_KEYS, type FailDefinition } from "./check-definition.ts";
import { checkSchedule, type EventSchedule } from "./event-schedule.ts";
import {
  CALLBACKS,
  type EventCallbacks,
  type EventStrategy,
  type IndicatorSet,
  type TimeframeSet,
} from "./event-strategy.ts";
import { type Direction, type SignalContext, type Signals, STRATEGY, type Strategy } from "./strategy.ts";

/**
 * What `defineStrategy` takes: what any strategy has, and either `signals` or callbacks, `onBar` or others. Types are
 * inferred downwards: `params`, then `indicators` and `state`, then the callbacks.
 */
export interface StrategySpec<
  P extends ParamSet,
  I extends IndicatorSet = {},
  S = undefined,
  F extends TimeframeSet = {},
> extends EventCallbacks<Values<NoInfer<P>>, NoInfer<I>, NoInfer<S>, NoInfer<F>> {
  /** Lower case words joined by hyphens. */
  readonly name: string;
  readonly description?: string;
  readonly family?: string;
  readonly version?: number;
  readonly params?: P;
  where?(p: Values<NoInfer<P>>): boolean;
  /**
   * Conditional parameters: where the answer is no, the parameter has no effect and a search leaves it at its default. May
   * ask for parameters declared before it: `when: { stop: (p) => p.exit === "stop" }`.
   */
  readonly when?: { readonly [K in keyof NoInfer<P>]?: (p: Values<NoInfer<P>>) => boolean };
  requiredHistory?(p: Values<NoInfer<P>>): number;
  /** Sides taken unless the run says otherwise; both. */
  readonly direction?: Direction;
  signals?(columns: Columns, p: Values<NoInfer<P>>, context: SignalContext): Signals;
  /** Longer timeframes beside the bars, each seen as far as its bars have closed: { day: "1d" }. */
  readonly timeframes?: F;
  /** Columns that callbacks read as `at.name`, each computed once, of the bars or of a longer timeframe. */
  indicators?(columns: Columns, p: Values<NoInfer<P>>, frames: { readonly [K in keyof NoInfer<F>]: Columns }): I;
  /** Makes what callbacks keep from bar to bar, anew for each run. */
  state?(p: Values<NoInfer<P>>): S;
  /**
   * When `onSchedule` is called: the last close of each session, week, month, quarter or year, every so many bars, or at a
   * time of day; one of these, or several by name.
   */
  readonly schedule?: EventSchedule | ((p: Values<NoInfer<P>>) => EventSchedule);
}

const EVENT_KEYS = ["timeframes", "indicators", "state", "schedule", ...CALLBACKS];
const KEYS = [...DEFINITION_KEYS, "when", "signals", ...EVENT_KEYS];
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
export function defineStrategy<
  P extends ParamSet = {},
  I extends IndicatorSet = {},
  S = undefined,
  F extends TimeframeSet = {},
>(spec: StrategySpec<P, I, S, F>): Strategy<P> {
  check(spec as unknown as AnySpec);
  const { params = {} as P, name } = spec;
  const { signals } = spec;
  const when = spec.when as Readonly<Record<string, (p: Values<P>) => boolean>> | undefined;
  return {
    [STRATEGY]: true,
    name,
    description: spec.description ?? "",
    family: spec.family ?? null,
    version: spec.version ?? 1,
    params,
    where: (p) => spec.where?.(p) ?? true,
    ...(when === undefined ? {} : { isActive: (parameter, p) => when[parameter]?.(p) ?? true }),
    requiredHistory: (p) => spec.requiredHistory?.(p) ?? 1,
    direction: spec.direction ?? "both",
    signals: signals === undefined ? noSignals(name) : (columns, p, context) => signals.call(spec, columns, p, context),
    ...(signals === undefined ? { events: eventsOf(spec as unknown as AnySpec) } : {}),
    sourceText: textsOf(spec as unknown as AnySpec)
      .map(textOf)
      .join("\n"),
  };
}

/** What the identity of a strategy that lives in no file is made of. */
const SIGNAL_TEXTS = ["where", "requiredHistory", "signals"] as const;
const EVENT_TEXTS = [...FUNCTIONS, "schedule"] as const;

type AnySpec = StrategySpec<ParamSet, IndicatorSet, unknown, TimeframeSet>;

function textsOf(spec: AnySpec): readonly unknown[] {
  if (spec.signals !== undefined) return SIGNAL_TEXTS.map((key) => spec[key]);
  const texts = EVENT_TEXTS.map((key) => spec[key]);
  return spec.timeframes === undefined ? texts : [...texts, spec.timeframes];
}

function textOf(part: unknown): string {
  return typeof part === "object" ? JSON.stringify(part) : String(part ?? "");
}

function checkConditions({ when, params = {} }: AnySpec, fail: FailDefinition): void {
  if (when === undefined) return;
  if (typeof when !== "object" || when === null) fail("when must be an object such as { stop: (p) => p.exit === 1 }");
  for (const [key, condition] of Object.entries(when)) {
    if (!Object.hasOwn(params, key)) fail(`when names no parameter: "${key}"`, didYouMean(key, Object.keys(params)));
    if (typeof condition !== "function") fail(`when.${key} must be a function`);
  }
}

/** The callbacks as methods of one object, so that every strategy looks alike to the engine. */
function eventsOf(spec: AnySpec): EventStrategy {
  const { schedule = null } = spec;
  const callbacks = CALLBACKS.filter((key) => spec[key] !== undefined).map((key) => [key, spec[key]]);
  return {
    timeframes: spec.timeframes ?? {},
    indicators: (columns, p, frames) => spec.indicators?.(columns, p, frames) ?? {},
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
  checkConditions(spec, fail);
  if (spec.timeframes !== undefined) {
    if (typeof spec.timeframes !== "object" || spec.timeframes === null)
      fail(`timeframes must be an object such as { day: "1d" }, was ${JSON.stringify(spec.timeframes)}`);
    for (const label of Object.values(spec.timeframes)) parseTimeframe(String(label));
  }
  if ((spec.schedule === undefined) !== (spec.onSchedule === undefined))
    fail("schedule and onSchedule belong together");
  if (spec.schedule !== undefined && typeof spec.schedule !== "function") checkSchedule(spec.name, spec.schedule);
}
