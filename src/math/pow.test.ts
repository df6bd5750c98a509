// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: values of a table, not constants
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ulpsBetween } from "../../test/support/ulps-between.ts";
import { randomStream } from "../core/random.ts";
import { sha256 } from "../core/sha256.ts";
import { pow } from "./pow.ts";

// Base, exponent and power: mpmath 1.3.0 with 200 bits, rounded to the nearest double.

const POW = [
  [2, 0.5, 1.4142135623730951],
  [2, -0.5, 0.7071067811865476],
  [10, -5, 1e-5],
  [10, -300, 1e-300],
  [10, 308, 1e308],
  [1.0001, 10000, 2.7181459268249255],
  [0.9999, 1000000, 3.7015207857933866e-44],
  [1.0000000001, 1000000000000, 2.6881393700484107e43],
  [0.999999999, 3000000000, 0.04978707251740688],
  [1.5, 100.5, 4.9793371709318016e17],
  [3, 0.3333333333333333, 1.4422495703074083],
  [-3, 3, -27],
  [-3, -5, -0.00411522633744856],
  [-2, -1073, -1e-323],
  [2, -1074, 5e-324],
  [5e-324, 0.1, 4.6706622762338734e-33],
  [1e-310, -0.5, 1.0000000000000016e155],
  [1.05, 252, 218626.78363222268],
  [0.98, 0.003968253968253968, 0.9999198337400041],
  [7, 19, 1.1398895185373144e16],
  [100, 0.25, 3.1622776601683795],
  [1.3, -40.7, 2.304122480000925e-5],
  [0.0600119, 27.774, 1.166178167202762e-34],
  [0.359241, 30.137, 3.987170129543802e-14],
  [3.11618, -19.1021, 3.7219707617118866e-10],
  [0.0874406, -26.6875, 1.7499710734193742e28],
  [3.04986, 55.9651, 1.2669902089090022e27],
  [0.0221573, 58.1451, 6.308281875762838e-97],
  [1.06446, -35.1639, 0.11117992595734494],
  [4.74576, 22.6316, 2022468187095288.2],
  [0.400261, 41.7034, 2.6083302558105313e-17],
  [3.95004, -6.86592, 8.012755179762395e-5],
  [1.07457e155, -0.724606, 4.6072007952925627e-113],
  [2.42153e61, 0.798781, 1.0775679792887142e49],
  [1.74711e31, -0.211888, 2.3995358727978225e-7],
  [6.65518e-249, 0.557845, 3.595759049046528e-139],
  [2.75905e-21, 0.163911, 0.00042669184440272237],
  [0.000100551, -0.539633, 143.62968995572393],
  [3.30658e-150, -0.0988313, 593422617470300.9],
  [6.41424e193, -0.239652, 3.5787390906969684e-47],
] as const;

describe("pow", () => {
  it("is within 1 ulp of mpmath's values", () => {
    for (const [x, y, value] of POW) expect(ulpsBetween(pow(x, y), value), `${x} to the ${y}`).toBeLessThanOrEqual(1);
  });

  it("gives the golden bits", () => {
    const stream = randomStream(20, "pow");
    const results = Float64Array.from({ length: 20_000 }, () =>
      pow(5 * stream.uniform(), 200 * stream.uniform() - 100),
    );
    expect(sha256(new Uint8Array(results.buffer))).toBe(
      "1be34d878e05b407640e6baf45dd46908edc051f5f7983dd795ef7fb4044db5e",
    );
  });

  it("agrees with the engine's own to 1 ulp", () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.double(), fc.double({ min: 0.1, max: 10, noNaN: true })),
        fc.oneof(fc.double(), fc.double({ min: -100, max: 100, noNaN: true }), fc.integer({ min: -1100, max: 1100 })),
        (x, y) => {
          expect(ulpsBetween(pow(x, y), x ** y)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 5000 },
    ));

  it("has the special cases of ECMAScript", () => {
    const odd = [0, 5e-324, 1e-310, 0.5, 1, 1.5, 2, 3, 2 ** 31, 2 ** 31 + 1, 2 ** 52 + 1, 2 ** 53, 1e300, Infinity];
    const all = [...odd, ...odd.map((x) => -x), NaN];
    for (const x of all) {
      for (const y of all) {
        const ours = pow(x, y);
        const theirs = x ** y;
        expect(ulpsBetween(ours, theirs), `${x} to the ${y}`).toBeLessThanOrEqual(1);
        if (theirs === 0) expect(Object.is(ours, theirs), `${x} to the ${y}`).toBe(true);
      }
    }
  });

  it("is exact where the power is a double", () => {
    for (let k = -1074; k <= 1023; k++) expect(pow(2, k)).toBe(powerOfTwo(k));
    for (let base = 3; base <= 12; base++) {
      for (let k = 0, power = 1; power <= Number.MAX_SAFE_INTEGER; k++, power *= base) expect(pow(base, k)).toBe(power);
    }
    for (let k = 0; k <= 22; k++) expect(pow(10, k)).toBe(Number(`1e${k}`));
  });

  it("squares, inverts and takes square roots as the operators do", () =>
    fc.assert(
      fc.property(fc.double({ min: 1e-150, max: 1e150, noNaN: true }), (x) => {
        expect(pow(x, 2)).toBe(x * x);
        expect(pow(x, -1)).toBe(1 / x);
        expect(pow(x, 0.5)).toBe(Math.sqrt(x));
        expect(pow(x, 1)).toBe(x);
      }),
    ));
});

/** By doublings and halvings, each of them exact. */
function powerOfTwo(k: number): number {
  let power = 1;
  for (let i = 0; i < Math.abs(k); i++) power *= k < 0 ? 0.5 : 2;
  return power;
}
