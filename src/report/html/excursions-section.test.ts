import { expect, it } from "vitest";
import { markupOutline } from "../../../test/support/markup-outline.ts";
import { createTradeColumns, EXIT_REASONS } from "../../trading/trade-columns.ts";
import { excursionsSection } from "./excursions-section.ts";

it("says in a table what the picture shows, of closed trades whose excursions are known", () => {
  const trades = createTradeColumns("X", 5);
  trades.mae.set([-0.01, -0.03, -0.05, -0.5, NaN]);
  trades.mfe.set([0.02, 0.06, 0, 0.9, NaN]);
  trades.returnFraction.set([0.01, 0.02, -0.05, 0.4, 0.1]);
  trades.exitReason[3] = EXIT_REASONS.indexOf("open");
  const rows = markupOutline(excursionsSection(trades).markup).filter(({ tag }) => tag === "tr");
  // Quantiles of two values lie between them: 0.1 of the way from −3 % to −1 %, 0.9 of the way from 2 % to 6 %.
  expect(rows.map(({ text }) => text)).toEqual([
    "TradesHow manyMAE, median9 in 10 withinworstMFE, median9 in 10 withinbest",
    "Gained2-2.00%-2.80%-3.00%+4.00%+5.60%+6.00%",
    "Lost1-5.00%-5.00%-5.00%0.00%0.00%0.00%",
    "All closed3-3.00%-4.60%-5.00%+2.00%+5.20%+6.00%",
  ]);
});
