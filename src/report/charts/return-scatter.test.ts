import { describe, expect, it } from "vitest";
import { createTradeColumns } from "../../trading/trade-columns.ts";
import { returnScatter } from "./return-scatter.ts";

const DAY = 86_400_000;
const TIME = Float64Array.from({ length: 4 }, (_, i) => (19_000 + i) * DAY);

describe("returnScatter", () => {
  const trades = createTradeColumns("X", 3);
  trades.side.set([1, -1, 1]);
  trades.pnl.set([10, 20, -5]);
  trades.returnFraction.set([0.1, 0.2, -0.1]);
  const at = { entry: Int32Array.of(0, 1, 3), exit: Int32Array.of(1, 2, 3) };

  it("puts a dot at each entry, and a hole into a short's", () => {
    const { nodes, summary } = returnScatter(trades, at, TIME, { width: 530 });
    const paths = nodes.flatMap((node) => (node.kind === "path" ? [node] : []));
    expect(paths.map(({ style }) => style)).toEqual(["dot-up", "dot-down", "dot-hole"]);
    // Axis −10 %…20 % in steps of 5 % over 250…14; labels "-10%" take 4 × 6.8 + 14 = 41.2 to the left, 12 to the right.
    const pitch = (530 - 12 - 41.2) / 4;
    const x = (row: number) => Math.round((41.2 + (row + 0.5) * pitch) * 10) / 10;
    const y = (value: number) => Math.round((250 - ((value + 0.1) / 0.3) * 236) * 10) / 10;
    expect(paths[0]?.d).toBe(`M${x(0)} ${y(0.1)}h0M${x(1)} ${y(0.2)}h0`);
    expect(paths[1]?.d).toBe(`M${x(3)} ${y(-0.1)}h0`);
    expect(paths[2]?.d).toBe(`M${x(1)} ${y(0.2)}h0`);
    expect(summary).toBe(
      "Each dot is a trade at the time of its entry. Best +20.00%, median +10.00%, worst -10.00%. Hollow: short.",
    );
  });

  it("says so without trades", () => {
    const none = { entry: new Int32Array(0), exit: new Int32Array(0) };
    expect(returnScatter(createTradeColumns("X", 0), none, TIME, { width: 530 }).summary).toBe("No trades to show.");
  });
});
