import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { probabilisticSharpe, probabilisticSharpeOf } from "./probabilistic-sharpe.ts";
import { sharpeRecord } from "./sharpe-record.ts";

const FUND = { observations: 24, sharpe: 0.458, skewness: -2.448, kurtosis: 10.164 };

describe("probabilisticSharpe", () => {
  it("gives the example of Bailey & López de Prado (2012): 0.913 with the bad tail, 0.982 without", () => {
    expect(probabilisticSharpeOf(FUND).toFixed(3)).toBe("0.913");
    expect(probabilisticSharpeOf({ ...FUND, skewness: 0, kurtosis: 3 }).toFixed(3)).toBe("0.982");
  });

  it("is one half where the benchmark is the Sharpe ratio itself", () => {
    expect(probabilisticSharpeOf(FUND, FUND.sharpe)).toBe(0.5);
  });

  it("falls as the benchmark rises and doesn't depend on the scale of the returns", () => {
    const returns = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(returns, fc.double({ min: -1, max: 1, noNaN: true }), (ticks, benchmark) => {
        fc.pre(new Set(ticks).size > 2);
        const small = ticks.map((tick) => tick / 10_000);
        const probability = probabilisticSharpe(small, benchmark);
        expect(probabilisticSharpe(ticks, benchmark)).toBeCloseTo(probability, 9);
        expect(probabilisticSharpe(small, benchmark + 0.1)).toBeLessThanOrEqual(probability);
        expect(probabilisticSharpeOf(sharpeRecord(small), benchmark)).toBe(probability);
      }),
    );
  });

  it("is NaN where nothing can be said", () => {
    expect(probabilisticSharpe([0.01])).toBeNaN();
    expect(probabilisticSharpe([0.01, 0.01, 0.01])).toBeNaN();
    expect(probabilisticSharpe([0.01, NaN, 0.03])).toBeNaN();
    expect(probabilisticSharpeOf(FUND, NaN)).toBeNaN();
    // 1 − 5·1 + (3 − 1)/4·1 = −3.5: a skewness of 5 needs a kurtosis of at least 26.
    expect(probabilisticSharpeOf({ observations: 100, sharpe: 1, skewness: 5, kurtosis: 3 })).toBeNaN();
  });
});
