import { describe, expect, it } from "vitest";
import { runDetailFixture } from "../../../test/support/run-detail-fixture.ts";
import type { RunDetail } from "../../run/run-detail.ts";
import { rowLabels } from "../row-labels.ts";
import { priceChart } from "./price-chart.ts";

function chartOf(detail: RunDetail, width: number) {
  const { rowTime, tradeRows } = rowLabels(detail);
  return priceChart(detail.curve, detail.trades, tradeRows, { width, rowTime, symbol: "ACME" });
}
const styles = (scene: ReturnType<typeof chartOf>) =>
  scene.nodes.flatMap((node) => (node.kind === "path" ? [node.style] : []));

describe("priceChart", () => {
  it("draws candles while each has six pixels, then a line", () => {
    // (1100 − 70) / 6 = 171 rows.
    expect(styles(chartOf(runDetailFixture({ sessions: 171, trades: 3 }), 1100))).toContain("candle-up");
    const scene = chartOf(runDetailFixture({ sessions: 172, trades: 3 }), 1100);
    expect(styles(scene)).toContain("price");
    expect(styles(scene)).not.toContain("candle-up");
  });

  it("says how many trades gained, and what the marks mean", () => {
    const detail = runDetailFixture({ trades: 24, shorts: 0.4 });
    const { pnl, length } = detail.trades;
    const gained = pnl.filter((value) => value > 0).length;
    const { summary } = chartOf(detail, 1100);
    expect(summary).toContain(`${length} trades, of which ${gained} (`);
    expect(summary).toContain("▲ entry, ▼ exit; hollow: short.");
  });

  it("draws hundreds of trades as lines alone", () => {
    const scene = chartOf(runDetailFixture({ sessions: 2000, trades: 700 }), 1100);
    expect(styles(scene).filter((style) => style.startsWith("marker"))).toEqual([]);
    expect(scene.summary).toContain("Lines run from each entry to its exit");
  });

  it("has a picture without trades", () => {
    expect(chartOf(runDetailFixture({ trades: 0 }), 1100).summary).toContain("There were no trades.");
  });
});
