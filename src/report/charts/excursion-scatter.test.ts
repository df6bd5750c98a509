import { describe, expect, it } from "vitest";
import type { TradeExcursions } from "../trade-excursions.ts";
import { excursionScatter } from "./excursion-scatter.ts";

const column = (...values: number[]) => Float64Array.from(values);
const EXCURSIONS: TradeExcursions = {
  mae: column(-0.02, -0.04, 0),
  mfe: column(0.1, 0, 0.04),
  result: column(0.08, -0.04, 0.02),
  openTrades: 1,
};

describe("excursionScatter", () => {
  it("draws a dot for each gain and a cross for each loss, over the worst and over the best", () => {
    const { nodes, points, summary } = excursionScatter(EXCURSIONS, { width: 1100 });
    const [against, favour] = points!;
    // Returns −4 %…8 % in steps of 2 %; MAE −4 %…0 and MFE 0…10 %.
    expect(against).toMatchObject({
      x: { series: "mae", min: -0.04, max: 0 },
      y: { series: "result", min: -0.04, max: 0.08 },
    });
    expect(favour).toMatchObject({ x: { series: "mfe", min: 0, max: 0.1 } });
    expect(against!.x.to).toBeLessThan(favour!.x.from);
    const at = ({ min, max, from, to }: { min: number; max: number; from: number; to: number }, value: number) =>
      Math.round((from + ((value - min) / (max - min)) * (to - from)) * 10) / 10;
    const paths = (style: string) =>
      nodes.flatMap((node) => (node.kind === "path" && node.style === style ? [node.d] : [])).slice(1);
    const dots = ({ x, y }: NonNullable<typeof against>, values: Float64Array) =>
      [0, 2].map((i) => `M${at(x, values[i]!)} ${at(y, EXCURSIONS.result[i]!)}h0`).join("");
    expect(paths("dot-up")).toEqual([dots(against!, EXCURSIONS.mae), dots(favour!, EXCURSIONS.mfe)]);
    const crosses = paths("cross-down");
    expect(crosses).toHaveLength(2);
    // The loss left at its worst, −4 %: lower left corner of the left picture; it never gained: left edge of the right one.
    expect(crosses[0]).toBe(`M${Math.round((against!.x.from - 3.5) * 10) / 10} ${against!.y.from - 3.5}l7 7m0 -7l-7 7`);
    expect(summary).toContain("Median MAE -1.00% for trades that gained and -4.00% for those that lost");
    expect(summary).toContain("median MFE 7.00% and 0.00%");
    expect(summary).toContain("1 open trade left out.");
  });

  it("stands one below the other on a telephone, inside its width", () => {
    const { points, width, height } = excursionScatter(EXCURSIONS, { width: 370 });
    const [against, favour] = points!;
    expect(against!.x.from).toBe(favour!.x.from);
    expect(favour!.y.to).toBeGreaterThan(against!.y.from + 40);
    for (const { x, y } of points!) {
      expect(x.to).toBeLessThanOrEqual(width - 10);
      expect(y.from).toBeLessThanOrEqual(height - 30);
    }
  });

  it("draws what never moved, and says why there is nothing", () => {
    const still = { mae: column(0), mfe: column(0), result: column(0), openTrades: 0 };
    for (const node of excursionScatter(still, { width: 370 }).nodes)
      expect(JSON.stringify(node)).not.toMatch(/null|NaN|Infinity/);
    const none = { mae: column(), mfe: column(), result: column(), openTrades: 2 };
    expect(excursionScatter(none, { width: 370 })).toMatchObject({
      isEmpty: true,
      summary: "No closed trade whose excursions are known.",
    });
  });
});
