import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runDetailFixture } from "../../test/support/run-detail-fixture.ts";
import { worstDrawdowns } from "../metrics/drawdowns.ts";
import type { Curve } from "../run/run-detail.ts";
import { drawdownPeriods } from "./drawdown-periods.ts";

const DAY = 86_400_000;
const column = (...values: number[]) => Float64Array.from(values);

function curveOf(changes: Pick<Curve, "time" | "equity" | "equityLow" | "equityHigh" | "drawdown">): Curve {
  const none = new Float64Array(changes.time.length);
  return { open: none, high: none, low: none, close: none, benchmark: none, ...changes };
}

describe("drawdownPeriods", () => {
  it("finds the deepest falls, with rows, days and depth", () => {
    // From 100: to 120, down to 60, back over 120, down to 110 at the end.
    const equity = column(120, 60, 90, 130, 110);
    const time = column(1, 2, 3, 4, 5).map((day) => day * DAY);
    const drawdown = column(0, -0.5, -0.25, 0, -20 / 130);
    const found = drawdownPeriods(
      curveOf({ time, equity, equityLow: equity, equityHigh: equity, drawdown }),
      100,
      0,
      5,
    );
    expect(found).toMatchObject([
      { peakIndex: 0, troughIndex: 1, recoveryIndex: 3, depth: -0.5, days: 3, daysToTrough: 1, daysToRecovery: 2 },
      { peakIndex: 3, troughIndex: 4, recoveryIndex: null, depth: -20 / 130, days: 1, daysToRecovery: null },
    ]);
  });

  it("counts from the start when the first row is already lower", () => {
    const equity = column(90, 95);
    const drawdown = column(-0.1, -0.05);
    const time = column(DAY, 2 * DAY);
    const [first] = drawdownPeriods(
      curveOf({ time, equity, equityLow: equity, equityHigh: equity, drawdown }),
      100,
      0,
      5,
    );
    expect(first).toMatchObject({ peakIndex: -1, troughIndex: 0, recoveryIndex: null, days: 2, depth: -0.1 });
  });

  it("is as deep as the bars inside a row", () => {
    // One row rises to 200 and falls to 100 inside: by extremes alone 100 is no fall from the 150 before by more than a third.
    const curve = curveOf({
      time: column(DAY, 2 * DAY),
      equity: column(150, 120),
      equityLow: column(150, 100),
      equityHigh: column(150, 200),
      drawdown: column(0, -0.5),
    });
    expect(drawdownPeriods(curve, 100, 0, 5)[0]?.depth).toBe(-0.5);
  });

  it("agrees with the drawdowns of the equity where a row is a bar", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (seed) => {
        const { curve, record } = runDetailFixture({ seed, sessions: 120, trades: 10 });
        const start = Date.parse(record.data.start);
        const plain = worstDrawdowns(curve.equity, curve.time, { startingCapital: 100_000, start }, 5);
        const rows = ({ peakIndex, troughIndex, recoveryIndex, days }: (typeof plain)[number]) => [
          peakIndex,
          troughIndex,
          recoveryIndex,
          days,
        ];
        const found = drawdownPeriods(curve, 100_000, start, 5);
        expect(found.map(rows)).toEqual(plain.filter(({ depth }) => depth <= -0.00005).map(rows));
        expect(found[0]?.depth ?? 0).toBeCloseTo(Math.min(0, ...curve.drawdown), 4);
      }),
      { numRuns: 20 },
    );
  });
});
