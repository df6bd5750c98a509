import { describe, expect, test } from "vitest";
import { adjustmentSteps } from "../../src/data/prepare/adjustment-steps.ts";
import { closesAsSeenAt, pointInTimeBars } from "../../src/data/prepare/point-in-time.ts";
import { aroundTheClock } from "../../src/market/calendar/around-the-clock.ts";
import { DAY_MS } from "../../src/market/calendar/calendar.ts";
import type { CorporateAction } from "../../src/market/corporate-action.ts";
import { createBars } from "../../src/market/create-bars.ts";
import { instrument } from "../../src/market/instrument.ts";
import { timeframe } from "../../src/market/timeframe.ts";
import { type ReferenceCase, readReference } from "../support/reference.ts";

const FIRST = 20_000;
const collection = readReference("08-corporate-actions");
const cases = collection?.cases ?? [];

describe.skipIf(collection === undefined)("corporate actions (skipped where ../shared/reference isn't at hand)", () => {
  test.each(cases.filter(({ inputs }) => "dividends" in inputs))("$id: ratios of dividends", ({ inputs, expected }) => {
    const ratios: { asset: number; effectiveDay: number; ratio: number }[] = [];
    for (const [asset, close] of Object.values(inputs.close as Record<string, (number | null)[]>).entries()) {
      const dividends = (inputs.dividends as { asset: number; exDay: number; amount: number }[]).filter(
        (row) => row.asset === asset,
      );
      for (const { exDay, amount } of dividends) {
        const action: CorporateAction = { kind: "dividend", day: FIRST + exDay, amount, currency: "USD" };
        for (const { bar, dividend } of adjustmentSteps(closes(close), [action]).steps) {
          if (dividend !== 1) ratios.push({ asset, effectiveDay: bar, ratio: dividend });
        }
      }
    }
    const wanted = expected.ratios as typeof ratios;
    expect(ratios.map(({ asset, effectiveDay }) => [asset, effectiveDay])).toEqual(
      wanted.map(({ asset, effectiveDay }) => [asset, effectiveDay]),
    );
    for (const [i, { ratio }] of wanted.entries()) expect(Math.abs(ratios[i]!.ratio - ratio)).toBeLessThan(1e-12);
  });

  test.each(cases.filter(({ inputs }) => "rawCloses" in inputs))("$id: a window as seen on its last day", (example) => {
    const { bars, actions, window, tolerance } = windowCase(example);
    const last = bars.length - 1;
    const seen = closesAsSeenAt(bars, adjustmentSteps(bars, actions).steps, last);
    const { bars: forward, level } = pointInTimeBars(bars, actions);
    for (const [i, value] of window.entries()) {
      expect(Math.abs(seen[i]! - value)).toBeLessThan(tolerance);
      expect(Math.abs(forward.close[i]! * level[last]! - value)).toBeLessThan(tolerance);
    }
  });
});

/** The cases give each event's ratio: those of splits as 1 for n, others as the cash that has that ratio. */
function windowCase({ inputs, expected, tolerance }: ReferenceCase) {
  const raw = inputs.rawCloses as number[];
  const ratios = inputs.effectiveRatios as [string, number][];
  const actions = ratios.map(([name, ratio], i): CorporateAction => {
    const day = FIRST + i + 1;
    const isSplit = Number.isInteger(1 / ratio);
    expect(name).toBe(`day${i + 1}`);
    return isSplit
      ? { kind: "split", day, from: 1, to: 1 / ratio }
      : { kind: "dividend", day, amount: (1 - ratio) * raw[i]!, currency: "USD" };
  });
  const window = (expected.window as (number | null)[]).filter((value) => value !== null);
  return { bars: closes(raw), actions, window, tolerance: tolerance.absolute as number };
}

/** Daily bars of closes; a missing one has no bar. */
function closes(given: readonly (number | null)[]) {
  const days = [...given.keys()].filter((i) => given[i] !== null);
  const column = Float64Array.from(days, (i) => given[i]!);
  return createBars({
    instrument: instrument("TEST"),
    timeframe: timeframe(1, "d"),
    calendar: aroundTheClock,
    time: Float64Array.from(days, (i) => (FIRST + i) * DAY_MS),
    closeTime: Float64Array.from(days, (i) => (FIRST + i + 1) * DAY_MS),
    open: column,
    high: column,
    low: column,
    close: column,
    source: "test:closes",
  });
}
