import { expect, it } from "vitest";
import { pricePath } from "../../../test/support/price-path.ts";
import { backtest } from "../../index.ts";
import { buyAndHold } from "./buy-and-hold.ts";

it("buys at the open after the first close, and still holds at the last", async () => {
  // 1000 buys 100 units at 10, the open of the second bar; at 25 they are worth 2500. No later entry adds to them.
  const run = await backtest(buyAndHold, pricePath(10, 20, 5, 25), { cash: 1000, costs: "none" });
  expect([...run.equity]).toEqual([1000, 2000, 500, 2500]);
  expect([...run.trades.entryBar]).toEqual([1]);
  expect(run.metrics).toMatchObject({ tradesCount: 0, openTrades: 1 });
});

it("has no short side", async () => {
  const run = await backtest(buyAndHold, pricePath(10, 20, 5, 25), { direction: "short" });
  expect(run.trades.length).toBe(0);
});
