import { BacksightError } from "../core/errors.ts";
import type { ParameterValue } from "../core/params/parameter.ts";
import { columnsOf } from "../series/columns.ts";
import { Mask } from "../series/mask.ts";
import { Series } from "../series/series.ts";
import type { SeriesGraph, SeriesNode } from "../series/series-graph.ts";
import { callStrategy } from "./call-strategy.ts";
import type { EventCallbacks, EventProgram, EventStrategy } from "./event-strategy.ts";

/** An event strategy, ready to be driven over the bars of a graph. */
export interface EvaluatedEvents {
  readonly program: EventProgram;
  /** The declared indicators as expressions; null for a plain array. */
  readonly nodes: readonly (SeriesNode | null)[];
  /** They were declared without reading plain values. */
  readonly isUntouched: boolean;
}

/**
 * Asks an event strategy for its indicators, and computes them.
 *
 * @throws {BacksightError} BACKSIGHT_STRATEGY_THREW, BACKSIGHT_STRATEGY_RESULT, BACKSIGHT_SERIES_FOREIGN
 */
export function evaluateEvents(
  strategy: string,
  events: EventStrategy,
  graph: SeriesGraph,
  params: Readonly<Record<string, ParameterValue>>,
): EvaluatedEvents {
  const readsBefore = graph.valuesRead;
  const given = callStrategy(strategy, "indicators", () => events.indicators(columnsOf(graph), params as never));
  const refuse = (problem: string): never => {
    throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
      strategy,
      problem,
      hint: " Name each one: indicators: ({ close }) => ({ fast: sma(close, 10) }).",
    });
  };
  const isPlainObject = typeof given === "object" && given !== null && !ArrayBuffer.isView(given);
  if (!isPlainObject || Array.isArray(given) || given instanceof Series || given instanceof Mask)
    refuse("indicators that are no object of columns");
  const isUntouched = graph.valuesRead === readsBefore;
  const nodes: (SeriesNode | null)[] = [];
  const columns = new Map<string, Float64Array | Uint8Array>();
  for (const [name, value] of Object.entries(given)) {
    if (value instanceof Series || value instanceof Mask) {
      if (value.graph !== graph) throw new BacksightError("BACKSIGHT_SERIES_FOREIGN", { operator: name });
      nodes.push(value.node);
      columns.set(name, graph.evaluate(value.node) as Float64Array | Uint8Array);
      continue;
    }
    const isColumn = value instanceof Float64Array || value instanceof Uint8Array || isFlags(value);
    if (!isColumn || value.length !== graph.bars.length)
      refuse(`${name} that is no column of ${graph.bars.length} numbers`);
    nodes.push(null);
    columns.set(name, ArrayBuffer.isView(value) ? (value as Float64Array) : Uint8Array.from(value as never, Number));
  }
  const program: EventProgram = {
    strategy,
    params,
    columns,
    schedule: callStrategy(strategy, "schedule", () => events.schedule(params as never)),
    callbacks: events.callbacks as EventCallbacks<unknown, unknown, unknown>,
    state: () => callStrategy(strategy, "state", () => events.state(params as never)),
  };
  return { program, nodes, isUntouched };
}

function isFlags(value: unknown): value is readonly (boolean | 0 | 1)[] {
  return Array.isArray(value) && value.every((one) => one === 0 || one === 1 || typeof one === "boolean");
}
