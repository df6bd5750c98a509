import { describe, expect, it } from "vitest";
import { runDetail } from "../../../test/support/run-detail.ts";
import type { RunDetail } from "../../run/run-detail.ts";
import { rebaseCurves } from "./rebased-curves.ts";

/** A run from 100,000 with the given equity at the end of the given days. */
function run(rows: readonly (readonly [day: number, equity: number])[]): RunDetail {
  const detail = runDetail("x", { rows: rows.length, trades: 0 });
  const equity = Float64Array.from(rows, ([, value]) => value);
  return {
    ...detail,
    sessions: { day: Int32Array.from(rows, ([day]) => day), equity, benchmark: equity.map(() => NaN) },
  };
}

describe("rebaseCurves", () => {
  it("counts the starting cash as 100 where both begin together", () => {
    const curves = rebaseCurves(
      run([
        [1, 110_000],
        [2, 99_000],
      ]),
      run([
        [1, 100_000],
        [2, 120_000],
      ]),
    );
    expect([...curves.day]).toEqual([1, 2]);
    expect([...curves.a]).toEqual([110, 99]);
    expect([...curves.b]).toEqual([100, 120]);
    expect(curves.drawdownA[1]).toBeCloseTo(-0.1, 12);
    expect(curves.common).toEqual({ first: 0, last: 1 });
  });

  it("counts what the longer run had before the common start as 100", () => {
    // A stands at 200,000 before day 3: its 220,000 then is 110.
    const curves = rebaseCurves(
      run([
        [1, 150_000],
        [2, 200_000],
        [3, 220_000],
        [4, 300_000],
      ]),
      run([
        [3, 101_000],
        [4, 90_000],
        [5, 95_000],
      ]),
    );
    expect([...curves.day]).toEqual([1, 2, 3, 4, 5]);
    expect([...curves.a]).toEqual([75, 100, 110, 150, NaN]);
    expect([...curves.b]).toEqual([NaN, NaN, 101, 90, 95]);
    expect(curves.common).toEqual({ first: 2, last: 3 });
  });

  it("keeps the equity over days that only the other run has", () => {
    const curves = rebaseCurves(
      run([
        [1, 110_000],
        [4, 120_000],
      ]),
      run([
        [1, 100_000],
        [2, 100_000],
        [3, 100_000],
        [4, 100_000],
      ]),
    );
    expect([...curves.a]).toEqual([110, 110, 110, 120]);
  });

  it("starts each at 100 when they share nothing", () => {
    const curves = rebaseCurves(run([[1, 110_000]]), run([[5, 90_000]]));
    expect([...curves.a]).toEqual([110, NaN]);
    expect([...curves.b]).toEqual([NaN, 90]);
    expect(curves.common).toBeNull();
  });
});
