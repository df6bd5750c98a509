import { Series } from "./series.ts";
import type { SeriesGraph } from "./series-graph.ts";

/** What a vector strategy is given: each price column of the bars, as a lazy column. */
export interface Columns {
  readonly open: Series;
  readonly high: Series;
  readonly low: Series;
  readonly close: Series;
  readonly volume: Series;
  /** When each bar closed, epoch milliseconds UTC. */
  readonly time: Series;
}

/** The columns of a graph, the same object each time. */
export function columnsOf(graph: SeriesGraph): Columns {
  let columns = KNOWN.get(graph);
  if (columns === undefined) {
    const column = (name: Parameters<SeriesGraph["source"]>[0]) => new Series(graph, graph.source(name));
    columns = Object.freeze({
      open: column("open"),
      high: column("high"),
      low: column("low"),
      close: column("close"),
      volume: column("volume"),
      time: column("time"),
    });
    KNOWN.set(graph, columns);
  }
  return columns;
}

const KNOWN = new WeakMap<SeriesGraph, Columns>();
