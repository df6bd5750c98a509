import { describe, expect, it } from "vitest";
import { driveEvents } from "../../../test/support/drive-events.ts";
import { intradayBars, type Prices } from "../../../test/support/intraday-simulation.ts";
import { thrown } from "../../../test/support/thrown.ts";
import type { EventContext } from "../../strategy/event-strategy.ts";
import { CALLBACKS } from "../../strategy/event-strategy.ts";
import { RULE_BOOKS } from "../../trading/rules/presets.ts";

/** Six bars, three to a session, that rise by one. */
const PRICES: Prices = Array.from({ length: 6 }, (_, i) => [100 + i, 101 + i, 99 + i, 100.5 + i] as const);

describe("callbacks", () => {
  it("come in their order", () => {
    const told: string[] = [];
    const tell = (name: string) => (context: EventContext<{}, { n: number }>) => {
      told.push(`${name} ${context.bar.index}`);
      if (name === "onBar" && context.bar.index === 1) context.buy({ size: 1 });
      if (name === "onBar" && context.bar.index === 3) context.close();
    };
    driveEvents(
      PRICES,
      Object.fromEntries(CALLBACKS.map((name) => [name, tell(name)])),
      { firstDecision: 1 },
      { schedule: { everyBars: 3 } },
    );
    expect(told).toEqual([
      ...["onStart 1", "onBar 1", "onSchedule 1"],
      ...["onFill 2", "onOrder 2", "onBar 2", "onSessionClose 2"],
      ...["onSessionOpen 3", "onBar 3"],
      ...["onFill 4", "onOrder 4", "onBar 4", "onSchedule 4"],
      ...["onBar 5", "onSessionClose 5", "onEnd 5"],
    ]);
  });

  it("of several schedules come by name, each that is due in its turn", () => {
    const told: string[] = [];
    const schedule = { often: { everyBars: 2 }, daily: "session", noon: { at: "12:00" } } as const;
    driveEvents(
      PRICES,
      { onSchedule: ({ schedule: name, bar }) => void told.push(`${name} ${bar.index}`) },
      {},
      { schedule },
    );
    // Bars of eight hours: the second one is the first to close after noon.
    expect(told).toEqual(["often 0", "daily 0", "noon 1", "often 2", "daily 2", "often 4", "noon 4", "daily 5"]);
  });

  it("tell of fills and orders by the number that was returned; 0 for a stop", () => {
    const told: unknown[] = [];
    const ids: number[] = [];
    driveEvents([...PRICES.slice(0, 3), [103, 103, 90, 91], [91, 92, 90, 91]], {
      onBar({ bar, buy }) {
        if (bar.index === 0) ids.push(buy({ size: 2, stopLoss: 95 }), buy({ size: 1, limit: 50 }));
      },
      onFill({ fill, bar }) {
        told.push([bar.index, fill.order, fill.side * fill.quantity, fill.price, fill.exitReason]);
      },
      onOrder({ order, bar }) {
        told.push([bar.index, order.id, order.status, order.reason]);
      },
    });
    expect(ids).toEqual([1, 2]);
    expect(told).toEqual([
      [1, 1, 2, 101, null],
      [1, 1, "filled", null],
      [3, 0, -2, 95, "stop-loss"],
      [3, 0, "filled", null],
      [4, 2, "expired", "data-ended"],
    ]);
  });

  it("see the past only, and each run its own state", () => {
    const seen: unknown[] = [];
    const run = () =>
      driveEvents(
        PRICES,
        {
          onBar({ at, past, bar, state, position, account }) {
            state.n++;
            const { line } = at as unknown as Record<string, { now: number; previous: number; ago(n: number): number }>;
            seen.push([bar.index, state.n, line!.now, line!.previous, line!.ago(2), past.close.ago(1), bar.close]);
            expect([position.isFlat, position.averagePrice, account.equity]).toEqual([true, NaN, 1000]);
          },
        },
        { firstDecision: 4 },
        { columns: new Map([["line", Float64Array.from([0, 1, 2, 3, 4, 5])]]) },
      );
    run();
    run();
    const once = [
      [4, 1, 4, 3, 2, 103.5, 104.5],
      [5, 2, 5, 4, 3, 104.5, 105.5],
    ];
    expect(seen).toEqual([...once, ...once]);
    expect(() => driveEvents(PRICES, { onBar: ({ past }) => past.close.ago(-1) })).toThrow(
      "ago(bars) must be an integer from 0",
    );
  });

  it("know what is held at the close", () => {
    const seen: unknown[] = [];
    driveEvents(PRICES, {
      onBar({ bar, buy, position: { isLong, quantity, averagePrice, value, entries, stop } }) {
        if (bar.index === 0) buy({ size: 2, stopLoss: 90 });
        if (bar.index === 1) seen.push(isLong, quantity, averagePrice, value, entries, stop);
      },
    });
    expect(seen).toEqual([true, 2, 101, 2 * 101.5, 1, 90]);
  });
});

describe("what a hostile strategy does", () => {
  const PLACE = /driven.*bar 1 \(2024-10-04T16:00:00Z\)/;

  it.each(CALLBACKS.filter((name) => !["onStart", "onSessionOpen", "onQuote", "onTick"].includes(name)))(
    "throwing in %s is named with its bar",
    (name) => {
      const error = thrown(() =>
        driveEvents(
          PRICES,
          {
            ...(name === "onFill" || name === "onOrder" ? { onBar: ({ buy }) => buy() } : {}),
            [name]: () => {
              throw new Error("no idea");
            },
          },
          { firstDecision: 1 },
          { schedule: { everyBars: 1 } },
        ),
      );
      expect(error.code).toBe("BACKSIGHT_STRATEGY_THREW");
      expect(error.message).toContain(`driven" threw in ${name} at bar `);
      expect(error.message).toContain("no idea");
    },
  );

  it.each<[string, (context: EventContext<{}, { n: number }>) => unknown, string]>([
    ["a size of NaN", ({ buy }) => buy({ size: NaN }), "size must be a finite number above 0, was NaN"],
    ["a negative size", ({ sell }) => sell({ size: -5 }), "size must be a finite number above 0, was -5"],
    ["an infinite fraction", ({ buy }) => buy({ size: { fraction: Infinity } }), "size.fraction must be"],
    ["an unknown key", ({ buy }) => buy({ sise: 1 } as never), 'unknown key "sise". Did you mean "size"?'],
    ["a key like no other", ({ buy }) => buy({ quantity: 1 } as never), 'unknown key "quantity". Known: limit, stop,'],
    ["a limit of NaN", ({ buy }) => buy({ limit: NaN }), "limit must be a price above 0, was NaN"],
    ["a stop below 0", ({ buy }) => buy({ stopLoss: -1 }), "stopLoss must be a price above 0"],
    ["an unknown time", ({ buy }) => buy({ timeInForce: "dya" as never }), 'Did you mean "day"?'],
    ["a trail of everything", ({ sell }) => sell({ trail: { fraction: 1 } }), "trail must be"],
    ["a text for an order", ({ buy }) => buy("all" as never), 'an order is an object, was "all"'],
    ["an empty size", ({ buy }) => buy({ size: {} as never }), "one of fraction, cash, riskFraction must be given"],
    ["a target of NaN", ({ hold }) => hold(NaN), "hold must be given a finite number, was NaN"],
  ])("%s is an error that names it", (_, act, message) => {
    const error = thrown(() => driveEvents(PRICES, { onBar: act as never }, { firstDecision: 1 }));
    expect(error.code).toBe("BACKSIGHT_ORDER_REQUEST");
    expect(error.message).toMatch(PLACE);
    expect(error.message).toContain("onBar");
    expect(error.message).toContain(message);
  });

  it("what the rules of another tool can't express is refused at its bar", () => {
    const rules = Object.values(RULE_BOOKS).find(({ cannot }) => cannot.includes("limit entries"))!;
    const error = thrown(() =>
      driveEvents(PRICES, { onBar: ({ buy }) => void buy({ limit: 90 }) }, { rules, firstDecision: 1 }),
    );
    expect(error.message).toMatch(PLACE);
    expect(error.message).toContain(`the rules "${rules.name}" have no way to express limit entries`);
  });

  it("a promise is an error at its first bar", () => {
    const error = thrown(() => driveEvents(PRICES, { onBar: (async () => {}) as never }));
    expect([error.code, error.message]).toEqual([
      "BACKSIGHT_STRATEGY_RESULT",
      expect.stringContaining("a promise from onBar"),
    ]);
  });

  it("orders without end are refused; those at market are not", () => {
    const flood = (limit: number | undefined, count: number) => () =>
      driveEvents(PRICES, {
        onBar({ bar, buy }) {
          if (bar.index === 0) for (let k = 0; k < count; k++) buy({ size: 0.001, ...(limit && { limit }) });
        },
      });
    expect(thrown(flood(1, 10_001)).code).toBe("BACKSIGHT_ORDER_FLOOD");
    // Cash of 1,000 pays for 9,900 times a thousandth at 101; the last cent isn't enough for another.
    const { result } = flood(undefined, 100_000)();
    expect(result.fills.length).toBe(9900);
    expect(result.notFilled).toEqual({ "insufficient-cash": 90_100 });
  });

  it("orders after the run are refused", () => {
    let kept: EventContext<{}, { n: number }>["buy"] = () => 0;
    driveEvents(intradayBars(PRICES), {
      onStart({ buy }) {
        kept = buy;
      },
    });
    expect(thrown(() => kept()).message).toContain("orders can be sent from callbacks of a run only");
  });
});
