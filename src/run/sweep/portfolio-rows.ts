import { isBacksightError } from "../../core/errors.ts";
import type { TakeMarks } from "../../engine/vector/fast/measured-marks.ts";
import { SWEEP_STATISTICS } from "../../engine/vector/fast/sweep-statistics.ts";
import { panelUntil } from "../../market/panel.ts";
import { SeriesGraph } from "../../series/series-graph.ts";
import { measuredRange, requiredHistoryOf } from "../measured-range.ts";
import { portfolioAccountOf } from "../portfolio-account.ts";
import { panelPrices, simulatePortfolio } from "../simulate-portfolio.ts";
import { measuredMarks } from "./measured-marks.ts";
import { plainStatistics } from "./plain-statistics.ts";
import { createBlock, type RowsBlock, SWEEP_DOORS } from "./rows-block.ts";
import type { SweepParams, SweepRequest, SweepRunner } from "./sweep-rows.ts";

const BLOCK_SIZE = 1024;
/** What the columns of expressions may take, all instruments together. */
const COLUMN_BYTES = 256 * 1_048_576;

const REASON = "several instruments share the cash";

/** A sweep over instruments that share cash. */
export type PortfolioSweepRequest = SweepRequest & { readonly several: NonNullable<SweepRequest["several"]> };

/**
 * A sweep over instruments that share cash: each row is the numbers of the single run of its parameters. Instruments share
 * an account on every bar, so that there is one door; expressions are computed once for all combinations that share them.
 *
 * @param takeMarks as of `createSweepRunner`
 * @throws {BacksightError} BACKSIGHT_BARS_EMPTY when no row lies in the range; BACKSIGHT_NOT_SUPPORTED for finer bars
 */
export function createPortfolioRunner(request: PortfolioSweepRequest, takeMarks?: TakeMarks): SweepRunner {
  const { strategy, bars: axis, several, settings, from = null, blockSize = BLOCK_SIZE, metrics = [] } = request;
  const market = panelPrices(panelUntil(several.panel, axis.length), several.actionsOf ?? null);
  const { start } = measuredRange(axis, from, 1);
  const marks = measuredMarks(axis, start, settings);

  function runOne(params: SweepParams, row: number, graphs: readonly SeriesGraph[], out: RowsBlock): void {
    const requiredHistory = requiredHistoryOf(strategy, params);
    const range = { start, firstDecision: Math.max(start, requiredHistory - 1) };
    const asked = { ...market, strategy, params, settings, axis, range, requiredHistory, graphs };
    const { result } = simulatePortfolio(asked);
    const values = plainStatistics(portfolioAccountOf(market.panel, axis, result), settings, metrics);
    for (const name of SWEEP_STATISTICS) out.statistics[name][row] = values[name];
    for (const id of metrics) out.more[id]![row] = values[id]!;
    out.door[row] = SWEEP_DOORS.indexOf("plain");
    out.reasons.set(row, REASON);
    takeMarks?.(
      row,
      Float64Array.from(marks.bars, (bar) => result.equity[bar]!),
    );
  }

  return {
    door: { fastest: "plain", reason: REASON },
    kernels: null,
    run(combos, emit) {
      for (let first = 0; first < combos.length; first += blockSize) {
        const block = combos.slice(first, first + blockSize);
        const out = createBlock(first, block.length, metrics);
        const graphs = market.seen.instruments.map((bars) => new SeriesGraph(bars));
        for (const [row, params] of block.entries()) {
          try {
            runOne(params, row, graphs, out);
          } catch (error) {
            if (!isBacksightError(error)) throw error;
            out.errors.set(row, error);
          }
          const bytes = graphs.reduce((sum, { computedBytes }) => sum + computedBytes, 0);
          if (bytes > COLUMN_BYTES) for (const graph of graphs) graph.forgetAllBut(new Set());
        }
        emit(out);
      }
    },
    close() {},
  };
}
