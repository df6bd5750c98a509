import { BacksightError, isBacksightError, reasonOf } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import type { ParameterValue } from "../core/params/parameter.ts";
import { columnsOf } from "../series/columns.ts";
import { Mask } from "../series/mask.ts";
import { Series } from "../series/series.ts";
import type { SeriesGraph, SeriesNode } from "../series/series-graph.ts";
import type { Signals, Strategy } from "./strategy.ts";

/** What a strategy said about every bar, as plain columns. */
export interface EvaluatedSignals {
  readonly entries: Uint8Array;
  readonly exits: Uint8Array;
  readonly plot: ReadonlyMap<string, Float64Array>;
  /** Every returned column by name ("entries", "plot.fast"), for the audits. */
  readonly columns: ReadonlyMap<string, Float64Array | Uint8Array>;
  /** Built from causal columns only, without reading plain values: it can't see the future. */
  readonly isCausalByConstruction: boolean;
  /** The returned expressions; equal texts in one graph are equal columns. Null when a plain array was returned. */
  readonly expression: string | null;
}

const KEYS = ["entries", "exits", "plot"];
/** Part of the semantics, but not of this version. */
const KEYS_TO_COME = ["shortEntries", "shortExits", "weights"];

/**
 * Asks the strategy for its signals and checks what comes back.
 *
 * @throws {BacksightError} BACKSIGHT_STRATEGY_THREW, BACKSIGHT_STRATEGY_RESULT
 */
export function evaluateSignals(
  strategy: Strategy,
  graph: SeriesGraph,
  params: Readonly<Record<string, ParameterValue>>,
): EvaluatedSignals {
  const readsBefore = graph.valuesRead;
  const returned = callStrategy(strategy.name, "signals", () => strategy.signals(columnsOf(graph), params as never));
  const isUntouched = graph.valuesRead === readsBefore;
  checkKeys(strategy.name, returned);

  const nodes: (SeriesNode | null)[] = [];
  const columns = new Map<string, Float64Array | Uint8Array>();
  const mask = (key: "entries" | "exits"): Uint8Array => {
    const value = returned[key];
    if (value === undefined) return new Uint8Array(graph.bars.length);
    const column = readMask(strategy.name, key, value, graph, nodes);
    columns.set(key, column);
    return column;
  };
  const entries = mask("entries");
  const exits = mask("exits");
  const plot = new Map<string, Float64Array>();
  if (returned.plot !== undefined && !isRecord(returned.plot)) {
    throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
      strategy: strategy.name,
      problem: "plot that is no object of columns",
      hint: " Name each line: plot: { fast, slow }.",
    });
  }
  for (const [name, line] of Object.entries(returned.plot ?? {})) {
    const column = readLine(strategy.name, name, line, graph, nodes);
    plot.set(name, column);
    columns.set(`plot.${name}`, column);
  }
  const areCausal = nodes.every((node) => node?.isCausal === true);
  return {
    entries,
    exits,
    plot,
    columns,
    isCausalByConstruction: isUntouched && areCausal,
    expression: nodes.includes(null) ? null : nodes.map((node) => node!.id).join(","),
  };
}

/** Runs a callback of the strategy; what it throws becomes a typed error that names it and the line. */
export function callStrategy<T>(strategy: string, callback: string, call: () => T): T {
  let result: T;
  try {
    result = call();
  } catch (error) {
    if (isBacksightError(error)) throw error;
    const at = placeOf(error);
    throw new BacksightError(
      "BACKSIGHT_STRATEGY_THREW",
      {
        strategy,
        callback,
        reason: `${reasonOf(error).replace(/\.$/, "")}.`,
        where: at === undefined ? "" : ` (${at})`,
      },
      { cause: error },
    );
  }
  if (typeof result === "object" && result !== null && "then" in result) {
    // What it rejects with later would be an error of its own.
    Promise.resolve(result).catch(() => {});
    throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
      strategy,
      problem: `a promise from ${callback}`,
      hint: " Strategies are synchronous: drop async.",
    });
  }
  return result;
}

function placeOf(error: unknown): string | undefined {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const frame = /([^/\\(\s?]+\.[cm]?[jt]s)(?:\?[^\s:)]*)?(:\d+:\d+)/.exec(stack);
  return frame === null ? undefined : `${frame[1]}${frame[2]}`;
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
    const isToCome = KEYS_TO_COME.includes(key);
    throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
      strategy,
      problem: isToCome ? `${key}, which isn't supported yet` : `an unknown column "${key}"`,
      hint: isToCome ? "" : didYouMean(key, KEYS),
    });
  }
  if (returned.entries === undefined) {
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
  if (value instanceof Mask) {
    checkGraph(value.graph, graph, key);
    nodes.push(value.node);
    return graph.evaluate(value.node) as Uint8Array;
  }
  nodes.push(null);
  const { length } = graph.bars;
  if (value instanceof Uint8Array || value instanceof Float64Array || Array.isArray(value)) {
    if (value.length !== length) {
      throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
        strategy,
        problem: `${value.length} values in ${key} for ${length} bars`,
        hint: "",
      });
    }
    const items: ArrayLike<unknown> = value;
    let isMask = true;
    for (let i = 0; i < length && isMask; i++) isMask = MASK_VALUES.has(items[i]);
    if (isMask) return Uint8Array.from(items, Number);
  }
  const hint = value instanceof Series ? ` Compare it: ${key}: column.gt(0).` : "";
  throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", { strategy, problem: `${key} that is no mask`, hint });
}

function readLine(
  strategy: string,
  name: string,
  value: unknown,
  graph: SeriesGraph,
  nodes: (SeriesNode | null)[],
): Float64Array {
  if (value instanceof Series) {
    checkGraph(value.graph, graph, `plot.${name}`);
    nodes.push(value.node);
    return graph.evaluate(value.node) as Float64Array;
  }
  nodes.push(null);
  if (value instanceof Float64Array && value.length === graph.bars.length) return value;
  throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
    strategy,
    problem: `plot.${name} that is no column of ${graph.bars.length} numbers`,
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
