import { expect, it } from "vitest";
import { tradeAt } from "../trade-columns.ts";
import { type RecordedTrade, TradeRecorder } from "./trade-recorder.ts";

/** Every number differs from every other, and from those of other trades. */
function trade(k: number): RecordedTrade {
  const at = (field: number) => 100 * k + field;
  return {
    side: k % 2 === 0 ? 1 : -1,
    entryBar: at(1),
    exitBar: at(2),
    entryTime: at(3),
    exitTime: at(4),
    entryPrice: at(5),
    exitPrice: at(6),
    quantity: at(7),
    pnl: at(8),
    returnFraction: at(9),
    commission: at(10),
    slippage: at(11),
    spread: at(14),
    impact: at(15),
    taxes: at(16),
    carry: at(17),
    dividends: at(18),
    exitReason: k % 3,
    isAmbiguous: k % 2,
  };
}

it("keeps every trade, however many, and shows an open one without keeping it", () => {
  const recorder = new TradeRecorder();
  for (let k = 0; k < 300; k++) recorder.add(trade(k));
  const trades = recorder.columns("X", trade(300));
  expect([trades.length, trades.symbols[0]]).toEqual([301, "X"]);
  for (let k = 0; k <= 300; k++) {
    const { side, exitReason, isAmbiguous, ...numbers } = trade(k);
    expect(tradeAt(trades, k)).toMatchObject({
      ...numbers,
      symbol: "X",
      side: side > 0 ? "long" : "short",
      isAmbiguous: isAmbiguous === 1,
    });
    expect(trades.exitReason[k]).toBe(exitReason);
  }
  expect(recorder.columns("X", null).length).toBe(300);
});
