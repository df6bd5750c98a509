import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { randomMarket } from "../../test/support/random-market.ts";
import { rsi } from "./rsi.ts";
import { stochRsi, stochRsiIndicator } from "./stoch-rsi.ts";
import { stochasticFast } from "./stochastic-fast.ts";

describeIndicatorContract(stochRsiIndicator, {
  params: fc.tuple(fc.integer({ min: 2, max: 14 }), fc.integer({ min: 2, max: 14 }), fc.integer({ min: 1, max: 4 })),
  badParams: [
    [0, 14, 3],
    [14, 1, 3],
    [14, 14, 0],
  ],
});

it("is the fast stochastic of the RSI", () => {
  const { close } = randomMarket("lively", 5, 80);
  const strength = rsi(close, 6).slice(6);
  const expected = stochasticFast(strength, strength, strength, 9, 3);
  const { k, d } = stochRsi(close, 6, 9, 3);
  expect(k.slice(6)).toStrictEqual(expected.k);
  expect(d.slice(6)).toStrictEqual(expected.d);
});
