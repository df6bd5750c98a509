import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { thrown } from "../../test/support/thrown.ts";
import { vwap, vwapIndicator } from "./vwap.ts";

describeIndicatorContract(vwapIndicator, {
  params: fc.constant([]),
  gap: "ends-with-session",
  definition([high, low, close, volume, session], _, i) {
    let money = 0;
    let units = 0;
    for (let k = i; k >= 0 && session![k] === session![i]; k--) {
      money += ((high![k]! + low![k]! + close![k]!) / 3) * volume![k]!;
      units += volume![k]!;
    }
    return [money / units];
  },
});

const price = Float64Array.of(10, 20, 30, 40);

it("starts anew with each session: 10, (10 + 3 · 20) / 4, the same without volume, 40", () => {
  const values = vwap(price, price, price, Float64Array.of(1, 3, 0, 2), { session: Int32Array.of(7, 7, 7, 8) });
  expect([...values]).toStrictEqual([10, 17.5, 17.5, 40]);
});

it("is undefined from a missing volume to the end of its session", () => {
  const values = vwap(price, price, price, Float64Array.of(1, NaN, 5, 2), { session: [7, 7, 7, 8] });
  expect([...values]).toStrictEqual([10, NaN, NaN, 40]);
});

it("is undefined until something was traded", () => {
  const values = vwap(price, price, price, Float64Array.of(0, 2, 1, 1), { session: [7, 7, 7, 7] });
  expect([...values.slice(0, 2)]).toStrictEqual([NaN, 20]);
});

it("asks for the sessions of plain columns", () => {
  const error = thrown(() => vwap(price, price, price, price));
  expect(error.code).toBe("BACKSIGHT_ARGUMENT");
  expect(error.message).toContain("session: bars.session");
});

it("gives equal prices equal floats on a tick grid: 0.1 + 0.2 + 0.3 and 0.2 + 0.2 + 0.2", () => {
  const [high, low] = [Float64Array.of(0.3, 0.2), Float64Array.of(0.1, 0.2)];
  const [close, volume] = [Float64Array.of(0.2, 0.2), Float64Array.of(5, 5)];
  expect([...vwap(high, low, close, volume, { session: [1, 2], ticksPerUnit: 10 })]).toStrictEqual([0.2, 0.2]);
});
