import { describe, expect, it } from "vitest";
import { driveTape, HOURS, type QuoteRow } from "../../../../test/support/drive-tape.ts";
import { thrown } from "../../../../test/support/thrown.ts";
import type { EventContext, OrderRequest } from "../../../strategy/event-strategy.ts";

/** Sends an order at the first quote or trade. */
const once = (order: OrderRequest, side: "buy" | "sell" = "buy") => {
  const send = (ctx: EventContext<unknown, { n: number }>) => {
    if (ctx.state.n++ === 0) ctx[side](order);
  };
  return { onQuote: send, onTick: send };
};
const first = once as (order: OrderRequest, side?: "buy" | "sell") => { onQuote: ReturnType<typeof once>["onQuote"] };
const onQuote = (order: OrderRequest, side?: "buy" | "sell") => ({ onQuote: first(order, side).onQuote });

const QUOTES: readonly QuoteRow[] = [
  [1, 99, 101, 50, 30],
  [5, 98, 100, 50, 40],
  [9, 99, 101, 50, 60],
];

describe("orders at market", () => {
  it("take the quote in force, its size, and go on at the next one", () => {
    // 30 of 100 at 101, 40 at 100, the last 30 at 101.
    const { fills, ends, trades } = driveTape({ quotes: QUOTES }, onQuote({ size: 100 }), { cash: 20_000 });
    expect(fills).toEqual([
      [1, 30, 101],
      [5, 40, 100],
      [9, 30, 101],
    ]);
    expect(ends).toEqual(["filled"]);
    expect(trades[0]).toMatchObject({ quantity: 100, entryPrice: 100.6, entryBar: 0, exitReason: "open" });
  });

  it("sell at the bid, and tell the spread beside the price", () => {
    const { fills, result } = driveTape({ quotes: QUOTES }, onQuote({ size: 10 }, "sell"));
    expect(fills).toEqual([[1, -10, 99]]);
    // The middle is 100: 1 a unit.
    expect([...result.fills.spread]).toEqual([10]);
    expect(result.fills.slippage[0]).toBe(0);
  });

  it("arrive after their latency, and take what is quoted then", () => {
    const late = { latency: { kind: "time", ms: 4 * 60_000 } } as const;
    expect(driveTape({ quotes: QUOTES }, onQuote({ size: 10 }), late).fills).toEqual([[5, 10, 100]]);
    // Nothing is quoted anew by then: the close of the bar is the next row, and the quote stands.
    const longer = { latency: { kind: "time", ms: 20 * 60_000 } } as const;
    expect(driveTape({ quotes: QUOTES }, onQuote({ size: 10 }), longer).fills).toEqual([[60, 10, 101]]);
  });

  it("fill at once or not at all where they ask for that", () => {
    expect(driveTape({ quotes: QUOTES }, onQuote({ size: 100, timeInForce: "ioc" }), { cash: 20_000 })).toMatchObject({
      fills: [[1, 30, 101]],
      ends: ["not-immediate"],
    });
    expect(driveTape({ quotes: QUOTES }, onQuote({ size: 100, timeInForce: "fok" }), { cash: 20_000 })).toMatchObject({
      fills: [],
      ends: ["not-immediate"],
    });
  });

  it("wait while nobody quotes their side", () => {
    const quotes: QuoteRow[] = [
      [1, 99, 0, 50, 0],
      [5, 98, 100, 50, 40],
    ];
    expect(driveTape({ quotes }, onQuote({ size: 10 })).fills).toEqual([[5, 10, 100]]);
  });

  it("turn a position at the bid, first what it leaves and then what it opens", () => {
    const { fills } = driveTape(
      { quotes: QUOTES },
      {
        onQuote(ctx) {
          if (ctx.state.n++ === 0) ctx.hold(10);
          else if (ctx.state.n === 2) ctx.hold(-5);
          else ctx.hold(-2);
        },
      },
    );
    expect(fills).toEqual([
      [1, 10, 101],
      [5, -10, 98],
      [5, -5, 98],
      [9, 3, 101],
    ]);
  });
});

describe("limit orders", () => {
  it("take what is within their limit when they arrive, and rest with the remainder", () => {
    // 30 at the ask of 101; 5: the ask comes to 100, and the 40 there meet the limit of 101; the last 10 at the third ask, 101.
    const { fills } = driveTape({ quotes: QUOTES }, onQuote({ size: 80, limit: 101 }));
    expect(fills).toEqual([
      [1, 30, 101],
      [5, 40, 101],
      [9, 10, 101],
    ]);
  });

  it("rest at their price, and fill at it when the other side comes to it", () => {
    expect(driveTape({ quotes: QUOTES }, onQuote({ size: 20, limit: 100 })).fills).toEqual([[5, 20, 100]]);
    expect(driveTape({ quotes: QUOTES }, onQuote({ size: 20, limit: 97 }))).toMatchObject({
      fills: [],
      ends: ["data-ended"],
    });
  });

  it("wait in the queue of their price until trades have used up what was there before them", () => {
    const quotes: QuoteRow[] = [[1, 99, 101, 50, 30]];
    const trades = [
      [2, 99, 30],
      [3, 101, 500],
      [4, 99, 25],
      [6, 99, 100],
    ] as const;
    // 50 wait before it: 30 go, then 25, of which 5 are its own; then the other 7.
    const { fills } = driveTape({ quotes, trades }, onQuote({ size: 12, limit: 99 }));
    expect(fills).toEqual([
      [4, 5, 99],
      [6, 7, 99],
    ]);
  });

  it("move up in the queue when less is displayed, and stand alone at a better price", () => {
    const trades = [[4, 99, 15]] as const;
    const shorter: QuoteRow[] = [
      [1, 99, 101, 50, 30],
      [2, 99, 101, 10, 30],
      [3, 99, 101, 70, 30],
    ];
    expect(driveTape({ quotes: shorter, trades }, onQuote({ size: 12, limit: 99 })).fills).toEqual([[4, 5, 99]]);
    const better = [[4, 99.5, 8]] as const;
    expect(driveTape({ quotes: shorter, trades: better }, onQuote({ size: 12, limit: 99.5 })).fills).toEqual([
      [4, 8, 99.5],
    ]);
  });

  it("don't know their place behind the best price until it comes to them", () => {
    const quotes: QuoteRow[] = [
      [1, 99, 101, 50, 30],
      [3, 98, 101, 20, 30],
    ];
    const trades = [
      [2, 98, 5],
      [4, 98, 20],
      [5, 98, 4],
    ] as const;
    expect(driveTape({ quotes, trades }, onQuote({ size: 12, limit: 98 })).fills).toEqual([[5, 4, 98]]);
  });

  it("fill whole when trades go through their price", () => {
    const quotes: QuoteRow[] = [[1, 99, 101, 50, 30]];
    const { fills } = driveTape({ quotes, trades: [[2, 98.5, 1]] }, onQuote({ size: 12, limit: 99 }));
    expect(fills).toEqual([[2, 12, 99]]);
  });

  it("pay no spread, and what makers pay, where they rested; what takers pay where they took", () => {
    const maker = {
      kind: "maker-taker",
      maker: 0,
      taker: 0.01,
    } as const;
    const costs = { commission: maker as never, slippage: 0, spread: 0 };
    const rested = driveTape({ quotes: QUOTES }, onQuote({ size: 20, limit: 100 }), { costs });
    expect([rested.result.fills.commission[0], rested.result.fills.spread[0]]).toEqual([0, 0]);
    const took = driveTape({ quotes: QUOTES }, onQuote({ size: 20, limit: 101 }), { costs });
    expect([took.result.fills.commission[0], took.result.fills.spread[0]]).toEqual([20.2, 20]);
  });
});

describe("stops", () => {
  const rising: readonly QuoteRow[] = [
    [1, 99, 101, 50, 30],
    [5, 103, 104, 50, 40],
    [9, 105, 107, 50, 60],
  ];

  it("are triggered by the quote that they fill at, and fill at it", () => {
    expect(driveTape({ quotes: rising }, onQuote({ size: 10, stop: 103 })).fills).toEqual([[5, 10, 104]]);
    const { fills } = driveTape({ quotes: rising }, onQuote({ size: 10, stop: 103, limit: 103 }));
    expect(fills).toEqual([]);
  });

  it("are triggered by trades where there are any", () => {
    const trades = [[7, 103, 5]] as const;
    expect(driveTape({ quotes: rising, trades }, onQuote({ size: 10, stop: 103 })).fills).toEqual([[7, 10, 104]]);
  });

  it("and targets of a position look at the price that it would be left at", () => {
    const falling: readonly QuoteRow[] = [
      [1, 99, 101, 50, 30],
      [5, 97, 98, 50, 40],
      [9, 95, 96, 50, 60],
    ];
    const stopped = driveTape({ quotes: falling }, onQuote({ size: 10, stopLoss: 96 }));
    expect(stopped.fills).toEqual([
      [1, 10, 101],
      [9, -10, 95],
    ]);
    expect(stopped.trades[0]!.exitReason).toBe("stop-loss");
    const gained = driveTape({ quotes: rising }, onQuote({ size: 10, takeProfit: 102 }));
    expect(gained.fills).toEqual([
      [1, 10, 101],
      [5, -10, 103],
    ]);
    expect(gained.trades[0]!.exitReason).toBe("take-profit");
  });

  it("trail the best price", () => {
    const quotes: readonly QuoteRow[] = [
      [1, 99, 101, 50, 30],
      [5, 109, 110, 50, 40],
      [9, 105, 106, 50, 60],
      [12, 103, 104, 50, 60],
    ];
    const { fills } = driveTape(
      { quotes },
      {
        onQuote(ctx) {
          if (ctx.state.n++ === 0) {
            ctx.buy({ size: 10 });
            ctx.sell({ size: 10, trail: { amount: 5 }, reduceOnly: true });
          }
        },
      },
    );
    // The best bid is 109: the trail stands at 104, and 103 is the first below it.
    expect(fills).toEqual([
      [1, 10, 101],
      [12, -10, 103],
    ]);
  });
});

describe("without quotes", () => {
  it("orders take the next trade on both sides, as far as it goes", () => {
    const trades = [
      [1, 100, 10],
      [5, 101, 6],
      [9, 102, 50],
    ] as const;
    const { fills } = driveTape({ trades }, { onTick: once({ size: 10 }).onTick });
    expect(fills).toEqual([
      [5, 6, 101],
      [9, 4, 102],
    ]);
    // A limit of 101 is passed through at no time: trades at the price go to others.
    expect(driveTape({ trades }, { onTick: once({ size: 10, limit: 101 }, "sell").onTick }).fills).toEqual([
      [5, -6, 101],
      [9, -4, 101],
    ]);
  });
});

describe("what a strategy is told", () => {
  it("comes in the order of time: quotes, trades, closes", () => {
    const told: string[] = [];
    driveTape(
      {
        quotes: [...QUOTES, [60, 99, 101, 1, 1]],
        trades: [
          [5, 100, 7],
          [60, 100, 3],
        ],
      },
      {
        onStart: () => void told.push("start"),
        onQuote: ({ quote: { bid, askSize }, bar }) => void told.push(`quote ${bid} ${askSize} bar ${bar.index}`),
        onTick: ({ tick: { price, size }, quote }) => void told.push(`tick ${price} ${size} at ${quote!.ask}`),
        onBar: ({ bar, time }) => void told.push(`bar ${bar.index} ${(time - HOURS.time[0]!) / 60_000}`),
      },
    );
    expect(told.slice(0, 8)).toEqual([
      "start",
      "quote 99 30 bar -1",
      "quote 98 40 bar -1",
      "tick 100 7 at 100",
      "quote 99 60 bar -1",
      "quote 99 1 bar -1",
      "tick 100 3 at 101",
      "bar 0 60",
    ]);
    expect(told.at(-1)).toBe("bar 3 240");
  });

  it("values position and account at the middle, and tells fills before the next quote", () => {
    const seen: (number | string)[] = [];
    driveTape(
      { quotes: QUOTES },
      {
        ...onQuote({ size: 10 }),
        onFill: ({ fill }) => void seen.push(`fill ${fill.price}`),
        onBar: ({ account, position }) => void seen.push(account.equity, position.value),
      },
    );
    // 10,000 - 10 × 101 + 10 × 100 at each close.
    expect(seen.slice(0, 3)).toEqual(["fill 101", 9990, 1000]);
  });

  it("names the quote when a callback throws", () => {
    const error = thrown(() =>
      driveTape(
        { quotes: QUOTES },
        {
          onQuote() {
            throw new Error("mine");
          },
        },
      ),
    );
    expect(error).toMatchObject({ code: "BACKSIGHT_STRATEGY_THREW" });
    expect(error.message).toContain("onQuote at quote 0 (");
  });
});

describe("a tape", () => {
  it("passes over crossed quotes, corrected trades, and what comes before the open or after the end", () => {
    const quotes: readonly QuoteRow[] = [
      [-5, 90, 91, 9, 9],
      [1, 102, 101, 50, 30],
      [2, 99, 101, 50, 30],
      [241, 90, 91, 9, 9],
    ];
    expect(driveTape({ quotes }, onQuote({ size: 10 })).fills).toEqual([[2, 10, 101]]);
  });

  it.each([
    [{ finer: HOURS }, "finer bars"],
    [{ timeStop: 3 }, "stops by bars held"],
    [{ latency: { kind: "bars", bars: 1 } }, "latency in bars"],
    [{ costs: { commission: { kind: "rate", rate: 0 }, slippage: 0, spread: 0.01 } }, "a spread beside the quotes"],
  ])("refuses matters of bars: %o", (given, what) => {
    const error = thrown(() => driveTape({ quotes: QUOTES }, onQuote({ size: 1 }), given as never));
    expect(error).toMatchObject({ code: "BACKSIGHT_NOT_SUPPORTED" });
    expect(error.message).toContain(what);
  });

  it("refuses orders in bars and for a session's close", () => {
    for (const order of [
      { size: 1, at: "session-close" },
      { size: 1, limit: 1, timeInForce: { bars: 2 } },
    ] as const)
      expect(thrown(() => driveTape({ quotes: QUOTES }, onQuote(order)))).toMatchObject({
        code: "BACKSIGHT_ORDER_REQUEST",
      });
  });
});
