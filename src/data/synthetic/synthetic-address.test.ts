import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { parseSyntheticAddress, syntheticAddress } from "./synthetic-address.ts";
import { resolveSyntheticOptions, SYNTHETIC_MODELS } from "./synthetic-options.ts";

describe("parseSyntheticAddress", () => {
  it("reads what the address names and nothing else", () => {
    expect(parseSyntheticAddress("synthetic:gbm?seed=7&bars=98280&timeframe=1m")).toEqual({
      model: "gbm",
      seed: 7,
      bars: 98_280,
      timeframe: "1m",
    });
    expect(parseSyntheticAddress("synthetic:market")).toEqual({ model: "market" });
    expect(parseSyntheticAddress("synthetic:market?")).toEqual({ model: "market" });
    expect(
      parseSyntheticAddress(
        "synthetic:market?annualVolatility=35%25&annualDrift=-0.1&initialPrice=1e3&calendar=24x7&symbol=A%26B&start=2021-03-04",
      ),
    ).toEqual({
      model: "market",
      annualVolatility: 0.35,
      annualDrift: -0.1,
      initialPrice: 1000,
      calendar: "24x7",
      symbol: "A&B",
      start: "2021-03-04",
    });
  });

  it("reads 20% with a bare percent sign as well", () => {
    expect(parseSyntheticAddress("synthetic:gbm?annualVolatility=20%")).toEqual({
      model: "gbm",
      annualVolatility: 0.2,
    });
  });

  it.each([
    ["csv:x.csv", "BACKSIGHT_DATA_URI", "doesn't start with synthetic:"],
    ["synthetic:", "BACKSIGHT_DATA_URI", "names no model"],
    ["synthetic:?seed=1", "BACKSIGHT_DATA_URI", "names no model"],
    ["synthetic:gbm?seed=1?bars=2", "BACKSIGHT_DATA_URI", "more than one ?"],
    ["synthetic:gbm?seed=1&seed=2", "BACKSIGHT_DATA_URI", "gives seed twice"],
    ["synthetic:gbm?seed", "BACKSIGHT_DATA_URI", "seed has no value"],
    ["synthetic:gbm?seed=", "BACKSIGHT_DATA_URI", "seed has no value"],
    ["synthetic:gbm?seed=seven", "BACKSIGHT_DATA_URI", "seed must be a number, was seven"],
    ["synthetic:gbm?bars=10%25", "BACKSIGHT_DATA_URI", "bars must be a number, was 10%"],
    ["synthetic:gbm?symbol=%E0%A4%A", "BACKSIGHT_DATA_URI", "symbol isn't percent-encoded"],
    ["synthetic:gmb", "BACKSIGHT_OPTION_UNKNOWN", 'unknown synthetic model "gmb". Did you mean "gbm"?'],
    [
      "synthetic:gbm?sed=7",
      "BACKSIGHT_OPTION_UNKNOWN",
      'synthetic market "sed". Did you mean "seed"? Known: seed, bars',
    ],
    ["synthetic:gbm?seed=1&&bars=5", "BACKSIGHT_OPTION_UNKNOWN", 'synthetic market ""'],
    ["synthetic:gbm?__proto__=1", "BACKSIGHT_OPTION_UNKNOWN", '"__proto__"'],
    ["synthetic:gbm?calendar=us", "BACKSIGHT_OPTION_UNKNOWN", 'unknown calendar "us"'],
    ["synthetic:gbm?timeframe=1x", "BACKSIGHT_TIMEFRAME", '"1x"'],
    ["synthetic:gbm?timeframe=1w", "BACKSIGHT_NOT_SUPPORTED", "bars of 1w"],
    ["synthetic:gbm?timeframe=24h", "BACKSIGHT_NOT_SUPPORTED", "bars of 24h"],
    ["synthetic:gbm?start=2020-02-30", "BACKSIGHT_DATE", "2020-02-30"],
    ["synthetic:gbm?bars=0", "BACKSIGHT_ARGUMENT", "bars must be an integer from 1 to 10000000, was 0"],
    ["synthetic:gbm?seed=1.5", "BACKSIGHT_ARGUMENT", "seed must be an integer"],
    ["synthetic:gbm?initialPrice=0", "BACKSIGHT_ARGUMENT", "initialPrice must be from 0.01 to 1000000, was 0"],
    ["synthetic:gbm?annualVolatility=-1", "BACKSIGHT_ARGUMENT", "annualVolatility must be from 0 to 5, was -1"],
    ["synthetic:gbm?symbol=A%20B", "BACKSIGHT_ARGUMENT", "symbol must be 1 to 64 characters without spaces, was A B"],
  ])("refuses %s", (uri, code, text) => {
    const error = thrown(() => parseSyntheticAddress(uri));
    expect(error.code).toBe(code);
    expect(error.message).toContain(text);
  });

  it("reads back what syntheticAddress wrote", () =>
    fc.assert(
      fc.property(
        fc.record(
          {
            model: fc.constantFrom(...SYNTHETIC_MODELS),
            seed: fc.nat(),
            bars: fc.integer({ min: 1, max: 10_000_000 }),
            timeframe: fc.constantFrom("1s", "1m", "15m", "1h", "1d"),
            start: fc.constantFrom("2020-01-02", "2000-02-29"),
            initialPrice: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
            annualVolatility: fc.double({ min: 0, max: 5, noNaN: true }),
            annualDrift: fc.double({ min: -5, max: 5, noNaN: true }),
            calendar: fc.constantFrom("us-equity", "24x7"),
            symbol: fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => /^\S{1,64}$/.test(text)),
          },
          { requiredKeys: ["model"] },
        ),
        (options) => {
          const settings = resolveSyntheticOptions(options);
          const address = syntheticAddress(settings);
          expect(resolveSyntheticOptions(parseSyntheticAddress(address))).toEqual({
            ...settings,
            initialPrice: settings.initialPrice + 0,
            annualVolatility: settings.annualVolatility + 0,
            annualDrift: settings.annualDrift + 0,
          });
        },
      ),
    ));

  it("leaves defaults out of the address, but for seed, bars and timeframe", () => {
    expect(syntheticAddress(resolveSyntheticOptions({ model: "gbm" }))).toBe(
      "synthetic:gbm?seed=1&bars=2520&timeframe=1d",
    );
    expect(
      syntheticAddress(resolveSyntheticOptions({ model: "market", seed: 3, symbol: "A&B", calendar: "24x7" })),
    ).toBe("synthetic:market?seed=3&bars=2520&timeframe=1d&calendar=24x7&symbol=A%26B");
  });
});
