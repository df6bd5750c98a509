import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { aroundTheClock } from "../../market/calendar/around-the-clock.ts";
import { DAY_MS } from "../../market/calendar/calendar.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import { createBars } from "../../market/create-bars.ts";
import { instrument } from "../../market/instrument.ts";
import { timeframe } from "../../market/timeframe.ts";
import { adjustBars } from "./adjust-bars.ts";
import { adjustmentSteps } from "./adjustment-steps.ts";
import { closesAsSeenAt, pointInTimeBars } from "./point-in-time.ts";

const FIRST = 20_000;

/** Daily bars whose four prices are the closes. */
function closes(values: readonly number[], volume = 1000) {
  const column = Float64Array.from(values);
  return createBars({
    instrument: instrument("TEST"),
    timeframe: timeframe(1, "d"),
    calendar: aroundTheClock,
    time: Float64Array.from(values, (_, i) => (FIRST + i) * DAY_MS),
    closeTime: Float64Array.from(values, (_, i) => (FIRST + i + 1) * DAY_MS),
    open: column,
    high: column,
    low: column,
    close: column,
    volume: new Float64Array(values.length).fill(volume),
    source: "test:closes",
  });
}

const split = (bar: number, from: number, to: number): CorporateAction => ({
  kind: "split",
  day: FIRST + bar,
  from,
  to,
});
const dividend = (bar: number, amount: number): CorporateAction => ({
  kind: "dividend",
  day: FIRST + bar,
  amount,
  currency: "USD",
});

describe("back-adjusted", () => {
  test("a 7-for-1 and a 4-for-1 split: 1/28 before both, 1/4 between, raw after", () => {
    const bars = closes([2800, 2800, 400, 404, 101, 102]);
    const adjusted = adjustBars(bars, [split(4, 1, 4), split(2, 1, 7)], { mode: "splits" }).bars;
    expect([...adjusted.close]).toEqual([100, 100, 100, 101, 101, 102]);
    expect([...adjusted.volume]).toEqual([28_000, 28_000, 4000, 4000, 1000, 1000]);
    expect(adjusted.adjustment).toBe("split");
  });

  // Apple, ex 2014-08-07: 0.47 after a close of 94.97 gives 0.9950510 (the ratio of two rows of LEAN's factor file).
  test("a dividend's factor is that of the close before its ex-date", () => {
    const { steps } = adjustmentSteps(closes([94.97, 94.48]), [dividend(1, 0.47)]);
    expect(steps[0]!.dividend).toBeCloseTo(0.995051, 6);
  });

  test("a dividend of a split's day is per new share", () => {
    const { steps } = adjustmentSteps(closes([400, 99]), [dividend(1, 1), split(1, 1, 4)]);
    expect(steps[0]!.dividend).toBe(1 - 1 / 100);
  });

  test("what can't become a factor is dropped and reported, never applied", () => {
    const { steps, findings } = adjustmentSteps(closes([10, 9]), [
      dividend(0, 1),
      dividend(1, 12),
      dividend(1, 0.5),
      dividend(1, 0.5),
      dividend(9, 1),
    ]);
    expect(steps.map((step) => step.dividend)).toEqual([0.95]);
    expect(findings.map(({ isUsed }) => isUsed)).toEqual([false, false, false]);
    expect(findings.map(({ problem }) => problem).join()).toMatch(/given twice.*no close before.*pays 12/);
  });

  test("a split that prices don't show is used, and doubted", () => {
    const { findings } = adjustmentSteps(closes([100, 101]), [split(1, 1, 4)]);
    expect(findings).toMatchObject([{ isUsed: true }]);
  });

  test("nothing is adjusted twice", () => {
    const once = adjustBars(closes([4, 1]), [split(1, 1, 4)], { mode: "splits" }).bars;
    expect(thrown(() => adjustBars(once, [split(1, 1, 4)], { mode: "splits" })).code).toBe("BACKSIGHT_ADJUSTED_TWICE");
    const total = adjustBars(once, [split(1, 1, 4), dividend(1, 0.1)], { mode: "total" }).bars;
    expect(total.close[0]).toBe(1 - 0.1);
    expect(thrown(() => adjustBars(total, [], { mode: "total" })).code).toBe("BACKSIGHT_ADJUSTED_TWICE");
    expect(thrown(() => pointInTimeBars(once, [])).code).toBe("BACKSIGHT_ADJUSTED_TWICE");
  });
});

/** A history with up to three splits and quarterly dividends. */
const history = fc
  .record({
    returns: fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: 20, maxLength: 60 }),
    splits: fc.uniqueArray(
      fc.record({ bar: fc.integer({ min: 1, max: 19 }), to: fc.constantFrom(2, 3, 4, 7, 0.5, 1.5) }),
      {
        maxLength: 3,
        selector: ({ bar }) => bar,
      },
    ),
    amount: fc.double({ min: 0.01, max: 0.4, noNaN: true }),
  })
  .map(({ returns, splits, amount }) => {
    let price = 100;
    const ratioAt = new Map(splits.map(({ bar, to }) => [bar, to]));
    const values = [price];
    for (const [i, r] of returns.entries()) {
      price = (price * (1 + r)) / (ratioAt.get(i + 1) ?? 1);
      values.push(price);
    }
    const actions = splits.map(({ bar, to }) => split(bar, 1, to));
    for (let bar = 3; bar < values.length; bar += 13) actions.push(dividend(bar, amount));
    return { bars: closes(values), actions };
  });

test("the product of adjusted returns is the account of one who reinvests each dividend at the ex-date's reference price", () => {
  fc.assert(
    fc.property(history, ({ bars, actions }) => {
      const { close, length } = bars;
      // By hand, in shares: a dividend D buys D / (close before − D) of a share, the price at which that close opens ex.
      let shares = 1;
      for (let i = 1; i < length; i++) {
        const ofDay = actions.filter(({ day }) => day === FIRST + i);
        let before = close[i - 1]!;
        for (const action of ofDay)
          if (action.kind === "split") [shares, before] = [shares * action.to, before / action.to];
        for (const action of ofDay)
          if (action.kind === "dividend") shares *= 1 + action.amount / (before - action.amount);
      }
      const wealth = (shares * close[length - 1]!) / close[0]!;
      const back = adjustBars(bars, actions, { mode: "total" }).bars.close;
      expect(Math.abs(back[length - 1]! / back[0]! / wealth - 1)).toBeLessThan(1e-12);
      const forward = pointInTimeBars(bars, actions).bars.close;
      expect(Math.abs(forward[length - 1]! / forward[0]! / wealth - 1)).toBeLessThan(1e-12);
    }),
  );
});

test("with the ex-close convention each adjusted return is (C + D) / C₋₁ − 1", () => {
  const bars = closes([100, 98, 99]);
  const back = adjustBars(bars, [dividend(1, 3)], { mode: "total", dividends: "ex-close" }).bars.close;
  expect(back[1]! / back[0]!).toBeCloseTo((98 + 3) / 100, 15);
});

test("point-in-time prices times the level are what was seen then, and never change with the future", () => {
  fc.assert(
    fc.property(history, fc.nat(19), ({ bars, actions }, at) => {
      const { steps } = adjustmentSteps(bars, actions);
      const whole = pointInTimeBars(bars, actions);
      const seen = closesAsSeenAt(bars, steps, at);
      for (let j = 0; j <= at; j++)
        expect(Math.abs((whole.bars.close[j]! * whole.level[at]!) / seen[j]! - 1)).toBeLessThan(1e-12);
      const prefix = pointInTimeBars(closes([...bars.close.subarray(0, at + 1)]), actions);
      expect([...prefix.bars.close]).toEqual([...whole.bars.close.subarray(0, at + 1)]);
    }),
  );
});

// A rule on the price itself: "above 50". Back-adjusted prices say no where the screen of that day said yes.
test("rules on price levels rightly differ between back-adjusted and raw prices", () => {
  const bars = closes([80, 80, 20]);
  const back = adjustBars(bars, [split(2, 1, 4)], { mode: "splits" }).bars;
  expect([bars.close[0]! > 50, back.close[0]! > 50]).toEqual([true, false]);
});
