import { describe, expect, it } from "vitest";
import { createTradeColumns } from "../../trading/trade-columns.ts";
import { linearScale } from "./scale.ts";
import { tradeMarkers } from "./trade-markers.ts";

/** Rows 0…9 over 0…600: a row is 60 wide, the middle of row i at 60 i + 30. Prices 0…100 over 100…0. */
const BOX = { left: 0, right: 600, top: 0, bottom: 100 };
const SCALE = linearScale(0, 100, 100, 0);

function trades(...rows: readonly (readonly [side: 1 | -1, entry: number, exit: number, pnl: number])[]) {
  const columns = createTradeColumns("X", rows.length);
  rows.forEach(([side, entry, exit, pnl], i) => {
    columns.side[i] = side;
    columns.entryPrice[i] = entry;
    columns.exitPrice[i] = exit;
    columns.pnl[i] = pnl;
  });
  return columns;
}

const at = (...rows: readonly (readonly [entry: number, exit: number])[]) => ({
  entry: Int32Array.from(rows, ([entry]) => entry),
  exit: Int32Array.from(rows, ([, exit]) => exit),
});

describe("tradeMarkers", () => {
  it("draws a line from entry to exit, a triangle up below the entry and one down above the exit", () => {
    const { nodes, hasTriangles } = tradeMarkers(trades([1, 40, 60, 20]), at([1, 4]), 10, BOX, SCALE);
    expect(hasTriangles).toBe(true);
    // Entry: x = 90, y = 60; exit: x = 270, y = 40. Few trades: triangles 5.5 to each side, 1.7 times as high.
    expect(nodes).toEqual([
      { kind: "path", style: "trade-up", d: "M90 60L270 40" },
      { kind: "path", style: "marker-up", d: "M90 61l5.5 9.35h-11ZM270 39l5.5 -9.35h-11Z" },
    ]);
  });

  it("colours by outcome, and leaves shorts hollow", () => {
    const { nodes } = tradeMarkers(
      trades([1, 50, 40, -10], [-1, 50, 40, 10], [1, 50, 50, 0]),
      at([0, 1], [2, 3], [4, 5]),
      10,
      BOX,
      SCALE,
    );
    expect(nodes.map(({ style }) => style)).toEqual(["trade-down", "trade-up", "marker-down", "marker-up-short"]);
  });

  it("draws lines alone when triangles would hide the price, sooner on a narrow picture", () => {
    const many = (count: number) =>
      [
        trades(...Array.from({ length: count }, () => [1, 50, 51, 1] as const)),
        at(...Array.from({ length: count }, () => [1, 2] as const)),
      ] as const;
    const narrow = { ...BOX, right: 300 };
    const has = (count: number, box: typeof BOX) => tradeMarkers(...many(count), 10, box, SCALE).hasTriangles;
    expect([has(150, BOX), has(151, BOX), has(40, narrow), has(41, narrow)]).toEqual([true, false, true, false]);
  });

  it("gives a trade inside one row a width that can be seen", () => {
    const { nodes } = tradeMarkers(trades([1, 40, 60, 1]), at([2, 2]), 10, BOX, SCALE);
    expect(nodes[0]).toEqual({ kind: "path", style: "trade-up", d: "M150 60L150.6 40" });
  });
});
