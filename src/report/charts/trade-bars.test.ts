import { describe, expect, it } from "vitest";
import { createTradeColumns } from "../../trading/trade-columns.ts";
import { tradeBars } from "./trade-bars.ts";

const BOX = { left: 0, right: 100, top: 0, bottom: 40 };

describe("tradeBars", () => {
  it("draws gains up and losses down from zero, at the exits", () => {
    const trades = createTradeColumns("X", 2);
    trades.returnFraction.set([0.1, -0.1]);
    const bars = tradeBars(trades, { entry: Int32Array.of(0, 2), exit: Int32Array.of(1, 3) }, 4, 2);
    // Returns −10 %…10 % over 40…0: zero at 20. Row 1 of 4 over 0…100 is at 37.5, row 3 at 87.5; six pixels wide.
    expect(bars.ticks.map(({ label }) => label)).toEqual(["-10%", "0%", "10%"]);
    const paths = bars.draw(BOX).filter((node) => node.kind === "path");
    expect(paths).toEqual([
      { kind: "path", style: "up", d: "M34.5 20h6v-20h-6Z" },
      { kind: "path", style: "down", d: "M84.5 20h6v20h-6Z" },
    ]);
  });

  it("has an axis without trades", () => {
    const bars = tradeBars(createTradeColumns("X", 0), { entry: new Int32Array(0), exit: new Int32Array(0) }, 4, 2);
    expect(bars.ticks.map(({ label }) => label)).toEqual(["-1%", "0%", "1%"]);
  });
});
