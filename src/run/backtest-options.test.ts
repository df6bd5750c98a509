import { describe, expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { type BacktestOptions, resolveOptions } from "./backtest-options.ts";

const resolve = (options: unknown) => resolveOptions(options as BacktestOptions);

describe("resolveOptions", () => {
  it("fills in the documented defaults", () => {
    expect(resolve({})).toEqual({
      params: {},
      settings: {
        rules: "backsight",
        cash: 100_000,
        fill: "next-open",
        size: { kind: "fraction", fraction: 1 },
        sizeAt: "fill",
        costs: { commission: { kind: "rate", rate: 0.001 }, slippage: 0.0005, spread: 0 },
        direction: "both",
        accumulate: 1,
        leverage: 1,
        orderTimeout: { entry: { kind: "gtc" }, exit: { kind: "gtc" } },
        settlement: "T+0",
        stopLoss: null,
        takeProfit: null,
        trailingStop: null,
        intrabar: "worst",
        rebalance: "on-change",
        tradeUnit: "flat",
        returns: "session",
        riskFree: 0,
        benchmark: "hold",
      },
      seed: 1,
      tag: null,
      note: null,
      store: true,
    });
  });

  it("takes the conventions of a rule book where nothing else is said", () => {
    expect(resolve({ rules: "vectorbt" }).settings).toMatchObject({
      rules: "vectorbt",
      fill: "close",
      tradeUnit: "exit",
    });
    const { settings } = resolve({ rules: "backtrader", size: 5, sizeAt: "fill" });
    expect(settings).toMatchObject({ size: { kind: "quantity", quantity: 5 }, sizeAt: "fill", fill: "next-open" });
  });

  it("lets sizes go as far as leverage does", () => {
    const { settings } = resolve({ leverage: 3, size: { fraction: 2.5 } });
    expect(settings).toMatchObject({ leverage: 3, size: { kind: "fraction", fraction: 2.5 } });
  });

  it("reads how long orders wait", () => {
    const bars = { kind: "bars", bars: 2 };
    expect(resolve({ orderTimeout: { bars: 2 } }).settings.orderTimeout).toEqual({ entry: bars, exit: bars });
    expect(resolve({ orderTimeout: { entry: "day", exit: { minutes: 5 } } }).settings.orderTimeout).toEqual({
      entry: { kind: "day" },
      exit: { kind: "minutes", minutes: 5 },
    });
  });

  it.each<[unknown, unknown]>([
    [100, { kind: "quantity", quantity: 100 }],
    [{ fraction: 0.95 }, { kind: "fraction", fraction: 0.95 }],
    [{ cash: 10_000 }, { kind: "cash", cash: 10_000 }],
    [{ riskFraction: 0.01 }, { kind: "risk", fraction: 0.01 }],
  ])("reads the size %o", (size, expected) => expect(resolve({ size }).settings.size).toEqual(expected));

  it.each<[unknown, unknown]>([
    ["none", { commission: { kind: "rate", rate: 0 }, slippage: 0, spread: 0 }],
    [{}, { commission: { kind: "rate", rate: 0.001 }, slippage: 0.0005, spread: 0 }],
    [{ commission: 0 }, { commission: { kind: "rate", rate: 0 }, slippage: 0.0005, spread: 0 }],
    [
      { commission: { perUnit: 0.005 }, spread: 0.01 },
      { commission: { kind: "per-unit", amount: 0.005 }, slippage: 0.0005, spread: 0.01 },
    ],
    [
      { commission: "ibkr-fixed", slippage: "volume-share", impact: { kind: "kyle", lambda: 1e-6, sessions: 10 } },
      {
        commission: { kind: "schedule", name: "ibkr-fixed" },
        slippage: { kind: "volume-share", impact: 0.1, bars: 20 },
        spread: 0,
        impact: { kind: "kyle", lambda: 1e-6, sessions: 10 },
      },
    ],
    [
      { borrow: "3%", taxes: { buys: 0.005 } },
      {
        commission: { kind: "rate", rate: 0.001 },
        slippage: 0.0005,
        spread: 0,
        carry: { borrow: 0.03, financing: 0 },
        taxes: { buys: 0.005, sells: 0 },
      },
    ],
  ])("reads the costs %o", (costs, expected) => expect(resolve({ costs }).settings.costs).toEqual(expected));

  it.each<[unknown, unknown]>([
    [0.03, { kind: "fraction", fraction: 0.03 }],
    [
      { fraction: 0.03, activateAt: 0.05 },
      { kind: "fraction", fraction: 0.03, activateAt: 0.05 },
    ],
    [{ amount: 1.5 }, { kind: "amount", amount: 1.5 }],
    [
      { amount: 1.5, activateAt: 0.05 },
      { kind: "amount", amount: 1.5, activateAt: 0.05 },
    ],
  ])("reads the trailing stop %o", (trailingStop, expected) => {
    expect(resolve({ trailingStop }).settings.trailingStop).toStrictEqual(expected);
  });

  it.each<[unknown]>([
    [0.04],
    [[{ afterBars: 0, fraction: 0.1 }]],
    [
      [
        { afterBars: 2, fraction: 0.1 },
        { afterBars: 9, fraction: -1 },
      ],
    ],
  ])("reads the target %o", (takeProfit) =>
    expect(resolve({ takeProfit }).settings.takeProfit).toStrictEqual(takeProfit),
  );

  it.each<[unknown, string]>([
    [{ tradeUnit: "lot" }, 'tradeUnit must be "flat" or "exit" or "fifo", was "lot".'],
    [{ takeProfit: 0 }, "takeProfit must be a fraction above 0, was 0."],
    [
      { takeProfit: [] },
      "takeProfit must be a fraction, or steps { afterBars, fraction } ascending in bars (or all { afterMinutes, fraction }), was [].",
    ],
    [{ takeProfit: [{ afterBars: 1.5, fraction: 0.1 }] }, "takeProfit must be a fraction, or steps"],
    [{ takeProfit: [{ afterBars: 1, fraction: -1.1 }] }, "takeProfit must be a fraction, or steps"],
    [
      {
        takeProfit: [
          { afterBars: 1, fraction: 0.1 },
          { afterBars: 1, fraction: 0 },
        ],
      },
      "ascending in bars",
    ],
    [
      { trailingStop: { fraction: 0.1, amount: 1 } },
      "trailingStop must be a fraction below 1, { fraction } or { amount }",
    ],
    [
      { trailingStop: { fraction: 0.1, from: 1 } },
      "trailingStop must be a fraction below 1, { fraction } or { amount }",
    ],
    [{ trailingStop: { fraction: 0.1, activateAt: -0.1 } }, 'was {"fraction":0.1,"activateAt":-0.1}.'],
    [{ trailingStop: { fraction: 0.1, before: 0.2 } }, "with activateAt (and before) or not"],
    [{ trailingStop: {} }, "was {}."],
    [{ comission: 0 }, 'unknown option "comission". Known: params, rules, cash'],
    [{ sizeat: "fill" }, 'unknown option "sizeat". Did you mean "sizeAt"?'],
    [
      { costs: { comission: 0 } },
      'unknown cost "comission". Did you mean "commission"? Known: commission, slippage, spread, impact, borrow, financing, taxes.',
    ],
    [null, "options must be an object, was null."],
    [{ cash: 0 }, "cash must be a finite number above 0, was 0."],
    [{ cash: "1000" }, 'cash must be a finite number above 0, was "1000".'],
    [{ rules: "freqtrad" }, 'rules must be "backsight" or "vectorbt"'],
    [{ leverage: 0 }, "leverage must be a finite number above 0, was 0."],
    [{ leverage: 2, size: { fraction: 2.1 } }, 'was {"fraction":2.1}.'],
    [{ orderTimeout: "week" }, 'was "week".'],
    [{ orderTimeout: { bars: 0 } }, 'was {"bars":0}.'],
    [{ orderTimeout: { entry: "day" } }, 'was {"entry":"day"}.'],
    [
      {
        takeProfit: [
          { afterMinutes: 0, fraction: 0.1 },
          { afterBars: 3, fraction: 0.1 },
        ],
      },
      "or all { afterMinutes, fraction }",
    ],
    [{ fill: "nextopen" }, 'fill must be "next-open" or "close" or "next-close", was "nextopen".'],
    [{ sizeAt: null }, 'sizeAt must be "fill" or "decision", was null.'],
    [{ returns: "daily" }, 'returns must be "session" or "bar", was "daily".'],
    [{ size: 0 }, "size must be units above 0, { fraction } up to 1, { cash } or { riskFraction } below 1, was 0."],
    [{ size: null }, "was null."],
    [{ size: "100" }, 'was "100".'],
    [{ size: { fraction: 1.5 } }, 'was {"fraction":1.5}.'],
    [{ size: { fraction: NaN } }, 'was {"fraction":"NaN"}.'],
    [{ size: { fraction: 0.5, cash: 10 } }, 'was {"fraction":0.5,"cash":10}.'],
    [
      { costs: "free" },
      'costs must be "none" or { commission, slippage, spread, impact, borrow, financing, taxes }, was "free".',
    ],
    [{ costs: { commission: -0.1 } }, "commission must be a finite number, not negative, was -0.1."],
    [{ costs: { commission: null } }, "commission must be a fraction of the notional, { perUnit }, a text such as"],
    [{ costs: { commission: { perUnit: "1" } } }, "commission must be"],
    [{ costs: { slippage: "101%" } }, "slippage must be a fraction from 0 to below 1 (0.02 or 2%), was 101%."],
    [
      { costs: { impact: "root" } },
      'unknown impact "root". Did you mean "square-root"? Known: square-root, almgren-chriss, kyle, none.',
    ],
    [{ costs: { slippage: 1 } }, "slippage must be below 1"],
    [{ riskFree: NaN }, "riskFree must be a finite number, was NaN."],
    [{ riskFree: -1 }, "riskFree must be above -1, was -1."],
    [{ benchmark: 5 }, "benchmark must be a text, was 5."],
    [{ seed: 1.5 }, "seed must be an integer from 0, was 1.5."],
    [{ tag: 5 }, "tag must be a text, was 5."],
    [{ store: "no" }, 'store must be true or false, was "no".'],
    [{ params: [1] }, "params must be an object of parameter values, was [1]."],
  ])("refuses %o", (options, message) => expect(thrown(() => resolve(options)).message).toContain(message));
});
