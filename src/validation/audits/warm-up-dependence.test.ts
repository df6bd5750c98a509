import { describe, expect, it } from "vitest";
import { randomStream } from "../../core/random.ts";
import { type DecisionColumns, warmUpDependence } from "./warm-up-dependence.ts";

const prices = Float64Array.from(
  { length: 400 },
  (
    (stream) => () =>
      stream.uniform()
  )(randomStream(2, "prices")),
);
const audit = (evaluate: (part: Float64Array) => ArrayLike<number>, requiredHistory: number) =>
  warmUpDependence({
    length: prices.length,
    evaluate: (start): DecisionColumns => new Map([["entries", evaluate(prices.subarray(start))]]),
    requiredHistory,
    random: randomStream(1, "audit"),
  });
const above = (part: Float64Array, mean: (i: number) => number) =>
  Uint8Array.from(part, (price, i) => (price > mean(i) ? 1 : 0));
const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("warmUpDependence", () => {
  it("finds nothing where the window is as long as declared", () => {
    const rolling = (part: Float64Array) =>
      above(part, (i) => (i < 9 ? Infinity : meanOf(part.subarray(i - 9, i + 1))));
    const { decisions, changed, share, lastChange } = audit(rolling, 10);
    expect(decisions).toBeGreaterThan(100);
    expect({ changed, share, lastChange }).toEqual({ changed: 0, share: 0, lastChange: 0 });
  });

  it("finds a window longer than declared", () => {
    const rolling = (part: Float64Array) =>
      above(part, (i) => (i < 49 ? -Infinity : meanOf(part.subarray(i - 49, i + 1))));
    const { changed, lastChange } = audit(rolling, 10);
    expect(changed).toBeGreaterThan(10);
    // the last bar whose window isn't full yet is the 49th
    expect(lastChange).toBeLessThan(49);
  });

  it("finds what remembers the first bar forever", () => {
    const since = (part: Float64Array) => above(part, () => part[0]!);
    expect(audit(since, 10).share).toBeGreaterThan(0.05);
  });

  it("takes NaN for no decision, and knows nothing where nothing is decided", () => {
    expect(audit((part) => new Float64Array(part.length).fill(NaN), 10)).toMatchObject({ decisions: 0, share: NaN });
  });

  it("refuses columns of another length", () => {
    expect(() => audit(() => [1], 10)).toThrow("shorter history");
  });
});
