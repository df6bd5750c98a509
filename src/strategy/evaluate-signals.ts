import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import type { ParameterValue } from "../core/params/parameter.ts";
import { wordView } from "../core/word-view.ts";
import { columnsOf } from "../series/columns.ts";
import { ColumnsOnDemand } from "../series/columns-on-demand.ts";
import { Mask } from "../series/mask.ts";
import { Series } from "../series/series.ts";
import type { SeriesGraph, SeriesNode } from "../series/series-graph.ts";
import { callStrategy } from "./call-strategy.ts";
import { type EvaluatedEvents, evaluateEvents } from "./evaluate-events.ts";
import type { EventProgram } from "./event-strategy.ts";
import type { SignalContext, Signals, Strategy } from "./strategy.ts";

/** What a strategy said about every bar, as plain columns. */
export interface EvaluatedSignals {
  /** Masks; all zero where the strategy gave targets. */
  readonly entries: Uint8Array;
  readonly exits: Uint8Array;
  /** Null where the strategy has no short side. */
  readonly shortEntries: Uint8Array | null;
  readonly shortExits: Uint8Array | null;
  readonly stopLoss: Float64Array | null;
  readonly takeProfit: Float64Array | null;
  /** Prices that orders wait for. */
  readonly entryLimit: Float64Array | null;
  readonly entryStop: Float64Array | null;
  readonly exitLimit: Float64Array | null;
  readonly adjustEntryLimit: Float64Array | null;
  /** What to hold, instead of masks. */
  readonly targets: { readonly kind: "weight" | "units"; readonly values: Float64Array } | null;
  /** Each line is computed when somebody looks at it. */
  readonly plot: ReadonlyMap<string, Float64Array>;
  /** Every returned column by name ("entries", "plot.fast"), for the audits; all are computed. */
  readonly columns: ReadonlyMap<string, Float64Array | Uint8Array>;
  /** Built from causal columns only, without reading plain values: it can't see the future. */
  readonly isCausalByConstruction: boolean;
  /** What decides bar by bar, instead of all columns above; absent where the strategy gave signals. */
  readonly program?: EventProgram;
  /** The returned expressions; equal texts in one graph are equal columns. Null when a plain array was returned. */
  readonly expression: string | null;
}

export const MASKS = ["entries", "exits", "shortEntries", "shortExits"] as const;
export const LEVELS = ["stopLoss", "takeProfit", "entryLimit", "entryStop", "exitLimit", "adjustEntryLimit"] as const;
export const TARGETS = ["weights", "units"] as const;
/** What can't be said beside targets. */
const ORDERS = [...MASKS, ...LEVELS] as const;
const KEYS: readonly string[] = [...ORDERS, ...TARGETS, "plot"];

/** What a strategy answered, as it gave it: nothing is evaluated yet. */
export interface SignalAnswer {
  readonly returned: Signals;
  /** What an event strategy declared, instead. */
  readonly events?: EvaluatedEvents;
  /** It was made without reading plain values. */
  readonly isUntouched: boolean;
}

/**
 * Asks the strategy for its signals and checks what comes back.
 *
 * @throws {BacksightError} BACKSIGHT_STRATEGY_THREW, BACKSIGHT_STRATEGY_RESULT
 */
export function evaluateSignals(
  strategy: Strategy,
  graph: SeriesGraph,
  params: Readonly<Record<string, ParameterValue>>,
  context: SignalContext = { capital: 100_000 },
): EvaluatedSignals {
  return evaluateAnswer(strategy.name, graph, askSignals(strategy, graph, params, context));
}

/** The first half of `evaluateSignals`. @throws {BacksightError} BACKSIGHT_STRATEGY_THREW, BACKSIGHT_STRATEGY_RESULT */
export function askSignals(
  strategy: Strategy,
  graph: SeriesGraph,
  params: Readonly<Record<string, ParameterValue>>,
  context: SignalContext,
): SignalAnswer {
  if (strategy.events !== undefined) {
    const events = evaluateEvents(strategy.name, strategy.events, graph, params);
    return { returned: {}, events, isUntouched: events.isUntouched };
  }
  const readsBefore = graph.valuesRead;
  const answer = callStrategy(strategy.name, "signals", () =>
    strategy.signals(columnsOf(graph), params as never, context),
  );
  // What it returned may have getters, which are the strategy's code as well.
  const returned = callStrategy(strategy.name, "signals", () => readOnce(answer));
  checkKeys(strategy.name, returned);
  return { returned, isUntouched: graph.valuesRead === readsBefore };
}

/** The second half of `evaluateSignals`. @throws {BacksightError} BACKSIGHT_STRATEGY_RESULT */
export function evaluateAnswer(
  strategyName: string,
  graph: SeriesGraph,
  { returned, events, isUntouched }: SignalAnswer,
): EvaluatedSignals {
  const nodes: (SeriesNode | null)[] = [...(events?.nodes ?? [])];
  const columns = new Map<string, () => Float64Array | Uint8Array>();
  const keep = <T extends Float64Array | Uint8Array>(key: string, column: T): T => {
    columns.set(key, () => column);
    return column;
  };
  const mask = (key: (typeof MASKS)[number]): Uint8Array | null => {
    const value = returned[key];
    return value === undefined ? null : keep(key, readMask(strategyName, key, value, graph, nodes));
  };
  const numbers = (key: (typeof LEVELS)[number] | (typeof TARGETS)[number]): Float64Array | null => {
    const value = returned[key];
    return value === undefined ? null : keep(key, readLine(strategyName, key, value, graph, nodes)());
  };
  const [entries, exits] = [mask("entries") ?? noneOf(graph), mask("exits") ?? noneOf(graph)];
  const [shortEntries, shortExits] = [mask("shortEntries"), mask("shortExits")];
  const [stopLoss, takeProfit] = [numbers("stopLoss"), numbers("takeProfit")];
  const [entryLimit, entryStop] = [numbers("entryLimit"), numbers("entryStop")];
  const [exitLimit, adjustEntryLimit] = [numbers("exitLimit"), numbers("adjustEntryLimit")];
  const [weights, units] = [numbers("weights"), numbers("units")];
  const values = weights ?? units;
  const targets = values === null ? null : ({ kind: weights === null ? "units" : "weight", values } as const);
  if (targets !== null) checkTargets(strategyName, targets);

  for (const [name, column] of events?.program.columns ?? []) keep(`indicators.${name}`, column);
  for (const { columns: longer, index } of events?.program.frames?.values() ?? [])
    for (const [name, column] of longer)
      columns.set(`indicators.${name}`, () => Float64Array.from(index, (at) => column[at] ?? NaN));
  const plot = new Map<string, () => Float64Array>();
  for (const [name, line] of Object.entries(returned.plot ?? {})) {
    const drawn = readLine(strategyName, `plot.${name}`, line, graph, nodes);
    plot.set(name, drawn);
    columns.set(`plot.${name}`, drawn);
  }
  const areCausal = nodes.every((node) => node?.isCausal === true);
  return {
    entries,
    exits,
    shortEntries,
    shortExits,
    stopLoss,
    takeProfit,
    entryLimit,
    entryStop,
    exitLimit,
    adjustEntryLimit,
    targets,
    ...(events === undefined ? {} : { program: events.program }),
    plot: new ColumnsOnDemand(plot),
    get columns() {
      return new Map(Array.from(columns, ([name, column]) => [name, column()]));
    },
    isCausalByConstruction: isUntouched && areCausal,
    expression: nodes.includes(null) ? null : nodes.map((node) => node!.id).join(","),
  };
}

/** A mask of zeros that all answers over the same bars share: nobody writes into what was evaluated. */
function noneOf(graph: SeriesGraph): Uint8Array {
  const known = NONE.get(graph) ?? new Uint8Array(graph.bars.length);
  NONE.set(graph, known);
  return known;
}

const NONE = new WeakMap<SeriesGraph, Uint8Array>();

/** The answer with every value in it read; what is no object of columns as it is. */
function readOnce(answer: Signals): Signals {
  if (!isRecord(answer)) return answer;
  const read: Record<string, unknown> = {};
  for (const key of KEYS) if (key in answer) read[key] = answer[key as keyof Signals];
  for (const key of Object.keys(answer)) if (!KEYS.includes(key)) read[key] = answer[key as keyof Signals];
  if (isRecord(read.plot)) read.plot = { ...read.plot };
  return read;
}

/** Targets are finite, or NaN to keep what is held. */
function checkTargets(
  strategy: string,
  { kind, values }: { readonly kind: string; readonly values: Float64Array },
): void {
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]!) !== Infinity) continue;
    throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
      strategy,
      problem: `an infinite ${kind} at bar ${i}`,
      hint: " A target is a finite number, or NaN to keep what is held.",
    });
  }
}

function checkKeys(strategy: string, returned: Signals): void {
  if (!isRecord(returned)) {
    throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
      strategy,
      problem: `${typeName(returned)} from signals`,
      hint: "",
    });
  }
  for (const key of Object.keys(returned)) {
    if (KEYS.includes(key)) continue;
    throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
      strategy,
      problem: `an unknown column "${key}"`,
      hint: didYouMean(key, KEYS),
    });
  }
  if (returned.plot !== undefined && !isRecord(returned.plot)) {
    throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
      strategy,
      problem: "plot that is no object of columns",
      hint: " Name each line: plot: { fast, slow }.",
    });
  }
  const isGiven = (key: keyof Signals) => returned[key] !== undefined;
  const isTarget = TARGETS.some(isGiven);
  if (isTarget && (TARGETS.every(isGiven) || ORDERS.some(isGiven))) {
    const problem = `${[...TARGETS, ...ORDERS].filter(isGiven).join(" and ")} together`;
    throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
      strategy,
      problem,
      hint: " Give masks, or weights, or units.",
    });
  }
  if (!isTarget && !isGiven("entries") && !isGiven("shortEntries")) {
    throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", { strategy, problem: "no entries", hint: "" });
  }
}

function readMask(
  strategy: string,
  key: string,
  value: unknown,
  graph: SeriesGraph,
  nodes: (SeriesNode | null)[],
): Uint8Array {
  const mask = maskOf(strategy, key, value, graph);
  const isPlain = mask instanceof Uint8Array;
  nodes.push(isPlain ? null : mask);
  if (!isPlain) return graph.evaluate(mask) as Uint8Array;
  return mask === value ? new Uint8Array(mask) : mask;
}

/** A mask that a strategy returned: the expression, not evaluated, or its plain array, checked: its very own, if that is bytes. */
export function maskOf(strategy: string, key: string, value: unknown, graph: SeriesGraph): SeriesNode | Uint8Array {
  if (value instanceof Mask) {
    checkGraph(value.graph, graph, key);
    return value.node;
  }
  const { length } = graph.bars;
  if (value instanceof Uint8Array || value instanceof Float64Array || Array.isArray(value)) {
    if (value.length !== length) {
      throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
        strategy,
        problem: `${value.length} values in ${key} for ${length} bars`,
        hint: "",
      });
    }
    if (!(value instanceof Uint8Array)) {
      const mask = copyOfValues(value);
      if (mask !== null) return mask;
    } else if (isBinary(value)) return value;
  }
  const hint = value instanceof Series ? ` Compare it: ${key}: column.gt(0).` : "";
  throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", { strategy, problem: `${key} that is no mask`, hint });
}

/** Every byte is 0 or 1. */
function isBinary(bytes: Uint8Array): boolean {
  const words = wordView(bytes) ?? new Int32Array(0);
  const { length } = words;
  let seen = 0;
  for (let k = 0; k < length; k++) seen |= words[k]!;
  for (let i = 4 * length; i < bytes.length; i++) seen |= bytes[i]!;
  return (seen & ~0x01010101) === 0;
}

/** Null where a value is neither 0 nor 1. */
function copyOfValues(values: ArrayLike<unknown>): Uint8Array | null {
  const mask = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (!MASK_VALUES.has(values[i])) return null;
    mask[i] = Number(values[i]);
  }
  return mask;
}

/** A line that a strategy returned, checked and computed. @throws {BacksightError} BACKSIGHT_STRATEGY_RESULT */
export function lineOf(strategy: string, key: string, value: unknown, graph: SeriesGraph): Float64Array {
  return readLine(strategy, key, value, graph, [])();
}

function readLine(
  strategy: string,
  key: string,
  value: unknown,
  graph: SeriesGraph,
  nodes: (SeriesNode | null)[],
): () => Float64Array {
  if (value instanceof Series) {
    checkGraph(value.graph, graph, key);
    nodes.push(value.node);
    return () => graph.evaluate(value.node) as Float64Array;
  }
  nodes.push(null);
  if (value instanceof Float64Array && value.length === graph.bars.length) return () => value;
  throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
    strategy,
    problem: `${key} that is no column of ${graph.bars.length} numbers`,
    hint: "",
  });
}

/** 0 and 1 as numbers or booleans; -0 is 0. */
const MASK_VALUES: ReadonlySet<unknown> = new Set([0, 1, false, true]);

/** A plain object, so that a column or an array returned by mistake isn't taken for a set of columns. */
function isRecord(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof Series) &&
    !(value instanceof Mask)
  );
}

function typeName(value: unknown): string {
  if (value instanceof Series || value instanceof Mask) return "a single column";
  return value === null ? "null" : Array.isArray(value) || ArrayBuffer.isView(value) ? "an array" : typeof value;
}

function checkGraph(found: SeriesGraph, expected: SeriesGraph, operator: string): void {
  if (found !== expected) throw new BacksightError("BACKSIGHT_SERIES_FOREIGN", { operator });
}

/** The columns that a simulation of these signals reads. */
export function simulatedColumns(signals: EvaluatedSignals): Set<Float64Array | Uint8Array> {
  const columns = [...MASKS, ...LEVELS].map((key) => signals[key]);
  const declared = signals.program?.columns.values() ?? [];
  return new Set([...columns, ...declared, signals.targets?.values ?? null].filter((column) => column !== null));
}
