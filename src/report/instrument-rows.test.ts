import { expect, it } from "vitest";
import { createTradeColumns, OPEN_TRADE } from "../trading/trade-columns.ts";
import { instrumentRows } from "./instrument-rows.ts";

it("counts what each instrument brought", () => {
  const trades = createTradeColumns(["A", "B", "C"], 4);
  trades.instrument.set([0, 1, 0, 0]);
  trades.pnl.set([100, -50, -20, 5]);
  trades.commission.set([1, 2, 3, 4]);
  trades.exitReason[3] = OPEN_TRADE;
  expect(instrumentRows(trades, 1000)).toEqual([
    { symbol: "A", trades: 2, openTrades: 1, winRate: 0.5, pnl: 85, contribution: 0.085, commission: 8 },
    { symbol: "B", trades: 1, openTrades: 0, winRate: 0, pnl: -50, contribution: -0.05, commission: 2 },
    { symbol: "C", trades: 0, openTrades: 0, winRate: NaN, pnl: 0, contribution: 0, commission: 0 },
  ]);
});
