import { describe, expect, it } from "vitest";
import { deflatedSharpe, deflatedSharpeOf } from "./deflated-sharpe.ts";
import { probabilisticSharpe, probabilisticSharpeOf } from "./probabilistic-sharpe.ts";

/** Bailey & López de Prado (2014): annual Sharpe ratio 2.5 over five years of 250 days. */
const RECORD = { observations: 1250, sharpe: 2.5 / Math.sqrt(250), skewness: -3, kurtosis: 10 };
const sharpeVariance = 0.5 / 250;

describe("deflatedSharpe", () => {
  it("gives the paper's 0.9004 for the best of 100 trials", () => {
    expect(deflatedSharpeOf(RECORD, { count: 100, sharpeVariance }).toFixed(4)).toBe("0.9004");
  });

  it("gives the paper's 0.9505 for 46 trials, and for 88 with normal returns", () => {
    expect(deflatedSharpeOf(RECORD, { count: 46, sharpeVariance }).toFixed(4)).toBe("0.9505");
    const normal = { ...RECORD, skewness: 0, kurtosis: 3 };
    expect(deflatedSharpeOf(normal, { count: 88, sharpeVariance }).toFixed(4)).toBe("0.9505");
  });

  it("is the probabilistic Sharpe ratio when there was one trial", () => {
    const returns = [0.02, -0.01, 0.03, 0.01, -0.02, 0.04];
    expect(deflatedSharpe(returns, { count: 1 })).toBe(probabilisticSharpe(returns));
    expect(deflatedSharpe(returns, { count: 1, sharpeVariance: NaN })).toBe(probabilisticSharpe(returns));
  });

  it("takes the sampling variance of a Sharpe ratio of 0 when the trials' own is not known", () => {
    const known = deflatedSharpeOf(RECORD, { count: 20, sharpeVariance: 1 / 1249 });
    expect(deflatedSharpeOf(RECORD, { count: 20 })).toBe(known);
    expect(known).toBeLessThan(probabilisticSharpeOf(RECORD));
  });

  it("is NaN where nothing can be said", () => {
    expect(deflatedSharpe([0.01], { count: 3 })).toBeNaN();
    expect(deflatedSharpeOf(RECORD, { count: 0, sharpeVariance })).toBeNaN();
    expect(deflatedSharpeOf(RECORD, { count: 5, sharpeVariance: -1 })).toBeNaN();
    expect(deflatedSharpeOf(RECORD, { count: 5, sharpeVariance: NaN })).toBeNaN();
  });
});
