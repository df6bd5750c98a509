import type { IndexedColumn } from "../../core/indexed-column.ts";
import type { Bars } from "../../market/bars.ts";
import { panelUntil } from "../../market/panel.ts";
import type { Survivorship } from "../../validation/audits/survivorship.ts";
import { benchmarkEquity } from "../benchmark.ts";
import { benchmarkOfPanel } from "../benchmark-of-panel.ts";
import type { RunPorts } from "../run-ports.ts";
import { isPointInTime, runPrices } from "../run-prices.ts";
import type { ExecutionSettings } from "../run-spec.ts";
import type { MeasuredRange } from "../simulate.ts";
import { notesOfSeveral, panelPrices, portfolioSettings } from "../simulate-portfolio.ts";
import type { SimulatedAccount } from "../simulated-account.ts";
import { survivorshipOfPanel } from "../survivorship-of-panel.ts";
import type { SweptPrices } from "../sweep/swept-prices.ts";

/** What a stitched run stands beside. */
export interface StitchedMarket {
  /** The strategy saw prices as they were known. */
  readonly isPointInTime: boolean;
  /** What is odd about splits and dividends, for people. */
  readonly notes: readonly string[];
  benchmark(settings: ExecutionSettings, range: MeasuredRange, ports: RunPorts): Promise<IndexedColumn>;
  survivorship(account: SimulatedAccount): Survivorship | null;
}

/** @param axis up to the end of the last window */
export function stitchedMarket({ bars, actions, several }: Omit<SweptPrices, "symbols">, axis: Bars): StitchedMarket {
  if (several === null) {
    const prices = runPrices(axis, actions);
    return {
      isPointInTime: actions !== null && bars.adjustment === "raw",
      notes: prices.notes,
      benchmark: (settings, range, ports) => benchmarkEquity(axis, settings, range, ports, prices.actions),
      survivorship: () => null,
    };
  }
  const panel = panelUntil(several.panel, axis.length);
  const market = panelPrices(panel, several.actionsOf ?? null);
  return {
    isPointInTime: market.prices.some(isPointInTime),
    notes: notesOfSeveral(market.prices),
    benchmark: (settings, range, ports) =>
      benchmarkOfPanel(panel, axis, { ...portfolioSettings(market, settings), ...range }, settings, ports),
    survivorship: ({ start, trades }) => survivorshipOfPanel(panel, start, trades),
  };
}
