import { describe, expect, it } from "vitest";
import { hourlyBars, intradayBars, type Prices, plainSettings } from "../../test/support/intraday-simulation.ts";
import { maskAt } from "../../test/support/random-simulation.ts";
import { thrown } from "../../test/support/thrown.ts";
import { simulateSignalEvents } from "../engine/event/simulate-events.ts";
import { simulateSignals } from "../engine/vector/simulate-signals.ts";
import { backtest } from "../index.ts";
import { sma } from "../indicators/sma.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import { checkEnginesAgree } from "./engines-agree.ts";

/** Bars that rise and fall by turns of five. */
const PRICES: Prices = Array.from({ length: 60 }, (_, i) => {
  const price = 100 + (Math.floor(i / 5) % 2 === 0 ? i % 5 : 5 - (i % 5));
  return [price, price + 1, price - 1, price] as const;
});
const bars = hourlyBars(PRICES);
const other = {
  ...hourlyBars(PRICES.map((_, i) => PRICES[(i + 7) % PRICES.length]!)),
  instrument: { ...bars.instrument, symbol: "B" },
};
const inSignals = defineStrategy({
  name: "in-signals",
  requiredHistory: () => 3,
  signals: ({ close }) => ({ entries: close.gt(sma(close, 3)), exits: close.lt(sma(close, 3)) }),
});
const inBars = defineStrategy({
  name: "in-bars",
  requiredHistory: () => 3,
  indicators: ({ close }) => ({ mean: sma(close, 3) }),
  onBar({ bar, at, position, buy, close }) {
    if (position.isFlat && bar.close > at.mean.now) buy();
    else if (position.isLong && bar.close < at.mean.now) close();
  },
});

describe("a run", () => {
  it("of callbacks gives what the same rule gives as signals, and is proved and stored as any", async () => {
    const [a, b] = [await backtest(inSignals, bars), await backtest(inBars, bars)];
    expect(b.equity).toStrictEqual(a.equity);
    expect(b.detail.record.resultHash).toBe(a.detail.record.resultHash);
    expect([a.detail.record.engine, b.detail.record.engine]).toEqual(["vector", "event"]);
    expect(b.guards.lookAhead.status).toBe("proved");
    expect(b.metrics.tradesCount).toBeGreaterThan(3);
  });

  it("of callbacks on several instruments gives what signals on them give", async () => {
    const each = defineStrategy({
      name: "each",
      requiredHistory: () => 3,
      indicators: ({ close }) => ({ mean: sma(close, 3) }),
      onBar({ instruments }) {
        for (const { bar, at, position, buy, close } of instruments)
          if (position.isFlat && bar.close > at.mean.now) buy();
          else if (position.isLong && bar.close < at.mean.now) close();
      },
    });
    const [a, b] = [await backtest(inSignals, [bars, other]), await backtest(each, [bars, other])];
    expect(b.equity).toStrictEqual(a.equity);
    expect(b.trades).toStrictEqual(a.trades);
    expect([a.detail.record.engine, b.detail.record.engine]).toEqual(["vector", "event"]);
    expect(b.guards.lookAhead.status).toBe("proved");
    let calls = 0;
    const moody = defineStrategy({ name: "moody", onBar: ({ of }) => void (calls++ % 7 === 0 && of("B").buy()) });
    expect((await backtest(moody, [bars, other])).guards.lookAhead.status).toBe("nondeterministic");
  });

  it("by both engines notes that they agree", async () => {
    const run = await backtest(inSignals, bars, { engine: "both" });
    expect(run.detail.record.notes).toContain("both engines ran it, and agree to the last bit");
    expect((await backtest(inSignals, bars, { engine: "event" })).detail.record.engine).toBe("event");
  });

  it("whose callbacks do something else the second time is nondeterministic", async () => {
    let calls = 0;
    const moody = defineStrategy({
      name: "moody",
      onBar({ buy, close, position }) {
        if (calls++ % 7 === 0) position.isFlat ? buy() : close();
      },
    });
    expect((await backtest(moody, bars)).guards.lookAhead.status).toBe("nondeterministic");
  });

  it("explains what didn't trade", async () => {
    const greedy = defineStrategy({ name: "greedy", onBar: ({ buy }) => void buy({ size: 1e9 }) });
    expect((await backtest(greedy, bars)).explain()).toMatchObject([
      { rule: "cash", reason: "insufficient-cash", count: 59 },
      { rule: "session", reason: "last-bar", count: 1 },
    ]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      "callbacks through the vector engine",
      () => backtest(inBars, bars, { engine: "vector" }),
      "through the vector engine isn't supported",
    ],
    [
      "signals on several instruments through the event engine",
      () => backtest(inSignals, [bars, other], { engine: "event" }),
      'in-signals on several instruments of one account with the engine "event"',
    ],
    ["no time at all", () => backtest(inBars, bars, { timeLimit: 0 }), "timeLimit must be"],
    [
      "a time limit where nobody can stop it",
      () => backtest(inBars, bars, { timeLimit: 1 }),
      "a time limit for strategies here isn't supported",
    ],
    [
      "an engine that isn't there",
      () => backtest(inBars, bars, { engine: "evnt" as never }),
      "engine must be one of vector, event, both",
    ],
  ])("of %s is refused", async (_, run, message) => {
    await expect(run()).rejects.toThrow(message);
  });
});

describe("results that differ", () => {
  it("are named by their first difference", () => {
    const settings = plainSettings(intradayBars(PRICES));
    const masks = { entries: maskAt(60, 3), exits: maskAt(60, 8) };
    const vector = simulateSignals({ ...settings, ...masks });
    const event = simulateSignalEvents({ ...settings, ...masks, exits: maskAt(60, 9) });
    const error = thrown(() => checkEnginesAgree(vector, event, columnOf(settings.bars, "closeTime")));
    expect(error.code).toBe("BACKSIGHT_ENGINES_DIFFER");
    expect(error.message).toContain("decisionBar of row 1 of orders: vector 8, event 9");
  });
});
