import { expect, test } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { ratio, times } from "./ratio.ts";

test("ratios are kept in lowest terms, exactly", () => {
  expect(ratio(2, 8)).toEqual({ numerator: 1, denominator: 4 });
  expect(times(ratio(1, 2), times(ratio(1, 7), ratio(1, 4)))).toEqual({ numerator: 1, denominator: 56 });
  expect(times(ratio(1, 2), ratio(2, 1))).toEqual({ numerator: 1, denominator: 1 });
});

test("a stock dividend of five percent is 20 for 21", () => {
  expect(ratio(1, 1.05)).toEqual({ numerator: 20, denominator: 21 });
});

test("what isn't positive is refused", () => {
  expect(thrown(() => ratio(0, 1)).code).toBe("BACKSIGHT_ARGUMENT");
  expect(thrown(() => ratio(1, NaN)).code).toBe("BACKSIGHT_ARGUMENT");
});
