import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minimumTrackRecordLength } from "./minimum-track-record-length.ts";
import { probabilisticSharpeOf } from "./probabilistic-sharpe.ts";

describe("minimumTrackRecordLength", () => {
  it("gives the table of Bailey & López de Prado (2012): 0.7152 and 1.1593 years of months at 95 %", () => {
    const years = (sharpe: number, skewness: number, kurtosis: number) =>
      (minimumTrackRecordLength({ sharpe, skewness, kurtosis }) / 12).toFixed(4);
    expect(years(0.7079, -0.225, 2.957)).toBe("0.7152");
    expect(years(0.8183, -1.4455, 7.0497)).toBe("1.1593");
  });

  it("is where the probabilistic Sharpe ratio reaches the confidence", () => {
    const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        real(0.05, 1),
        real(-1, 1),
        real(3, 9),
        real(0.55, 0.999),
        (sharpe, skewness, kurtosis, confidence) => {
          const moments = { sharpe, skewness, kurtosis };
          const observations = minimumTrackRecordLength(moments, 0.01, confidence);
          fc.pre(observations >= 2);
          expect(probabilisticSharpeOf({ ...moments, observations }, 0.01)).toBeCloseTo(confidence, 10);
        },
      ),
    );
  });

  it("is infinite when the record isn't better, NaN when nothing is known", () => {
    const normal = { skewness: 0, kurtosis: 3 };
    expect(minimumTrackRecordLength({ sharpe: 0.1, ...normal }, 0.1)).toBe(Infinity);
    expect(minimumTrackRecordLength({ sharpe: -0.1, ...normal })).toBe(Infinity);
    expect(minimumTrackRecordLength({ sharpe: NaN, ...normal })).toBeNaN();
    expect(minimumTrackRecordLength({ sharpe: 1, skewness: 5, kurtosis: 3 })).toBeNaN();
    for (const confidence of [0.5, 1, NaN]) {
      expect(() => minimumTrackRecordLength({ sharpe: 0.1, ...normal }, 0, confidence)).toThrow(
        "confidence must be above 0.5",
      );
    }
  });
});
