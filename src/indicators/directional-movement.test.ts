import * as fc from "fast-check";
import { expect, it } from "vitest";
import { describeIndicatorContract } from "../../test/support/indicator-contract.ts";
import { directionalMovement, directionalMovementIndicator } from "./directional-movement.ts";

describeIndicatorContract(directionalMovementIndicator, {
  params: fc.tuple(fc.integer({ min: 8, max: 16 })),
  badParams: [[0]],
});

const high = Float64Array.of(10, 12, 11);
const low = Float64Array.of(9, 10, 8);
const close = Float64Array.of(9.5, 11, 9);

it("is the share of the movement in the true range: 2 of 2.5", () => {
  const { plusDi, minusDi, dx } = directionalMovement(high, low, close, 1);
  expect([plusDi[1], minusDi[1], dx[1]]).toStrictEqual([80, 0, 100]);
});

it("starts its sums with length − 1 moves: 2 − 2/2 + 0, 0 + 2 and 2.5 − 2.5/2 + 3", () => {
  const { plusDi, minusDi, dx } = directionalMovement(high, low, close, 2);
  expect(plusDi[1]).toBeNaN();
  expect(plusDi[2]).toBeCloseTo(100 / 4.25, 12);
  expect(minusDi[2]).toBeCloseTo(200 / 4.25, 12);
  expect(dx[2]).toBeCloseTo(100 / 3, 12);
});

it("is undefined where nothing has moved", () => {
  const flat = new Float64Array(4).fill(7);
  expect(directionalMovement(flat, flat, flat, 2).dx[3]).toBeNaN();
});
