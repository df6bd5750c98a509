import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTradeColumns, OPEN_TRADE } from "../../trading/trade-columns.ts";
import { holdingBins, holdingHistogram } from "./holding-histogram.ts";

describe("holdingBins", () => {
  it("has a bin for each number of bars where they are few", () => {
    expect(holdingBins([1, 2, 2, 4], [true, true, false, false])).toEqual({
      step: 1,
      first: 1,
      up: [1, 1, 0, 0],
      down: [0, 1, 0, 1],
    });
  });

  it("takes whole numbers of bars together where they are many", () => {
    // 0…100 in about 22 bins: 100 / 22 = 4.5, so steps of 5; 0 and 4 share the first.
    const { step, first, up, down } = holdingBins([0, 4, 5, 100], [true, true, true, false]);
    expect([step, first, up.length]).toEqual([5, 0, 21]);
    expect([up[0], up[1], down[20]]).toEqual([2, 1, 1]);
  });

  it("counts every trade once", () => {
    const held = fc.array(fc.tuple(fc.nat(5000), fc.boolean()), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(held, (trades) => {
        const bins = holdingBins(
          trades.map(([bars]) => bars),
          trades.map(([, gained]) => gained),
        );
        const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
        expect(sum(bins.up)).toBe(trades.filter(([, gained]) => gained).length);
        expect(sum(bins.down)).toBe(trades.filter(([, gained]) => !gained).length);
      }),
    );
  });
});

describe("holdingHistogram", () => {
  const trades = createTradeColumns("X", 4);
  trades.entryBar.set([0, 10, 20, 30]);
  trades.exitBar.set([3, 15, 21, 40]);
  trades.pnl.set([1, 2, -3, 4]);
  trades.exitReason[3] = OPEN_TRADE;

  it("says the medians, and leaves open trades out", () => {
    // Held 3 and 5 bars with gain, 1 with loss: medians 3 of all, 4 and 1.
    expect(holdingHistogram(trades, "1d", { width: 530 }).summary).toBe(
      "Median 3 bars: 4 for trades that gained, 1 for those that lost. 1 open trade left out.",
    );
  });

  it("tells each bar's count", () => {
    const { nodes } = holdingHistogram(trades, "1d", { width: 530 });
    expect(nodes.flatMap((node) => (node.kind === "rect" ? [node.tip] : []))).toEqual([
      "1 bar: 1 trade lost",
      "3 bars: 1 trade gained",
      "5 bars: 1 trade gained",
    ]);
  });

  it("says so when no trade was closed", () => {
    expect(holdingHistogram(createTradeColumns("X", 0), "1d", { width: 530 }).summary).toBe(
      "No closed trades to show.",
    );
  });
});
