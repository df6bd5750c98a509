import type { ParameterValue, ParamSet } from "../../src/core/params/parameter.ts";
import type { Bars } from "../../src/market/bars.ts";
import { SeriesGraph } from "../../src/series/series-graph.ts";
import { evaluateSignals } from "../../src/strategy/evaluate-signals.ts";
import type { Strategy } from "../../src/strategy/strategy.ts";

export const SIGNALS = ["entries", "exits", "shortEntries", "shortExits"] as const;

/** The bars at whose close each signal of a strategy is true; a signal that it doesn't give is true nowhere. */
export function signalBars<P extends ParamSet>(
  strategy: Strategy<P>,
  bars: Bars,
  params: Readonly<Record<string, ParameterValue>>,
): Record<(typeof SIGNALS)[number], number[]> {
  const { columns } = evaluateSignals(strategy as never, new SeriesGraph(bars), params, { capital: 100_000 });
  const barsOf = (name: string) =>
    [...(columns.get(name) ?? []).entries()].filter(([, on]) => on !== 0).map(([i]) => i);
  return {
    entries: barsOf("entries"),
    exits: barsOf("exits"),
    shortEntries: barsOf("shortEntries"),
    shortExits: barsOf("shortExits"),
  };
}
