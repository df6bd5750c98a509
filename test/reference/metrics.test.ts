import { describe, expect, it } from "vitest";
import { dayOfDate } from "../../src/market/calendar/calendar.ts";
import { kurtosis, skewness } from "../../src/math/moments.ts";
import { lowerPartialMoment, upperPartialMoment } from "../../src/math/partial-moments.ts";
import { adjustedSharpeRatio, geometricSharpeRatio } from "../../src/metrics/adjusted-sharpe-ratio.ts";
import { aggregateReturns, type CalendarPeriod } from "../../src/metrics/aggregate-returns.ts";
import { alpha } from "../../src/metrics/alpha.ts";
import { annualReturn } from "../../src/metrics/annual-return.ts";
import { periodRate } from "../../src/metrics/annualisation.ts";
import { beta } from "../../src/metrics/beta.ts";
import { betaFragility } from "../../src/metrics/beta-fragility.ts";
import { calmarRatio } from "../../src/metrics/calmar-ratio.ts";
import { capture, captureRatio } from "../../src/metrics/capture.ts";
import { conditionalAlpha, conditionalBeta } from "../../src/metrics/conditional-beta.ts";
import { conditionalValueAtRisk } from "../../src/metrics/conditional-value-at-risk.ts";
import { compoundedReturn, cumulativeReturns } from "../../src/metrics/cumulative-returns.ts";
import { downsideDeviation } from "../../src/metrics/downside-deviation.ts";
import { worstDrawdowns } from "../../src/metrics/drawdowns.ts";
import { excessReturns } from "../../src/metrics/excess-returns.ts";
import { informationRatio } from "../../src/metrics/information-ratio.ts";
import { jensenAlpha } from "../../src/metrics/jensen-alpha.ts";
import { maxDrawdown } from "../../src/metrics/max-drawdown.ts";
import { omegaRatio } from "../../src/metrics/omega-ratio.ts";
import { rollingSharpe } from "../../src/metrics/rolling.ts";
import { roundTrips } from "../../src/metrics/round-trips.ts";
import { sharpeRatio } from "../../src/metrics/sharpe-ratio.ts";
import { sharpeStandardError, sharpeStandardErrorOf } from "../../src/metrics/sharpe-standard-error.ts";
import { sortinoRatio } from "../../src/metrics/sortino-ratio.ts";
import { specificRisk } from "../../src/metrics/specific-risk.ts";
import { tailRatio } from "../../src/metrics/tail-ratio.ts";
import { trackingError } from "../../src/metrics/tracking-error.ts";
import { sessionTurnover } from "../../src/metrics/turnover.ts";
import { valueAtRisk } from "../../src/metrics/value-at-risk.ts";
import { volatility } from "../../src/metrics/volatility.ts";
import { type ReferenceCase, readReference, referenceNumber, referenceNumbers } from "../support/reference.ts";

function close(actual: number, expected: number, tolerance: Readonly<Record<string, unknown>>): void {
  if (!Number.isFinite(expected)) {
    expect(actual).toBe(expected);
    return;
  }
  const { absolute = 0, relative = 0 } = tolerance as { absolute?: number; relative?: number };
  const allowed = Math.max(absolute, relative * Math.abs(expected));
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(allowed);
}

function allClose(actual: ArrayLike<number>, expected: Float64Array, tolerance: ReferenceCase["tolerance"]): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) close(actual[i]!, value, tolerance);
}

const empyrical = readReference("03a-metrics-empyrical");

describe.skipIf(empyrical === undefined)(
  "reference: empyrical's own cases (skipped when ../shared/reference is absent)",
  () => {
    const named = (empyrical?.notes.series ?? {}) as Record<string, unknown>;
    const series = (name: string): Float64Array => {
      // The two whose first row the source's test leaves out.
      if (name === "mixed1") return series("mixed_returns").slice(1);
      if (name === "negative1") return series("negative_returns").slice(1);
      return referenceNumbers(named[name]);
    };
    const PERIODS: Record<string, number> = { daily: 252, weekly: 52, monthly: 12 };

    /** What a case is about; names are parts of one text in the source: returns, other returns or rate, period. */
    const read = ({ inputs, settings }: ReferenceCase) => {
      const [first = "", second = ""] = String(inputs.series ?? "").split("-");
      const returns = inputs.values === undefined ? series(first) : referenceNumbers(inputs.values);
      const rate = (value: unknown) => (typeof value === "string" ? series(value) : Number(value));
      return {
        returns,
        other: () => (second in named || /1$/.test(second) ? series(second) : returns.map(() => Number(second))),
        rate,
        setting: (name: string) => Number(settings[name]),
        periodsPerYear: PERIODS[String(settings.period)] ?? Number(settings.periodsPerYear ?? 252),
      };
    };

    const statistics: Record<string, (c: ReferenceCase) => number | ArrayLike<number>> = {
      cum_returns: (c) => cumulativeReturns(read(c).returns, read(c).setting("startingValue")),
      cum_returns_final: (c) => compoundedReturn(read(c).returns),
      max_drawdown: (c) => maxDrawdown(cumulativeReturns(read(c).returns, 1), 1),
      annual_return: (c) => annualReturn(read(c).returns, read(c)),
      cagr: (c) => annualReturn(read(c).returns, read(c)),
      annual_volatility: (c) => volatility(read(c).returns, read(c)),
      calmar: (c) => calmarRatio(read(c).returns, read(c)),
      omega(c) {
        const { returns, setting, periodsPerYear } = read(c);
        const threshold = periodRate(setting("requiredReturnAnnual"), periodsPerYear);
        return omegaRatio(excessReturns(returns, setting("riskFreePerPeriod")), threshold);
      },
      sharpe_ratio(c) {
        const { returns, rate, periodsPerYear } = read(c);
        return sharpeRatio(excessReturns(returns, rate(c.settings.riskFree)), { periodsPerYear });
      },
      downside_risk: (c) => downsideDeviation(read(c).returns, read(c), read(c).setting("requiredReturnPerPeriod")),
      sortino(c) {
        const { returns, rate, periodsPerYear } = read(c);
        return sortinoRatio(excessReturns(returns, rate(c.settings.requiredReturnPerPeriod)), { periodsPerYear });
      },
      excess_sharpe: (c) => informationRatio(read(c).returns, read(c).other(), { periodsPerYear: 1 }),
      alpha_beta(c) {
        const { returns, other, periodsPerYear } = read(c);
        return [alpha(returns, other(), { periodsPerYear }), beta(returns, other())];
      },
      beta: (c) => beta(read(c).returns, series(String(c.inputs.benchmark))),
      tail_ratio: (c) => tailRatio(read(c).returns),
      beta_fragility: (c) => betaFragility(read(c).returns, read(c).other()),
      roll_sharpe(c) {
        const { returns, setting, periodsPerYear } = read(c);
        return rollingSharpe(returns, setting("window"), { periodsPerYear }).subarray(setting("window") - 1);
      },
      up_capture: (c) => capture(read(c).returns, read(c).other(), "up", read(c)),
      down_capture: (c) => capture(read(c).returns, read(c).other(), "down", read(c)),
      up_down_capture: (c) => captureRatio(read(c).returns, read(c).other(), read(c)),
      down_alpha_beta(c) {
        const { returns, other, periodsPerYear } = read(c);
        const benchmark = other();
        return [
          conditionalAlpha(returns, benchmark, "down", { periodsPerYear }),
          conditionalBeta(returns, benchmark, "down"),
        ];
      },
      value_at_risk: (c) => valueAtRisk(read(c).returns, read(c).setting("cutoff")),
      aggregate_returns(c) {
        const { returns } = read(c);
        const day = Int32Array.from(returns, (_, i) => dayOfDate(2000, 1, 30) + i);
        const period: Record<string, CalendarPeriod> = { weekly: "week", monthly: "month", yearly: "year" };
        return aggregateReturns(returns, day, period[String(c.settings.to)]!).map((p) => p.returnFraction);
      },
    };

    it("finds its cases", () => expect(empyrical?.cases.length).toBeGreaterThan(0));

    for (const c of empyrical?.cases ?? []) {
      it(c.id, () => {
        if (c.id === "emp-cvar") {
          const { returns, setting } = read(c);
          close(valueAtRisk(returns, setting("cutoff")), Number(c.expected.var), c.tolerance);
          close(conditionalValueAtRisk(returns, setting("cutoff")), Number(c.expected.cvar), c.tolerance);
          return;
        }
        const statistic = statistics[/^emp-([a-z_]+)/.exec(c.id)?.[1] ?? ""];
        if (statistic === undefined) throw new Error(`no statistic for ${c.id}`);
        const actual = statistic(c);
        const expected = c.expected.value;
        if (typeof actual === "number") close(actual, referenceNumber(expected), c.tolerance);
        else allClose(actual, referenceNumbers(expected), c.tolerance);
      });
    }
  },
);

const bacon = readReference("03b-metrics-bacon");

describe.skipIf(bacon === undefined)(
  "reference: Bacon's 24 months (skipped when ../shared/reference is absent)",
  () => {
    const columns = (bacon?.notes.series as { bacon: Record<string, unknown> } | undefined)?.bacon;
    const r = referenceNumbers(columns?.portfolio ?? []);
    const b = referenceNumbers(columns?.benchmark ?? []);
    const MAR = 0.005;
    const monthly = { periodsPerYear: 12 };

    const statistics: Record<string, () => number> = {
      annualisedSd: () => volatility(r, monthly),
      sharpe: () => geometricSharpeRatio(r, monthly),
      maxDrawdown: () => maxDrawdown(cumulativeReturns(r, 1), 1),
      adjustedSharpe: () => adjustedSharpeRatio(r, monthly),
      bernardoLedoit: () => omegaRatio(r),
      downsidePotential_MAR05: () => lowerPartialMoment(r, MAR, 1),
      downsideFrequency: () => lowerPartialMoment(r, MAR, 0),
      upsideFrequency: () => upperPartialMoment(r, MAR, 0),
      omegaSharpe: () => omegaRatio(r, MAR) - 1,
      volatilitySkewness: () => upperPartialMoment(r, MAR, 2) / lowerPartialMoment(r, MAR, 2),
      variabilitySkewness: () => Math.sqrt(upperPartialMoment(r, MAR, 2)) / Math.sqrt(lowerPartialMoment(r, MAR, 2)),
      skewKurt: () => skewness(r) / kurtosis(r),
      beta: () => beta(r, b),
      jensenAlpha: () => jensenAlpha(r, b, monthly),
      specificRisk: () => specificRisk(r, b, monthly),
      skewness: () => skewness(r),
      kurtosis: () => kurtosis(r),
      // Bacon's is geometric; the catalogue's takes the arithmetic mean, as Goodwin.
      informationRatio: () => (annualReturn(r, monthly) - annualReturn(b, monthly)) / trackingError(r, b, monthly),
    };

    it("finds its cases", () => expect(bacon?.cases.length).toBeGreaterThan(0));

    for (const c of bacon?.cases ?? []) {
      it(c.id, () => {
        const statistic = statistics[c.id.replace("bacon-", "")];
        if (statistic === undefined) throw new Error(`no statistic for ${c.id}`);
        close(statistic(), referenceNumber(c.expected.value), c.tolerance);
      });
    }
  },
);

const pyfolio = readReference("03c-trades-drawdowns-pyfolio");

describe.skipIf(pyfolio === undefined)(
  "reference: pyfolio's own cases (skipped when ../shared/reference is absent)",
  () => {
    const checks: Record<string, (c: ReferenceCase) => void> = {
      "rt-leftover": checkRoundTrips,
      "rt-cross-zero": checkRoundTrips,
      "rt-pv"(c) {
        const [trip] = roundTripsOf(c);
        close(trip!.pnl / Number(c.inputs.portfolioValue), Number(c.expected.returnOnPortfolio), c.tolerance);
      },
      "dd-recovered": checkDrawdown,
      "dd-open": checkDrawdown,
      "turnover-agb"(c) {
        // The case is told in words: 20 days, position 40 and 10 in turn, 20 traded each day.
        const days = Number(c.inputs.days);
        const position = Float64Array.from({ length: days }, (_, i) => (i % 2 === 0 ? 40 : 10));
        const [first, ...others] = sessionTurnover(new Float64Array(days).fill(20), position);
        close(first!, Number(c.expected.firstDay), c.tolerance);
        for (const other of others) close(other, Number(c.expected.otherDays), c.tolerance);
      },
    };

    function roundTripsOf(c: ReferenceCase) {
      const fills = c.inputs.transactions as readonly (readonly [number, number])[];
      return roundTrips(
        Float64Array.from(fills, ([quantity]) => quantity),
        Float64Array.from(fills, ([, price]) => price),
      );
    }

    function checkRoundTrips(c: ReferenceCase): void {
      const expected = c.expected.roundTrips as readonly [number, number, number, number, boolean][];
      const actual = roundTripsOf(c);
      expect(actual.map((t) => [t.openIndex, t.closeIndex, t.side === "long"])).toEqual(
        expected.map(([open, end, , , isLong]) => [open, end, isLong]),
      );
      actual.forEach((trip, i) => {
        close(trip.pnl, expected[i]![2], c.tolerance);
        close(trip.returnFraction, expected[i]![3], c.tolerance);
      });
    }

    function checkDrawdown(c: ReferenceCase): void {
      const prices = referenceNumbers(c.inputs.prices);
      const first = dayOfDate(2000, 1, 3);
      const [deepest] = worstDrawdowns(
        prices,
        prices.map((_, i) => (first + i) * 86_400_000),
      );
      expect(deepest).toMatchObject({
        peakIndex: c.expected.peak,
        troughIndex: c.expected.valley,
        recoveryIndex: c.expected.recovery,
      });
      close(-deepest!.depth, Number(c.expected.depth), c.tolerance);
      if (c.expected.durationBusinessDays === undefined) return;
      // The source counts weekdays, both ends included; ours are days of time: Tuesday 4 to Sunday 9 January is 5.
      expect(deepest!.days).toBe(5);
      const calendarDays = Array.from({ length: deepest!.days + 1 }, (_, k) => first + deepest!.peakIndex + k);
      const weekdays = calendarDays.filter((day) => (day + 3) % 7 < 5);
      expect(weekdays.length).toBe(c.expected.durationBusinessDays);
    }

    it("finds its cases", () => expect(pyfolio?.cases.length).toBeGreaterThan(0));

    for (const c of pyfolio?.cases ?? []) {
      it(c.id, () => {
        const check = checks[c.id];
        if (check === undefined) throw new Error(`no check for ${c.id}`);
        check(c);
      });
    }
  },
);

const overfitting = readReference("05-overfitting");

describe.skipIf(overfitting === undefined)(
  "reference: standard error of the Sharpe ratio (skipped when ../shared/reference is absent)",
  () => {
    const cases = overfitting?.cases.filter(({ id }) => id === "psr-50pts" || id.startsWith("srstd-")) ?? [];

    it("finds its cases", () => expect(cases.length).toBeGreaterThan(0));

    for (const { id, inputs, expected, tolerance } of cases) {
      it(id, () => {
        if (id === "psr-50pts") {
          const returns = referenceNumbers(inputs.returns);
          close(sharpeRatio(returns, { periodsPerYear: 1 }), Number(expected.sharpe), tolerance);
          close(sharpeStandardError(returns, { periodsPerYear: 1 }), Number(expected.sharpeStdev), tolerance);
          return;
        }
        const { n, skew, kurt, sharpe } = inputs as { n: number; skew: number; kurt: number; sharpe: number };
        const error = sharpeStandardErrorOf({ sharpe, skewness: skew, kurtosis: kurt, periods: n });
        close(error, Number(expected.value), tolerance);
      });
    }
  },
);
