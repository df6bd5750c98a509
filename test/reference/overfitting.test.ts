import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mean } from "../../src/math/moments.ts";
import { sharpeStandardErrorOf } from "../../src/metrics/sharpe-standard-error.ts";
import { combinatorialCounts, combinatorialPurgedFolds } from "../../src/optimize/splits/combinatorial-purged-folds.ts";
import { deflatedSharpeOf } from "../../src/validation/deflated-sharpe.ts";
import { expectedMaximumSharpe } from "../../src/validation/expected-maximum-sharpe.ts";
import { haircutSharpe } from "../../src/validation/haircut-sharpe.ts";
import { minimumBacktestLength, minimumBacktestLengthBound } from "../../src/validation/minimum-backtest-length.ts";
import { minimumTrackRecordLength } from "../../src/validation/minimum-track-record-length.ts";
import { benjaminiHochberg, holm } from "../../src/validation/multiple-testing.ts";
import { backtestOverfitting } from "../../src/validation/pbo.ts";
import { politisWhiteBlockLength } from "../../src/validation/politis-white-block-length.ts";
import { probabilisticSharpe, probabilisticSharpeOf } from "../../src/validation/probabilistic-sharpe.ts";
import { realityCheck } from "../../src/validation/reality-check.ts";
import { sharpeRecord } from "../../src/validation/sharpe-record.ts";
import { superiorPredictiveAbility } from "../../src/validation/spa.ts";
import { stationaryVariance } from "../../src/validation/stationary-variance.ts";
import { stepwiseSuperior } from "../../src/validation/step-m.ts";
import { type ReferenceCase, readReference, referenceNumber, referenceNumbers } from "../support/reference.ts";

type Close = (actual: number, expected: unknown) => void;
type Check = (reference: ReferenceCase, close: Close) => void;

const collection = readReference("05-overfitting");

function allClose(actual: Float64Array, expected: unknown, close: Close): void {
  const values = referenceNumbers(expected);
  expect(actual).toHaveLength(values.length);
  for (const [k, value] of values.entries()) close(actual[k]!, value);
}

/** Columns of a data file with a header line. */
function columnsOf(file: unknown, hasHeader = true): Float64Array[] {
  const url = new URL(`../../../shared/reference/${String(file)}`, import.meta.url);
  const rows = readFileSync(url, "utf8")
    .trim()
    .split("\n")
    .slice(hasHeader ? 1 : 0);
  const table = rows.map((row) => row.split(",").map(Number));
  return table[0]!.map((_, k) => Float64Array.from(table, (row) => row[k]!));
}

function record({ inputs }: ReferenceCase) {
  const { n = NaN, sharpe, skew, kurt } = inputs as Record<string, number>;
  return { observations: n, sharpe: sharpe!, skewness: skew!, kurtosis: kurt! };
}

const psrOfReturns: Check = ({ inputs, settings, expected }, close) => {
  const returns = referenceNumbers(inputs.returns);
  const moments = sharpeRecord(returns);
  const benchmark = referenceNumber(settings.benchmarkSR);
  close(moments.sharpe, expected.sharpe);
  close(sharpeStandardErrorOf({ ...moments, periods: moments.observations }), expected.sharpeStdev);
  close(probabilisticSharpe(returns, benchmark), expected.psr);
  close(minimumTrackRecordLength(moments, benchmark, referenceNumber(settings.prob)), expected.minTRL);
};

const standardError: Check = (reference, close) => {
  const moments = record(reference);
  close(sharpeStandardErrorOf({ ...moments, periods: moments.observations }), reference.expected.value);
};

const psr: Check = (reference, close) => {
  close(
    probabilisticSharpeOf(record(reference), referenceNumber(reference.inputs.benchmark)),
    reference.expected.value,
  );
};

const trackRecord: Check = (reference, close) => {
  const { benchmark, prob } = reference.inputs;
  const months = minimumTrackRecordLength(record(reference), referenceNumber(benchmark), referenceNumber(prob));
  close(months, reference.expected.months);
  expect((months / 12).toFixed(4)).toBe(referenceNumber(reference.expected.yearsRounded).toFixed(4));
};

const dsr: Check = ({ inputs, expected }, close) => {
  const { trials, observations, annualSharpe, varianceOfTrialAnnualSharpe, periodsPerYear, skew, kurt } =
    inputs as Record<string, number>;
  const sharpeVariance = varianceOfTrialAnnualSharpe! / periodsPerYear!;
  close(expectedMaximumSharpe(trials!, Math.sqrt(sharpeVariance)), expected.sr0PerPeriod);
  const sharpe = annualSharpe! / Math.sqrt(periodsPerYear!);
  const best = { observations: observations!, sharpe, skewness: skew!, kurtosis: kurt! };
  close(deflatedSharpeOf(best, { count: trials!, sharpeVariance }), expected.dsr);
};

const maximum: Check = ({ inputs, expected }, close) => {
  close(expectedMaximumSharpe(referenceNumber(inputs.trials), referenceNumber(inputs.sdOfTrials)), expected.approx);
};

const backtestLength: Check = ({ inputs, expected }, close) => {
  const trials = referenceNumber(inputs.trials);
  const target = referenceNumber(inputs.targetMaxSharpe);
  close(minimumBacktestLength(trials, target), expected.years);
  close(minimumBacktestLengthBound(trials, target), expected.upperBound);
};

const pbo: Check = ({ inputs, settings, expected }, close) => {
  const riskFree = referenceNumber(settings.riskFreePerPeriod);
  const returns = columnsOf(inputs.data).map((column) => column.map((value) => value - riskFree));
  const found = backtestOverfitting(returns, { blocks: referenceNumber(settings.S) });
  expect(found.combinations).toBe(expected.combinations);
  close(found.probability, expected.pboPaper);
  close(found.ranks.filter((rank) => rank <= returns.length / 2).length / found.combinations, expected.pboRankN);
  close(found.lossProbability, expected.lossProbability);
  close(found.slope, expected.slope);
  close(found.intercept, expected.intercept);
  close(mean(found.logits), expected.meanLogitPaper);
};

const pboByHand: Check = ({ inputs, settings, expected }, close) => {
  const rows = inputs.returnsPercent as number[][];
  // As fractions, like the source: the blocks 0 and 2 tie in whole percents, and the rounding of fractions decides there.
  const returns = rows[0]!.map((_, k) => rows.map((row) => row[k]! / 100));
  const found = backtestOverfitting(returns, { blocks: referenceNumber(settings.S), score: "mean" });
  close(found.probability, expected.pboPaper);
  const each = expected.perCombination as { selected: number; oosRank: number }[];
  expect([...found.selected]).toEqual(each.map(({ selected }) => selected));
  expect([...found.ranks]).toEqual(each.map(({ oosRank }) => oosRank));
  allClose(found.logits, expected.logitsPaper, close);
  // With ω = rank / N, as the R package has it.
  allClose(
    found.ranks.map((rank) => Math.log(rank / (3 - rank))),
    expected.logitsRankN,
    close,
  );
};

/** The collection's six models and its 500 resamples of 120 rows. */
function relativePerformanceCase() {
  const differences = columnsOf("data/spa-performance-120x6.csv");
  const draws = columnsOf("data/spa-bootstrap-indices-500x120.csv", false);
  return { differences, resamples: Array.from(draws[0]!, (_, draw) => draws.map((column) => column[draw]!)) };
}

const stepM: Check = ({ settings, expected }) => {
  const { differences, resamples } = relativePerformanceCase();
  const superior = (studentised: boolean) =>
    stepwiseSuperior(differences, {
      resamples,
      studentised,
      size: referenceNumber(settings.size),
      centring: "consistent",
    });
  expect(superior(false)).toEqual(expected.superiorNotStudentised);
  expect(superior(true)).toEqual(expected.superiorStudentised);
};

const blockLength: Check = ({ inputs, expected }, close) => {
  const found = politisWhiteBlockLength(columnsOf(inputs.data)[0]!);
  close(found.stationary, expected.stationary);
  close(found.circular, expected.circular);
};

const adjusted =
  (adjust: (pValues: Float64Array) => Float64Array): Check =>
  ({ inputs, expected }, close) => {
    allClose(adjust(referenceNumbers(inputs.pValues)), expected.adjusted, close);
  };

const haircut: Check = ({ inputs, expected }, close) => {
  const { years, annualSharpe, tests } = inputs as Record<string, number>;
  const months = 12 * years!;
  const sharpe = annualSharpe! / Math.sqrt(12);
  close(sharpe * Math.sqrt(months), expected.tStat);
  const simple = haircutSharpe(sharpe, months, tests!);
  close(simple.pValue, expected.pSingle_t);
  close(simple.adjustedPValue, expected.pBonferroni);
  close(simple.sharpe * Math.sqrt(12), expected.haircutSharpeBonferroni);
  close(simple.haircut, expected.haircutPct);
  const independent = haircutSharpe(sharpe, months, tests!, "independent");
  close(independent.pValue, expected.pSingleNormal);
  close(independent.adjustedPValue, expected.pIndependent);
  close(independent.sharpe * Math.sqrt(12), expected.haircutSharpeIndependent);
};

const counts: Check = ({ inputs, expected }) => {
  expect(combinatorialCounts(referenceNumber(inputs.groups), referenceNumber(inputs.testGroups))).toEqual(expected);
};

const folds: Check = ({ inputs, settings, expected }) => {
  const options = { ...(inputs as { folds: number; testFolds: number }), ...settings };
  const found = combinatorialPurgedFolds(referenceNumber(inputs.observations), options);
  const plain = found.map(({ testFolds, train, test }) => ({
    testFolds,
    train: [...train],
    test: test.map((rows) => [...rows]),
  }));
  expect(plain).toEqual(expected.splits);
};

/** What holds a case, by the start of its id. */
const CHECKS: readonly (readonly [string, Check])[] = [
  ["psr-50pts", psrOfReturns],
  ["srstd", standardError],
  ["psr-paper", psr],
  ["mintrl", trackRecord],
  ["dsr", dsr],
  ["emax", maximum],
  ["minbtl", backtestLength],
  ["pbo-tiny", pboByHand],
  ["pbo", pbo],
  ["stepm", stepM],
  ["optblock", blockLength],
  ["mtest-Holm", adjusted(holm)],
  ["mtest-Benjamini-Hochberg", adjusted(benjaminiHochberg)],
  ["haircut", haircut],
  ["cpcv-index", folds],
  ["cpcv", counts],
];

describe.skipIf(collection === undefined)(
  "reference: overfitting statistics (skipped when ../shared/reference is absent)",
  () => {
    it.each(collection?.cases.map((reference) => [reference.id, reference] as const) ?? [])("%s", (id, reference) => {
      const check = CHECKS.find(([start]) => id.startsWith(start))?.[1];
      if (check === undefined) throw new Error(`no check for ${id}`);
      const { absolute = 0, relative = 0 } = reference.tolerance as { absolute?: number; relative?: number };
      check(reference, (actual, expected) => {
        const value = referenceNumber(expected);
        expect(Math.abs(actual - value), `${actual} against ${value}`).toBeLessThanOrEqual(
          Math.max(absolute, relative * Math.abs(value)),
        );
      });
    });

    it("superior predictive ability and reality check, as arch 8.0.0 gives them for these models and resamples", () => {
      const { differences, resamples } = relativePerformanceCase();
      const plain = superiorPredictiveAbility(differences, { resamples, studentised: false });
      expect(plain.pValues).toEqual({ lower: 0.16, consistent: 0.166, upper: 0.186 });
      expect(realityCheck(differences, resamples).pValue).toBe(0.186);
      // Four of them, 0.3 poorer: all below the benchmark.
      const poor = [0, 1, 4, 5].map((k) => differences[k]!.map((value) => value - 0.3));
      const { pValues } = superiorPredictiveAbility(poor, { resamples, studentised: false });
      expect(pValues).toEqual({ lower: 0.738, consistent: 0.738, upper: 1 });
    });

    it("long-run variances, as arch 8.0.0 gives them with a mean block length of 10", () => {
      const { differences } = relativePerformanceCase();
      const expected = [1.23916913, 1.0916094, 1.66311552, 0.94794797, 1.53430702, 0.73317471];
      for (const [k, value] of expected.entries())
        expect(stationaryVariance(differences[k]!, 10)).toBeCloseTo(value, 8);
    });
  },
);
