import { expect, it } from "vitest";
import { createTradeColumns } from "../../trading/trade-columns.ts";
import { joinedColumns } from "./joined-columns.ts";

it("puts columns behind one another, each of its own kind", () => {
  const [a, b] = [createTradeColumns("X", 2), createTradeColumns("X", 1)];
  a.entryBar.set([3, 4]);
  b.entryBar.set([9]);
  b.pnl.set([-1.5]);
  const joined = joinedColumns([a, b]);
  expect(joined.length).toBe(3);
  expect(joined.symbols).toEqual(["X"]);
  expect(joined.entryBar).toEqual(Int32Array.of(3, 4, 9));
  expect(joined.pnl).toEqual(Float64Array.of(0, 0, -1.5));
  expect(joined.mae).toEqual(Float64Array.of(NaN, NaN, NaN));
});
