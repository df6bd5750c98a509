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

export function columnsOf(graph: SeriesGraph): Columns {
  const column = (name: Parameters<SeriesGraph["source"]>[0]) => new Series(graph, graph.source(name));
  return {
    open: column("open"),
    high: column("high"),
    low: column("low"),
    close: column("close"),
    volume: column("volume"),
    time: column("time"),
  };
}
