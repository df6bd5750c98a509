import { describe, expect, it } from "vitest";
import { restTickerOf, symbolOfRestTicker } from "./rest-symbol.ts";

describe("spellings", () => {
  it.each([
    ["AAPL", "AAPL"],
    ["BRK.B", "BRK.B"],
    ["KIMpL", "KIMpL"],
    ["O:SPY230327P00390000", "O:SPY230327P00390000"],
    ["I:SPX", "I:SPX"],
    ["C:EUR-USD", "C:EURUSD"],
    ["C:AED-AUD", "C:AEDAUD"],
    ["X:BTC-USD", "X:BTCUSD"],
    ["X:BTC-USDT", "X:BTCUSDT"],
    ["X:ETH-BTC", "X:ETHBTC"],
    ["X:DOGE-EUR", "X:DOGEEUR"],
  ])("%s is %s over REST, and back", (symbol, ticker) => {
    expect(restTickerOf(symbol)).toBe(ticker);
    expect(symbolOfRestTicker(ticker)).toBe(symbol);
  });

  it("refuses what is no canonical symbol, and futures, which REST keeps elsewhere", () => {
    expect(() => restTickerOf("X:BTCUSD")).toThrow("X:BTC-USD");
    expect(() => restTickerOf("ESH6")).toThrow("via=flat-files");
  });
});
