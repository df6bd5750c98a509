import { describe, expect, it } from "vitest";
import { walkBars } from "../../test/support/walk-bars.ts";
import { backtest } from "../index.ts";
import { sma } from "../indicators/sma.ts";
import type { Bars } from "../market/bars.ts";
import type { QuoteTicks } from "../market/quote-ticks.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";

const bars = walkBars(300, 2);
const cross = defineStrategy({
  name: "cross",
  signals: ({ close }) => ({ entries: close.gt(sma(close, 5)), exits: close.lt(sma(close, 5)) }),
});

/** Bid and offer at times; a spread of 1 around 128 is 1/128 of it, exactly. */
function quotesAt(rows: readonly (readonly [time: number, bid: number, ask: number])[]): QuoteTicks {
  const column = (k: 0 | 1 | 2) => Float64Array.from(rows, (row) => row[k]);
  const none = new Uint16Array(rows.length);
  const size = new Float64Array(rows.length).fill(100);
  return {
    ...{
      symbol: bars.instrument.symbol,
      length: rows.length,
      time: column(0),
      bidPrice: column(1),
      askPrice: column(2),
    },
    timeNs: BigInt64Array.from(rows, ([time]) => BigInt(time) * 1_000_000n),
    ...{ bidSize: size, askSize: size, bidExchange: none, askExchange: none, sequence: size },
    conditions: { values: new Int16Array(0), offsets: new Int32Array(rows.length + 1) } as never,
  };
}

const before = bars.time[0]! - 1000;
const run = (spread: number | "quotes", quotes?: QuoteTicks, engine: "vector" | "both" = "both") =>
  backtest(cross, bars, {
    ...(quotes === undefined ? {} : { quotes }),
    ...{ store: false, engine, costs: { commission: 0, slippage: 0, spread } },
  });

describe("a run with quotes", () => {
  it("pays a spread that is always quoted as it pays the same one that is set", async () => {
    const quoted = await run("quotes", quotesAt([[before, 127.5, 128.5]]));
    const fixed = await run(1 / 128);
    expect(quoted.trades.length).toBeGreaterThan(10);
    expect(quoted.fills.price).toEqual(fixed.fills.price);
    expect(quoted.equity).toEqual(fixed.equity);
    expect(quoted.metrics.totalCosts).toBe(fixed.metrics.totalCosts);
  });

  it("pays what the bar before was quoted at", async () => {
    const [first] = (await run(0)).fills.bar;
    const change = bars.time[first! - 1]!;
    const quoted = await run(
      "quotes",
      quotesAt([
        [before, 127.5, 128.5],
        [change, 127, 129],
      ]),
    );
    const [dear] = (await run(2 / 128)).fills.price;
    expect(quoted.fills.price[0]).toBe(dear);
  });

  it("has other data than one without, and names what it can't take", async () => {
    const quotes = quotesAt([[before, 127.5, 128.5]]);
    const hashes = await Promise.all([run(0), run("quotes", quotes), run("quotes", quotesAt([[before, 127, 129]]))]);
    expect(new Set(hashes.map(({ detail }) => detail.record.dataHash)).size).toBe(3);
    await expect(run(0, quotes, "vector")).rejects.toMatchObject({ code: "BACKSIGHT_TICKS" });
    await expect(run("quotes")).rejects.toMatchObject({ code: "BACKSIGHT_COST_DATA" });
    await expect(run("quotes", { ...quotes, symbol: "OTHER" })).rejects.toThrow(`those of ${bars.instrument.symbol}`);
    const later = [before + 5, 127.5, 128.5] as const;
    await expect(run("quotes", quotesAt([later, [before, 127, 129]]))).rejects.toThrow("row 1 before row 0");
    const panel = [bars, { ...walkBars(300, 3), instrument: { ...bars.instrument, symbol: "B" } } as Bars];
    await expect(backtest(cross, panel, { quotes, store: false })).rejects.toThrow("quotes in a run on several");
  });
});
