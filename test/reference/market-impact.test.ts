import { describe, expect, it } from "vitest";
import { executionCost, executionSchedule } from "../../src/math/market-impact/execution-schedule.ts";
import { squareRootImpact } from "../../src/math/market-impact/square-root-impact.ts";
import { orderFee } from "../../src/trading/costs/commission/order-fee.ts";
import { NOTHING_FILLED } from "../../src/trading/costs/commission/order-totals.ts";
import { type ReferenceCase, readReference } from "../support/reference.ts";

const collection = readReference("06-costs-impact");
const cases = collection?.cases ?? [];
const withInput = (name: string) => cases.filter(({ inputs, settings }) => name in inputs || name in settings);
const named = (chosen: readonly ReferenceCase[]) => chosen.map((one) => [one.id, one] as const);

const isNear = (found: number, expected: number, relative: unknown) =>
  expect(Math.abs(found / expected - 1)).toBeLessThan(Number(relative));

describe.skipIf(collection === undefined)("market impact (skipped where ../shared/reference isn't at hand)", () => {
  it.each(named(withInput("temporaryEta")))("%s", (_, { inputs, expected, tolerance }) => {
    const given = inputs as Record<string, number>;
    const market = {
      volatility: given.sigmaDollarPerSqrtDay!,
      halfSpread: given.halfSpread!,
      permanent: given.permanentGamma!,
      temporary: given.temporaryEta!,
    };
    const {
      shares,
      days,
      intervals,
      lambda = 0,
    } = given as Record<"shares" | "days" | "intervals", number> & {
      lambda?: number;
    };
    const schedule = executionSchedule(shares, days, intervals, market, lambda);
    const wanted = expected as Record<string, number> & { holdings?: number[]; trades?: number[] };
    const cost = executionCost(schedule.trades, days / intervals, market);
    isNear(cost.expected, wanted.E!, tolerance.relative);
    isNear(cost.variance, wanted.V!, tolerance.relative);
    for (const [j, units] of (wanted.holdings ?? []).slice(0, -1).entries())
      isNear(schedule.holdings[j]!, units, tolerance.relative);
    for (const [j, units] of (wanted.trades ?? []).entries()) isNear(schedule.trades[j]!, units, tolerance.relative);
    expect(schedule.holdings[intervals]).toBe(0);
    if (wanted.kappaPerDay !== undefined) isNear(schedule.urgency, wanted.kappaPerDay, tolerance.relative);
    if (wanted.objective !== undefined)
      isNear(cost.expected + lambda * cost.variance, wanted.objective, tolerance.relative);
  });

  it.each(named(withInput("dailyVolume")))("%s", (_, { inputs, expected, tolerance }) => {
    const { quantity, dailyVolume, dailyVol, Y } = inputs as Record<string, number>;
    const impact = squareRootImpact(quantity!, dailyVolume!, dailyVol!, Y!);
    isNear(impact, expected.impactFraction as number, tolerance.relative);
  });

  it.each(named(withInput("perShare")))("%s", (_, { inputs, settings, expected }) => {
    const { quantity, price, perShare, minimum, maximumPctOfValue } = { ...inputs, ...settings } as Record<
      string,
      number
    >;
    const totals = { quantity: quantity!, notional: quantity! * price! };
    const fee = orderFee(
      {
        kind: "bounded",
        of: { kind: "per-unit", amount: perShare! },
        minimum: minimum!,
        maximumRate: maximumPctOfValue!,
        minimumWins: true,
      },
      totals,
      { side: 1, isMaker: false, time: 0, month: NOTHING_FILLED },
    );
    expect(fee).toBe(expected.fee);
  });

  it("poses all cases that aren't estimates of a spread", () => {
    const posed = [...withInput("temporaryEta"), ...withInput("dailyVolume"), ...withInput("perShare")].length;
    const spreads = cases.filter(({ expected, inputs }) => "spread" in expected && "data" in inputs).length;
    expect(posed + spreads).toBe(cases.length);
  });
});
