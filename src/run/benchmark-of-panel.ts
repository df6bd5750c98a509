import type { IndexedColumn } from "../core/indexed-column.ts";
import { simulatePortfolioWeights } from "../engine/vector/portfolio/simulate-portfolio.ts";
import type { Bars } from "../market/bars.ts";
import type { Panel } from "../market/panel.ts";
import type { PortfolioSettings } from "../trading/panel/simulate-panel.ts";
import { BACKSIGHT_RULES } from "../trading/rules/presets.ts";
import { HELD, scaledBenchmark } from "./benchmark.ts";
import type { RunPorts } from "./run-ports.ts";
import type { ExecutionSettings } from "./run-spec.ts";

/**
 * What the money would have done otherwise, at each row's close: equal weights of all instruments that have a bar when the
 * measured range starts, bought at the first chance and held at the same costs (`hold`); another instrument's price
 * scaled to the starting cash (an address), or NaN (`none`).
 */
export async function benchmarkOfPanel(
  panel: Panel,
  axis: Bars,
  input: PortfolioSettings,
  settings: ExecutionSettings,
  ports: RunPorts,
): Promise<IndexedColumn> {
  const { start } = input;
  if (settings.benchmark !== "hold") return scaledBenchmark(axis, settings, start, ports);
  const isThere = panel.instruments.map((_, k) => panel.bars[k]![start]! >= 0 && panel.isMember[k]![start] === 1);
  const weight = 1 / Math.max(1, isThere.filter(Boolean).length);
  const weights = Float64Array.from(isThere, (is) => (is ? weight : 0));
  const held = { ...input, ...HELD, rules: BACKSIGHT_RULES, firstDecision: start };
  return simulatePortfolioWeights(held, [{ row: start, weights }]).equity;
}
