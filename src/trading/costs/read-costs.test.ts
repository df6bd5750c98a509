import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { CHARGED_FILLS, type Commission } from "./commission/commission.ts";
import { COMMISSION_SCHEDULE_NAMES } from "./commission/commission-schedule-names.ts";
import { readCommission } from "./commission/read-commission.ts";
import { COST_MODELS } from "./cost-models.ts";
import { type CostSettings, DEFAULT_COSTS, isFree, NO_COSTS, proportionalCosts } from "./cost-settings.ts";
import { costWords } from "./cost-words.ts";
import { readCosts } from "./read-costs.ts";
import { SPREAD_ESTIMATORS } from "./spread/spread-model.ts";

describe("readCommission", () => {
  it.each<[string, Commission]>([
    ["0.001", { kind: "rate", rate: 0.001 }],
    ["0.1%", { kind: "rate", rate: 0.001 }],
    ["0", { kind: "rate", rate: 0 }],
    ["0.005/share", { kind: "per-unit", amount: 0.005 }],
    ["2/contract", { kind: "per-unit", amount: 2 }],
    [" 0/unit ", { kind: "per-unit", amount: 0 }],
    ["1.50/order", { kind: "per-order", amount: 1.5 }],
    ["0.005/share,min:1", { kind: "bounded", of: { kind: "per-unit", amount: 0.005 }, minimum: 1 }],
    ["0.1%,min:5,max:50", { kind: "bounded", of: { kind: "rate", rate: 0.001 }, minimum: 5, maximum: 50 }],
    ["maker:0.02%,taker:0.05%", { kind: "maker-taker", maker: 0.0002, taker: 0.0005 }],
    ["taker:0.05%,maker:0", { kind: "maker-taker", maker: 0, taker: 0.0005 }],
    ["alpaca", { kind: "schedule", name: "alpaca" }],
    [
      "0.0035/share,min:0.35+sec-fee",
      {
        kind: "sum",
        of: [
          { kind: "bounded", of: { kind: "per-unit", amount: 0.0035 }, minimum: 0.35 },
          { kind: "schedule", name: "sec-fee" },
        ],
      },
    ],
  ])("reads %j", (text, commission) => expect(readCommission(text)).toEqual(commission));

  it.each(["", "-1", "1", "100%", "-0.005/share", "0.1%/share", "/share", "1e999/share", "0.005/lot", "0.005/ share"])(
    "refuses %j",
    (text) => {
      const error = thrown(() => readCommission(text));
      expect(error.code).toBe("BACKSIGHT_ARGUMENT");
      expect(error.message).toContain(`was ${text}`);
    },
  );

  it.each([
    ["ibkr-fixd", 'unknown commission "ibkr-fixd". Did you mean "ibkr-fixed"?'],
    ["0.005/share,mni:1", 'Did you mean "min"?'],
    ['{"kind":"tierd"}', 'unknown kind of commission "tierd". Did you mean "tiered"?'],
    ['{"kind":"rate","rat":1}', 'Did you mean "rate"?'],
    ['{"kind":"only","fills":"seles","of":{"kind":"rate","rate":0}}', 'Did you mean "sells"?'],
  ])("names what %j meant", (text, says) => {
    const error = thrown(() => readCommission(text));
    expect(error.code).toBe("BACKSIGHT_OPTION_UNKNOWN");
    expect(error.message).toContain(says);
  });

  it.each<[unknown, string]>([
    [null, "commission must be a fraction of the notional"],
    [{ rate: 1 }, 'was {"rate":1}'],
    ['{"kind":', "commission must be JSON that is complete"],
    [{ kind: "rate", rate: "1" }, "commission.rate must be a number, was 1"],
    [{ kind: "tiered", by: "units", per: "month", tiers: 3 }, "commission.tiers must be a list"],
    ["maker:0.1%", "maker:0.02%,taker:0.05%, both of them"],
    ["0.005/share,min", "with options such as bars:20"],
  ])("refuses %j", (given, says) => expect(thrown(() => readCommission(given)).message).toContain(says));
});

describe("readCosts", () => {
  it("keeps the defaults of what isn't given, and what isn't a cost is none", () => {
    expect(readCosts({})).toEqual(DEFAULT_COSTS);
    expect(readCosts({ impact: "none", taxes: "none", borrow: 0 }, NO_COSTS)).toEqual(NO_COSTS);
  });

  it("reads every example of the table of models", () => {
    for (const { part, example } of COST_MODELS) {
      const costs = readCosts({ [part]: example }, NO_COSTS);
      expect(isFree(costs), `${part} ${example}`).toBe(false);
      expect(readCosts(costWords(costs), NO_COSTS)).toEqual(costs);
    }
  });

  it.each<[Parameters<typeof readCosts>[0], string]>([
    [{ slippage: "volume" }, 'unknown slippage "volume"'],
    [{ slippage: "volatilty:0.1" }, 'Did you mean "volatility"?'],
    [{ slippage: "volatility:x" }, "volatility must be a number from 0"],
    [{ slippage: "volatility,bras:3" }, 'Did you mean "bars"?'],
    [{ slippage: "volatility,bars:0" }, "bars of volatility must be a whole number from 1, was 0."],
    [{ slippage: true }, "slippage must be a fraction, or a model by name"],
    [{ spread: "edgy" }, 'unknown spread "edgy". Did you mean "edge"?'],
    [{ spread: "edge:3" }, "spread must be edge, with sessions:21 or not"],
    [{ impact: 0.1 }, "impact must be a model such as square-root:0.5"],
    [{ impact: "sqare-root" }, 'Did you mean "square-root"?'],
    [{ borrow: "-3%" }, "borrow must be a number from 0"],
    [{ financing: {} }, "financing must be an annual fraction"],
    [{ taxes: "uk-stamp-dty" }, 'unknown taxes "uk-stamp-dty". Did you mean "uk-stamp-duty"?'],
    [{ taxes: { buys: 0.1, sell: 0 } }, 'Did you mean "sells"?'],
    [{ slippage: 0.9, spread: 0.4 }, "slippage must be below 1 together with half the spread"],
  ])("refuses %j", (given, says) => expect(thrown(() => readCosts(given)).message).toContain(says));

  it("reads back what it is told in words, whatever the costs", () => {
    const share = fc.double({ min: 0, max: 0.4, noNaN: true });
    const count = fc.integer({ min: 3, max: 300 });
    const leaf: fc.Arbitrary<Commission> = fc.oneof(
      share.map((rate) => ({ kind: "rate" as const, rate })),
      share.map((amount) => ({ kind: "per-unit" as const, amount })),
      share.map((amount) => ({ kind: "per-order" as const, amount })),
      fc.record({ kind: fc.constant("maker-taker" as const), maker: share, taker: share }),
      fc.record({ kind: fc.constant("schedule" as const), name: fc.constantFrom(...COMMISSION_SCHEDULE_NAMES) }),
    );
    const commission: fc.Arbitrary<Commission> = fc.oneof(
      leaf,
      fc.record({ kind: fc.constant("bounded" as const), of: leaf, minimum: share, maximumRate: share }),
      fc.record({ kind: fc.constant("sum" as const), of: fc.array(leaf, { minLength: 1, maxLength: 3 }) }),
      fc.record({ kind: fc.constant("only" as const), fills: fc.constantFrom(...CHARGED_FILLS), of: leaf }),
      fc.record({
        kind: fc.constant("tiered" as const),
        by: fc.constantFrom("units" as const, "notional" as const),
        per: fc.constantFrom("order" as const, "month" as const),
        tiers: share.map((fee) => [
          { from: 0, fee },
          { from: 100, fee: fee / 2 },
        ]),
      }),
    );
    const settings: fc.Arbitrary<CostSettings> = fc.record(
      {
        commission,
        slippage: fc.oneof(
          share,
          fc.record({ kind: fc.constant("volatility" as const), multiple: share, bars: count }),
          fc.record({ kind: fc.constant("volume-share" as const), impact: share, bars: count }),
        ),
        spread: fc.oneof(
          share,
          fc.record({
            kind: fc.constant("estimated" as const),
            by: fc.constantFrom(...SPREAD_ESTIMATORS),
            sessions: count,
          }),
          fc.constant({ kind: "quoted" as const }),
        ),
        impact: fc.oneof(
          fc.record({ kind: fc.constant("square-root" as const), coefficient: share, sessions: count }),
          fc.record({
            kind: fc.constant("almgren-chriss" as const),
            permanent: share,
            temporary: share,
            exponent: fc.constantFrom(0.5, 0.6, 1),
            days: fc.constantFrom(0.1, 1),
            sessions: count,
          }),
          fc.record({
            kind: fc.constant("kyle" as const),
            lambda: fc.oneof(share, fc.constant("estimated" as const)),
            sessions: count,
          }),
        ),
        carry: fc.record({ borrow: share, financing: fc.constantFrom(0.01, 0.05) }),
        taxes: fc.record({ buys: share, sells: share }),
      },
      { requiredKeys: ["commission", "slippage", "spread"] },
    );
    fc.assert(
      fc.property(settings, (costs) => {
        expect(readCosts(costWords(costs), NO_COSTS)).toEqual(costs);
        expect(readCosts(JSON.parse(JSON.stringify({ ...costs, carry: undefined })), NO_COSTS)).toEqual({
          ...costs,
          carry: undefined,
        });
      }),
    );
  });
});

describe("proportionalCosts", () => {
  it("is what a fixed share of each fill can hold, and null for more", () => {
    expect(proportionalCosts(DEFAULT_COSTS)).toEqual(DEFAULT_COSTS);
    for (const { part, example } of COST_MODELS) {
      const isPlain = /^[\d.]+%?(\/share)?$/.test(example) && ["commission", "slippage", "spread"].includes(part);
      expect(proportionalCosts(readCosts({ [part]: example })) !== null, example).toBe(isPlain);
    }
  });
});
