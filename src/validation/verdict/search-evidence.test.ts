import { describe, expect, it } from "vitest";
import { edgeReturns } from "../../../test/support/simulated-worlds.ts";
import { searchEvidence } from "./search-evidence.ts";
import { verdict } from "./verdict.ts";
import { verdictOfSearch } from "./verdict-of-search.ts";

const noise = (world: number, count: number, days: number) =>
  Array.from({ length: count }, (_, k) => edgeReturns({ seed: 1000 * world + k, days }));
const judged = (tried: readonly Float64Array[]) =>
  verdict(searchEvidence({ tried, periodsPerYear: 252, resamples: 200 }).evidence).label;

describe("searchEvidence", () => {
  it("finds the one that has an edge, and counts what was tried", () => {
    const tried = [...noise(1, 19, 1260), edgeReturns({ seed: 5, days: 1260, edge: 3 })];
    const { chosen, effective, evidence } = searchEvidence({ tried, periodsPerYear: 252 });
    expect(chosen).toBe(19);
    expect(effective.independent).toBe(20);
    expect(evidence.trials.count).toBe(20);
    expect(evidence.overfitting!.probability).toBeLessThan(0.05);
    expect(evidence.superiorPredictiveAbility).toBeLessThan(0.05);
    expect(verdict(evidence).label).toBe("likely real");
  });

  it("knows a plateau of one good rule, whose variants rank at random", () => {
    const rule = edgeReturns({ seed: 8, days: 1260, edge: 2.5 });
    const tried = noise(3, 20, 1260).map((own) => rule.map((value, i) => value + 0.1 * own[i]!));
    const { evidence, effective } = searchEvidence({ tried, periodsPerYear: 252 });
    expect(effective.clusters).toBe(1);
    expect(evidence.overfitting!.lossProbability).toBeLessThan(0.05);
    expect(verdict(evidence).label).toBe("likely real");
  });

  it("seldom calls the best of noise real", () => {
    const labels = Array.from({ length: 60 }, (_, world) => judged(noise(100 + world, 8, 400)));
    // at most 1.5 %: four of sixty would come in 1 of 77
    expect(labels.filter((label) => label === "likely real").length).toBeLessThanOrEqual(3);
  });

  it("counts earlier attempts in full", () => {
    const tried = noise(1, 5, 300);
    expect(searchEvidence({ tried, periodsPerYear: 252, counted: 30 }).evidence.trials.count).toBe(30);
  });

  it("is judged by the rule of every card", () => {
    const input = { tried: noise(2, 6, 400), periodsPerYear: 252 };
    const { verdict: card, evidence } = verdictOfSearch(input);
    expect(card).toEqual(verdict(searchEvidence(input).evidence));
    expect(evidence.trials.count).toBeGreaterThan(1);
  });

  it("makes the choice anew on other parts of the history", () => {
    const tried = noise(1, 8, 400);
    const { anew, logits, returns, chosen } = searchEvidence({ tried, periodsPerYear: 252 });
    expect(returns).toEqual(tried[chosen]);
    // C(10, 5) splits into halves, C(6, 2)·2/6 paths
    expect([logits!.length, anew!.paths.length, anew!.paths[0]!.length]).toEqual([252, 5, 400]);
  });

  it("leaves out what can't be tested", () => {
    const { evidence } = searchEvidence({ tried: noise(1, 1, 300), periodsPerYear: 252 });
    expect(evidence.overfitting).toBeNull();
    expect(evidence.superiorPredictiveAbility).toBeNaN();
    const few = searchEvidence({ tried: noise(1, 3, 20), periodsPerYear: 252, resamples: 0 });
    expect(few.evidence.overfitting).toBeNull();
  });

  it("refuses columns of different lengths, and a choice that isn't there", () => {
    expect(() => searchEvidence({ tried: [], periodsPerYear: 252 })).toThrow("trials");
    expect(() => searchEvidence({ tried: [noise(1, 1, 5)[0]!, noise(1, 1, 6)[0]!], periodsPerYear: 252 })).toThrow(
      "trial 1",
    );
    expect(() => searchEvidence({ tried: noise(1, 2, 9), chosen: 2, periodsPerYear: 252 })).toThrow("chosen");
  });
});
