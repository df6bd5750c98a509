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
  const isThere = panel.instruments.map((bars, k) => isThereAt(panel, bars, k, start));
  const weight = 1 / Math.max(1, isThere.filter(Boolean).length);
  const weights = Float64Array.from(isThere, (is) => (is ? weight : 0));
  const held = { ...input, ...HELD, rules: BACKSIGHT_RULES, firstDecision: start };
  return simulatePortfolioWeights(held, [{ row: start, weights }]).equity;
}

/** The instrument has a bar that closes at a row, or one that is under way there, and is in the universe by then. */
function isThereAt({ bars, isMember, closeTime }: Panel, { time }: Bars, k: number, row: number): boolean {
  const rows = bars[k]!;
  if (rows[row]! >= 0) return isMember[k]![row] === 1;
  const next = rows.findIndex((bar, later) => later > row && bar >= 0);
  return next >= 0 && time[rows[next]!]! < closeTime[row]! && isMember[k]![next] === 1;
}
