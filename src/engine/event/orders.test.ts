import { describe, expect, it } from "vitest";
import { driveEvents } from "../../../test/support/drive-events.ts";
import type { Prices } from "../../../test/support/intraday-simulation.ts";
import type { EventCallbacks, EventContext } from "../../strategy/event-strategy.ts";

type Context = EventContext<{}, { n: number }>;

/** Open, high, low, close. Bars 0 to 2 are the first session, 3 to 5 the second. */
const PRICES: Prices = [
  [100, 101, 99, 100],
  [102, 106, 98, 104],
  [104, 112, 103, 110],
  [110, 111, 90, 95],
  [95, 97, 94, 96],
  [96, 99, 96, 98],
];

/** What is done at the closes of single bars. */
function at(doing: Readonly<Record<number, (context: Context) => void>>): EventCallbacks<unknown, {}, { n: number }> {
  return { onBar: (context) => doing[context.bar.index]?.(context) };
}

const buysTwo = ({ buy }: Context) => void buy({ size: 2 });

describe("orders at market", () => {
  it("fill at the next open: those that reduce first, then by submission", () => {
    const { fills, ends } = driveEvents(
      PRICES,
      at({ 0: buysTwo, 1: ({ buy, sell }) => [buy({ size: 1 }), sell({ size: 2 })] }),
    );
    expect(fills).toEqual([
      [1, "open", 2, 102],
      [2, "open", -2, 104],
      [2, "open", 1, 104],
    ]);
    expect(ends).toEqual(["filled", "filled", "filled"]);
  });

  it("net units against a position of the other side, and turn it with the rest", () => {
    const { fills, left } = driveEvents(PRICES, at({ 0: buysTwo, 1: ({ sell }) => void sell({ size: 5 }) }));
    expect(fills.slice(1)).toEqual([
      [2, "open", -2, 104],
      [2, "open", -3, 104],
    ]);
    expect(left).toEqual(["reverse", "open"]);
  });

  it("that may only reduce never open", () => {
    const { fills, ends } = driveEvents(
      PRICES,
      at({
        0: ({ sell }) => void sell({ size: 1, reduceOnly: true }),
        1: buysTwo,
        2: ({ sell }) => void sell({ size: 9, reduceOnly: true }),
      }),
    );
    expect(fills).toEqual([
      [2, "open", 2, 104],
      [3, "open", -2, 110],
    ]);
    expect(ends).toEqual(["nothing-to-close", "filled", "filled"]);
  });

  it("of a side that the run may not take are ignored", () => {
    const { fills, ends } = driveEvents(PRICES, at({ 0: ({ sell }) => void sell({ size: 1 }) }), { direction: "long" });
    expect([fills, ends]).toEqual([[], ["wrong-side"]]);
  });

  it("hold a target by what is missing, and nothing when there is nothing to do", () => {
    const { fills } = driveEvents(
      PRICES,
      at({
        0: ({ hold }) => void hold(4),
        1: ({ hold }) => void hold(4),
        2: ({ hold }) => void hold({ cash: 220 }),
        3: ({ hold }) => void hold(-1),
      }),
    );
    // 220 in money are 2 units at the open of 110.
    expect(fills).toEqual([
      [1, "open", 4, 102],
      [3, "open", -2, 110],
      [4, "open", -2, 95],
      [4, "open", -1, 95],
    ]);
  });

  it("sent at the last close, or after it, expire", () => {
    const { ends } = driveEvents(PRICES, {
      onBar: ({ bar, buy }) => bar.index === 5 && buy(),
      onEnd: ({ buy }) => buy(),
    });
    expect(ends).toEqual(["last-bar", "last-bar"]);
  });
});

describe("orders that wait for a price", () => {
  it("limit: at the open where that is better, else at the limit", () => {
    const limit = (price: number) =>
      driveEvents(PRICES, at({ 0: ({ buy }) => void buy({ size: 1, limit: price }) })).fills;
    expect(limit(103)).toEqual([[1, "open", 1, 102]]);
    expect(limit(99)).toEqual([[1, "intrabar", 1, 99]]);
    expect(limit(92)).toEqual([[3, "intrabar", 1, 92]]);
  });

  it("stop: at the open where that is beyond it, else at the stop; it slips, a limit doesn't", () => {
    const costs = { commission: { kind: "rate", rate: 0 }, slippage: 0.01, spread: 0 } as const;
    const fills = (order: object) =>
      driveEvents(PRICES, at({ 0: ({ buy }) => void buy({ size: 1, ...order }) }), { costs }).fills;
    expect(fills({ stop: 101 })).toEqual([[1, "open", 1, 102 * 1.01]]);
    expect(fills({ stop: 105 })).toEqual([[1, "intrabar", 1, 105 * 1.01]]);
    expect(fills({ limit: 99 })).toEqual([[1, "intrabar", 1, 99]]);
  });

  it("stop-limit: triggered first, then a limit order", () => {
    // Bar 2 reaches 111; its close of 110 isn't within 105, and bar 3 opens at 110 and falls through it.
    const order = { size: 1, stop: 111, limit: 105 };
    expect(driveEvents(PRICES, at({ 0: ({ buy }) => void buy(order) })).fills).toEqual([[3, "intrabar", 1, 105]]);
  });

  it("trail: behind the best price of earlier bars", () => {
    const trail = at({ 0: buysTwo, 1: ({ sell }) => void sell({ size: 2, trail: { amount: 8 }, reduceOnly: true }) });
    // From the close of 104; bar 2 raises the best price to 112, so that bar 3 meets 104 on its way to 90.
    const { fills, left } = driveEvents(PRICES, trail);
    expect(fills[1]).toEqual([3, "intrabar", -2, 104]);
    expect(left).toEqual(["trailing-stop"]);
  });

  it("of a group: the first that fills takes back the others", () => {
    const { fills, ends } = driveEvents(
      PRICES,
      at({
        0: ({ buy, sell }) => {
          buy({ size: 1, stop: 111, group: "either" });
          sell({ size: 1, stop: 97, group: "either" });
        },
      }),
    );
    expect(fills).toEqual([[2, "intrabar", 1, 111]]);
    expect(ends).toEqual(["filled", "other-of-group"]);
  });

  it("of a group, both in one bar: the worse comes first for what is held", () => {
    const either = at({
      0: buysTwo,
      2: ({ sell }) => {
        sell({ size: 2, limit: 111, group: "out", reduceOnly: true });
        sell({ size: 2, stop: 100, group: "out", reduceOnly: true });
      },
    });
    expect(driveEvents(PRICES, either).fills[1]).toEqual([3, "intrabar", -2, 100]);
    expect(driveEvents(PRICES, either, { intrabar: "best" }).fills[1]).toEqual([3, "intrabar", -2, 111]);
    expect(driveEvents(PRICES, either, { intrabar: "ohlc" }).fills[1]).toEqual([3, "intrabar", -2, 111]);
    expect(driveEvents(PRICES, either, { intrabar: "olhc" }).fills[1]).toEqual([3, "intrabar", -2, 100]);
  });

  it("meet the position's own stop along one way", () => {
    // Down from 110: the addition at 105 comes before the stop at 100, which then takes all three.
    const { fills } = driveEvents(
      PRICES,
      at({
        0: ({ buy }) => void buy({ size: 2, stopLoss: 97.5 }),
        2: ({ buy }) => void buy({ size: 1, limit: 105, stopLoss: 100 }),
      }),
    );
    expect(fills).toEqual([
      [1, "open", 2, 102],
      [3, "intrabar", 1, 105],
      [3, "intrabar", -3, 100],
    ]);
  });

  it("wait as long as their time in force says", () => {
    const waits = (timeInForce: object | string) =>
      driveEvents(PRICES, at({ 0: ({ buy }) => void buy({ size: 1, limit: 92, timeInForce } as never) })).ends;
    expect(waits("gtc")).toEqual(["filled"]);
    expect(waits("day")).toEqual(["timed-out"]);
    expect(waits({ bars: 2 })).toEqual(["timed-out"]);
    expect(waits({ bars: 3 })).toEqual(["filled"]);
    expect(waits("ioc")).toEqual(["not-immediate"]);
    expect(waits({ until: 20_001 * 86_400_000 })).toEqual(["timed-out"]);
    expect(waits({ until: 20_001 * 86_400_000 + 1 })).toEqual(["filled"]);
  });

  it("are taken back, changed and forgotten", () => {
    let id = 0;
    const { fills, ends } = driveEvents(
      PRICES,
      at({
        0: ({ buy, cancel, waiting }) => {
          expect(cancel(buy({ size: 1, limit: 50 }))).toBe(true);
          expect(waiting).toBe(0);
          id = buy({ size: 1, limit: 50 });
        },
        1: ({ modify, waiting }) => {
          expect(modify(id, { limit: 92, size: 3 })).toBe(true);
          expect(waiting).toBe(1);
        },
        4: ({ modify, cancel, buy }) => {
          expect([modify(id, { limit: 1 }), cancel(id)]).toEqual([false, false]);
          buy({ size: 1, limit: 10 });
        },
      }),
    );
    expect(fills).toEqual([[3, "intrabar", 3, 92]]);
    expect(ends).toEqual(["withdrawn", "replaced", "filled", "data-ended"]);
  });

  it("for a session's open and close", () => {
    const { fills, ends } = driveEvents(
      PRICES,
      at({
        0: ({ buy }) => {
          buy({ size: 1, at: "session-close" });
          buy({ size: 2, at: "session-open" });
          buy({ size: 4, at: "session-close", limit: 109 });
        },
      }),
    );
    expect(fills).toEqual([
      [2, "close", 1, 110],
      [3, "open", 2, 110],
    ]);
    expect(ends).toEqual(["filled", "not-immediate", "filled"]);
  });
});

describe("brackets", () => {
  it("measure a target in multiples of the distance to the stop, from the fill", () => {
    // 102 − 97 = 5; twice that above 102 is 112, reached in bar 2.
    const { fills } = driveEvents(
      PRICES,
      at({ 0: ({ buy }) => void buy({ size: 1, stopLoss: 97, takeProfit: { r: 2 } }) }),
    );
    expect(fills).toEqual([
      [1, "open", 1, 102],
      [2, "intrabar", -1, 112],
    ]);
  });

  it("take fractions of the fill", () => {
    const bracket = { size: 1, stopLoss: { fraction: 0.05 }, takeProfit: { fraction: 0.5 } };
    expect(driveEvents(PRICES, at({ 1: ({ buy }) => void buy(bracket) })).fills).toEqual([
      [2, "open", 1, 104],
      [3, "intrabar", -1, 104 * 0.95],
    ]);
  });

  it("refuse a multiple without a stop", () => {
    expect(driveEvents(PRICES, at({ 0: ({ buy }) => void buy({ takeProfit: { r: 2 } }) })).ends).toEqual(["no-stop"]);
  });

  it("size by what the stop would lose", () => {
    // 1 % of 1,000 over 102 − 97 = 5 are 2 units.
    const order = { size: { riskFraction: 0.01 }, stopLoss: 97 };
    expect(driveEvents(PRICES, at({ 0: ({ buy }) => void buy(order) })).fills[0]).toEqual([1, "open", 2, 102]);
  });
});
