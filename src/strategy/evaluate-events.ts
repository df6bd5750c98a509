import { BacksightError } from "../core/errors.ts";
import type { ParameterValue } from "../core/params/parameter.ts";
import { columnsOf } from "../series/columns.ts";
import { Mask } from "../series/mask.ts";
import { Series } from "../series/series.ts";
import type { SeriesGraph, SeriesNode } from "../series/series-graph.ts";
import { callStrategy } from "./call-strategy.ts";
import { checkSchedule } from "./event-schedule.ts";
import type { EventCallbacks, EventProgram, EventStrategy } from "./event-strategy.ts";
import { frameGraph } from "./frame-graphs.ts";

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
  const seen = graph.bars;
  const frames = Object.entries(events.timeframes).map(([name, label]) => ({ name, ...frameGraph(graph, label) }));
  const graphs = [graph, ...frames.map((frame) => frame.graph)];
  const reads = () => graphs.reduce((sum, { valuesRead }) => sum + valuesRead, 0);
  const readsBefore = reads();
  const framesOf = Object.fromEntries(frames.map((frame) => [frame.name, columnsOf(frame.graph)]));
  const given = callStrategy(strategy, "indicators", () =>
    events.indicators(columnsOf(graph), params as never, framesOf),
  );
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
  const isUntouched = reads() === readsBefore;
  const nodes: (SeriesNode | null)[] = [];
  const columns = graphs.map(() => new Map<string, Float64Array | Uint8Array>());
  for (const [name, value] of Object.entries(given)) {
    if (value instanceof Series || value instanceof Mask) {
      const k = graphs.indexOf(value.graph);
      if (k < 0) throw new BacksightError("BACKSIGHT_SERIES_FOREIGN", { operator: name });
      nodes.push(value.node);
      columns[k]!.set(name, graphs[k]!.evaluate(value.node) as Float64Array | Uint8Array);
      continue;
    }
    const isColumn = value instanceof Float64Array || value instanceof Uint8Array || isFlags(value);
    if (!isColumn || value.length !== graph.bars.length)
      refuse(`${name} that is no column of ${graph.bars.length} numbers`);
    nodes.push(null);
    columns[0]!.set(
      name,
      ArrayBuffer.isView(value) ? (value as Float64Array) : Uint8Array.from(value as never, Number),
    );
  }
  // Whoever asks again with other parameters would keep the columns of them all.
  for (const [k, frame] of frames.entries()) frame.graph.forgetAllBut(new Set(columns[k + 1]!.values()));
  const schedule = callStrategy(strategy, "schedule", () => events.schedule(params as never));
  if (schedule !== null) checkSchedule(strategy, schedule);
  const program: EventProgram = {
    strategy,
    params,
    seen,
    columns: columns[0]!,
    frames: new Map(frames.map(({ name, bars, index }, k) => [name, { bars, index, columns: columns[k + 1]! }])),
    schedule,
    callbacks: events.callbacks as EventCallbacks<unknown, unknown, unknown>,
    state: () => callStrategy(strategy, "state", () => events.state(params as never)),
  };
  return { program, nodes, isUntouched };
}

function isFlags(value: unknown): value is readonly (boolean | 0 | 1)[] {
  return Array.isArray(value) && value.every((one) => one === 0 || one === 1 || typeof one === "boolean");
}
