import { joinTimeframes } from "../data/prepare/join-timeframes.ts";
import { resampleBars } from "../data/prepare/resample-bars.ts";
import type { Bars } from "../market/bars.ts";
import { withPlainPrices } from "../market/compact/compact-bars.ts";
import { parseTimeframe } from "../market/timeframe.ts";
import { SeriesGraph } from "../series/series-graph.ts";

/** A longer timeframe beside the bars of a graph. */
export interface FrameGraph {
  readonly graph: SeriesGraph;
  readonly bars: Bars;
  /** For each bar underneath, the last longer one that had closed by then; −1 before the first. */
  readonly index: Int32Array;
}

const known = new WeakMap<SeriesGraph, Map<string, FrameGraph>>();

/**
 * The expressions over a longer timeframe of a graph's bars; made once, so that equal expressions are one node. A last bar
 * that is still under way is in it, for whoever never sees what hasn't closed.
 *
 * @throws {BacksightError} BACKSIGHT_TIMEFRAME, BACKSIGHT_RESAMPLE
 */
export function frameGraph(graph: SeriesGraph, label: string): FrameGraph {
  const frames = known.get(graph) ?? new Map<string, FrameGraph>();
  known.set(graph, frames);
  const found = frames.get(label);
  if (found !== undefined) return found;
  const short = withPlainPrices(graph.bars);
  const bars = resampleBars(short, parseTimeframe(label), { unfinished: "keep" });
  const made = { graph: new SeriesGraph(bars), bars, index: joinTimeframes(short, bars).index };
  frames.set(label, made);
  return made;
}
