import { checkInteger, checkLength } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import { operandNode, Series } from "../series/series.ts";
import type { EvaluationContext, SeriesOperator } from "../series/series-graph.ts";
import type { IndicatorStream } from "./indicator-stream.ts";

/** A column to compute from: lazy inside a strategy, plain elsewhere. */
export type Source = Series | Float64Array;

/** Lazy in, lazy out; plain in, plain out. */
export type Computed<T extends Source> = T extends Series ? Series : Float64Array;

/** One column per output, by name. */
export type Outputs<T extends Source, Output extends string> = { readonly [K in Output]: Computed<T> };

/** What an eager call may say about plain arrays. */
export interface SourceOptions {
  /**
   * All prices are whole multiples of 1 / ticksPerUnit (`bars.ticksPerUnit`): sums are then exact. Without it sums are
   * compensated, and agree to 1e-12. Volumes needn't be on the grid. Lazy columns know their own.
   */
  readonly ticksPerUnit?: number | null;
}

/**
 * An indicator, declared once: every form (lazy, eager, streaming), the contract suite and the docs come from it.
 *
 * All outputs are NaN before `firstDefined`. A NaN in an input makes NaN for as long as it is in the window; where the
 * window has no end (averages with memory), the bar after the NaN is a new start. A ratio whose divisor is 0 is NaN,
 * never 0.
 */
export interface Indicator<Output extends string = string> {
  readonly name: string;
  /**
   * What it reads, in order: "source" (any column), or the columns it needs: "open", "high", "low", "close", "volume",
   * "session" and, for a second column of the user's choice, "other". At most five.
   */
  readonly inputs: readonly string[];
  readonly params: readonly string[];
  readonly outputs: readonly Output[];
  /** The values of a single-input indicator lie on its input's tick grid (a highest value does, a mean doesn't). */
  readonly keepsTicks?: boolean;
  /** @throws {BacksightError} BACKSIGHT_ARGUMENT for parameters out of range */
  check(params: readonly number[]): void;
  /** Index of the first bar where every output is defined, given defined inputs. */
  firstDefined(params: readonly number[]): number;
  /**
   * Bars until the start of the data weighs less than 1e-6 in the value; Infinity for cumulative ones and for those
   * whose path depends on where they began.
   */
  settled(params: readonly number[]): number;
  batch(
    inputs: readonly Float64Array[],
    params: readonly number[],
    context: EvaluationContext,
  ): readonly Float64Array[];
  stream(params: readonly number[], context: EvaluationContext): IndicatorStream;
}

/** What the author of an indicator writes: without `batch`, the stream is run over the columns. */
export type IndicatorSpec<Output extends string> = Omit<Indicator<Output>, "batch"> & Partial<Pick<Indicator, "batch">>;

/** An indicator of its declaration. */
export function defineIndicator<const Output extends string>(spec: IndicatorSpec<Output>): Indicator<Output> {
  return {
    batch: (inputs, params, context) => runStream(spec.stream(params, context), inputs, spec.outputs.length),
    ...spec,
  };
}

/**
 * Computes an indicator from columns of either form, one column per declared output, by name.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH, BACKSIGHT_SERIES_FOREIGN
 */
export function compute<T extends Source, Output extends string>(
  indicator: Indicator<Output>,
  sources: readonly T[],
  params: readonly number[],
  options: SourceOptions = {},
): Outputs<T, Output> {
  const columns = computeColumns(indicator, sources, params, options);
  return Object.fromEntries(indicator.outputs.map((name, k) => [name, columns[k]])) as Outputs<T, Output>;
}

/** `compute` for indicators with a single output: the column itself. */
export function computeOne<T extends Source>(
  indicator: Indicator,
  sources: readonly T[],
  params: readonly number[],
  options: SourceOptions = {},
): Computed<T> {
  return computeColumns(indicator, sources, params, options)[0] as Computed<T>;
}

/**
 * The streaming form, for bars that arrive one by one.
 *
 * @example const average = streamOf(smaIndicator, [20]); average.update(close)
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function streamOf(
  indicator: Indicator,
  params: readonly number[],
  options: SourceOptions = {},
): IndicatorStream {
  indicator.check(params);
  return indicator.stream(params, contextOf(indicator, options));
}

function computeColumns(
  indicator: Indicator,
  sources: readonly Source[],
  params: readonly number[],
  options: SourceOptions,
): readonly Source[] {
  indicator.check(params);
  const lazy = sources.find((source) => source instanceof Series);
  if (lazy !== undefined) return computeLazily(indicator, lazy, sources, params);
  return computeArrays(indicator, sources as readonly Float64Array[], params, options);
}

function computeArrays(
  indicator: Indicator,
  sources: readonly Float64Array[],
  params: readonly number[],
  options: SourceOptions,
): readonly Float64Array[] {
  const context = contextOf(indicator, options);
  for (const [k, source] of sources.entries()) {
    const name = indicator.inputs[k]!;
    if (!(source instanceof Float64Array)) {
      throw new BacksightError("BACKSIGHT_ARGUMENT", {
        name,
        rule: "a column or a Float64Array",
        value: typeof source,
      });
    }
    checkLength(name, source, sources[0]!.length);
    checkTicks(name, source, context.ticksPerUnit[k]!);
  }
  return indicator.batch(sources, params, context);
}

function contextOf({ inputs }: Indicator, { ticksPerUnit = null }: SourceOptions): EvaluationContext {
  if (ticksPerUnit !== null) checkInteger("ticksPerUnit", ticksPerUnit, 1);
  return { ticksPerUnit: inputs.map((name) => (name === "volume" || name === "session" ? null : ticksPerUnit)) };
}

/** A wrong grid would round prices without a word. */
function checkTicks(name: string, source: Float64Array, ticksPerUnit: number | null): void {
  if (ticksPerUnit === null) return;
  for (const value of source) {
    if (Math.round(value * ticksPerUnit) / ticksPerUnit === value || !Number.isFinite(value)) continue;
    const rule = `a grid that every value of ${name} lies on (${value} doesn't)`;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "ticksPerUnit", rule, value: ticksPerUnit });
  }
}

function runStream(stream: IndicatorStream, inputs: readonly Float64Array[], count: number): readonly Float64Array[] {
  const a = inputs[0]!;
  const [, b = a, c = a, d = a, e = a] = inputs;
  const columns = Array.from({ length: count }, () => new Float64Array(a.length));
  const [first] = columns as [Float64Array];
  for (let i = 0; i < a.length; i++) {
    first[i] = stream.update(a[i]!, b[i]!, c[i]!, d[i]!, e[i]!);
    for (let k = 1; k < count; k++) columns[k]![i] = stream.outputs[k]!;
  }
  return columns;
}

const operators = new WeakMap<Indicator, SeriesOperator>();

const pick: SeriesOperator = {
  name: "output",
  isCausal: true,
  evaluate: (inputs, params) => (inputs[0] as readonly Float64Array[])[params[0]!]!,
};

function computeLazily(
  indicator: Indicator,
  { graph }: Series,
  sources: readonly Source[],
  params: readonly number[],
): readonly Series[] {
  const nodes = sources.map((source) => operandNode(graph, indicator.name, source));
  const all = graph.node(operatorOf(indicator), nodes, params);
  if (indicator.outputs.length === 1) return [new Series(graph, all)];
  return indicator.outputs.map((_, k) => new Series(graph, graph.node(pick, [all], [k])));
}

/** The operator that nodes of the indicator have: one object an indicator. */
export function operatorOf(indicator: Indicator): SeriesOperator {
  let operator = operators.get(indicator);
  if (operator === undefined) {
    operator = {
      name: indicator.name,
      isCausal: true,
      keepsTicks: indicator.keepsTicks === true,
      evaluate(inputs, params, context) {
        const outputs = indicator.batch(inputs as readonly Float64Array[], params, context);
        return outputs.length === 1 ? outputs[0]! : outputs;
      },
    };
    operators.set(indicator, operator);
  }
  return operator;
}
