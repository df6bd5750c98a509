import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { aroundTheClock } from "../../market/calendar/around-the-clock.ts";
import { DAY_MS, dayOfDate } from "../../market/calendar/calendar.ts";
import { usEquity } from "../../market/calendar/us-equity.ts";
import { createBars } from "../../market/create-bars.ts";
import { instrument } from "../../market/instrument.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { joinTimeframes } from "./join-timeframes.ts";
import { regularHours } from "./regular-hours.ts";
import { resampleBars } from "./resample-bars.ts";

const MINUTE = 60_000;

/** One-minute bars that open at the given times; bar i has open i + 1, close i + 1.5, volume 1. */
function minutes(times: readonly number[], calendar = usEquity) {
  const at = Float64Array.from(times);
  return createBars({
    instrument: instrument("TEST"),
    timeframe: parseTimeframe("1m"),
    calendar,
    time: at,
    closeTime: at.map((time) => time + MINUTE),
    open: at.map((_, i) => i + 1),
    high: at.map((_, i) => i + 2),
    low: at.map((_, i) => i + 0.5),
    close: at.map((_, i) => i + 1.5),
    volume: at.map(() => 1),
    source: "test:minutes",
  });
}

/** Every minute of a session's regular hours. */
function sessionMinutes(day: number): number[] {
  const times: number[] = [];
  for (let time = usEquity.open(day); time < usEquity.close(day); time += MINUTE) times.push(time);
  return times;
}

const DAY = dayOfDate(2024, 7, 2);
const HALF_DAY = dayOfDate(2024, 7, 3);

describe("within a session", () => {
  test("a half day's hours: buckets from the open, the last one ends at the early close", () => {
    const hours = resampleBars(minutes([...sessionMinutes(DAY), ...sessionMinutes(HALF_DAY)]), parseTimeframe("1h"));
    // 6.5 hours make 7 bars, 3.5 hours make 4.
    expect(hours.length).toBe(11);
    expect((hours.time[7]! - usEquity.open(HALF_DAY)) / MINUTE).toBe(0);
    expect(hours.closeTime[10]).toBe(usEquity.close(HALF_DAY));
    expect(hours.closeTime[6]).toBe(usEquity.close(DAY));
    expect([...hours.volume]).toEqual([60, 60, 60, 60, 60, 60, 30, 60, 60, 60, 30]);
    expect([hours.open[1], hours.high[1], hours.low[1], hours.close[1]]).toEqual([61, 121, 60.5, 120.5]);
  });

  test("missing minutes shift nothing, an empty bucket isn't there", () => {
    const all = sessionMinutes(DAY);
    const five = resampleBars(minutes([all[1]!, all[4]!, all[10]!, all[15]!]), parseTimeframe("5m"), {
      unfinished: "keep",
    });
    expect([...five.time].map((time) => (time - all[0]!) / MINUTE)).toEqual([0, 10, 15]);
    expect([...five.volume]).toEqual([2, 1, 1]);
  });

  test("the bucket that the data don't finish is left out, and said", () => {
    const bars = resampleBars(minutes(sessionMinutes(DAY).slice(0, 7)), parseTimeframe("5m"));
    expect([bars.length, bars.notes.at(-1)]).toEqual([1, "the last 5m bar was still unfinished and is left out"]);
  });

  test("hours outside the regular ones have buckets of their own", () => {
    const open = usEquity.open(DAY);
    const close = usEquity.close(DAY);
    const bars = resampleBars(minutes([open - MINUTE, open, close - MINUTE, close]), parseTimeframe("1h"), {
      unfinished: "keep",
    });
    expect([...bars.time].map((time) => (time - open) / MINUTE)).toEqual([-60, 0, 360, 390]);
  });
});

describe("longer than a day", () => {
  const days = [...usEquity.sessions(dayOfDate(2024, 6, 27), dayOfDate(2024, 7, 11))];
  const daily = resampleBars(minutes(days.flatMap(sessionMinutes)), parseTimeframe("1d"));

  test("a day is a session", () => {
    expect([...daily.session]).toEqual(days);
    expect([...daily.time]).toEqual(days.map((day) => usEquity.open(day)));
    expect([...daily.closeTime]).toEqual(days.map((day) => usEquity.close(day)));
  });

  test("weeks begin on Monday; the last, which ends on Friday the 12th, is unfinished", () => {
    const weekly = resampleBars(daily, parseTimeframe("1w"));
    expect([...weekly.session]).toEqual([dayOfDate(2024, 6, 28), dayOfDate(2024, 7, 5)]);
    expect(weekly.closeTime[1]).toBe(usEquity.close(dayOfDate(2024, 7, 5)));
  });

  test("months by the calendar", () => {
    expect([...resampleBars(daily, parseTimeframe("1mo"), { unfinished: "keep" }).session]).toEqual([
      dayOfDate(2024, 6, 28),
      dayOfDate(2024, 7, 31),
    ]);
    // Every month from 1990 to 2029 against the host's own calendar.
    const firsts = Array.from({ length: 480 }, (_, m) => Date.UTC(1990, m, 1));
    const days = firsts.flatMap((first, m) => [first, Date.UTC(1990, m + 1, 1) - DAY_MS]);
    const bars = minutes(days, aroundTheClock);
    const monthly = resampleBars(
      { ...bars, timeframe: parseTimeframe("1d"), closeTime: bars.time.map((time) => time + DAY_MS) },
      parseTimeframe("1mo"),
    );
    expect([...monthly.time]).toEqual(firsts);
  });
});

test("whatever is missing, columns are those of a plain grouping by bucket", () => {
  const every = [...sessionMinutes(DAY), ...sessionMinutes(HALF_DAY)];
  fc.assert(
    fc.property(fc.subarray(every, { minLength: 1 }), fc.constantFrom(2, 5, 7, 30, 60, 195), (times, length) => {
      const bars = minutes(times);
      const long = resampleBars(bars, parseTimeframe(`${length}m`), { unfinished: "keep" });
      const groups = Map.groupBy(times.keys(), (i) => {
        const opens = usEquity.open(bars.session[i]!);
        return opens + Math.floor((times[i]! - opens) / (length * MINUTE)) * length * MINUTE;
      });
      expect([...long.time]).toEqual([...groups.keys()]);
      expect([...long.open]).toEqual([...groups.values()].map((rows) => bars.open[rows[0]!]));
      expect([...long.high]).toEqual([...groups.values()].map((rows) => Math.max(...rows.map((i) => bars.high[i]!))));
      expect([...long.low]).toEqual([...groups.values()].map((rows) => Math.min(...rows.map((i) => bars.low[i]!))));
      expect([...long.close]).toEqual([...groups.values()].map((rows) => bars.close[rows.at(-1)!]));
      expect([...long.volume]).toEqual([...groups.values()].map((rows) => rows.length));
    }),
    { numRuns: 50 },
  );
});

test("what whole bars don't fill is refused", () => {
  const bars = minutes(sessionMinutes(DAY));
  for (const to of ["30s", "90s", "3d"])
    expect(thrown(() => resampleBars(bars, parseTimeframe(to))).code, to).toBe("BACKSIGHT_RESAMPLE");
  const daily = resampleBars(bars, parseTimeframe("1d"));
  expect(thrown(() => resampleBars(daily, parseTimeframe("1h"))).code).toBe("BACKSIGHT_RESAMPLE");
  expect(thrown(() => resampleBars(bars, parseTimeframe("1w"))).code).toBe("BACKSIGHT_RESAMPLE");
});

test("a longer timeframe shows completed bars only, also on the bar that completes one", () => {
  const bars = minutes(sessionMinutes(DAY).slice(0, 12));
  const five = resampleBars(bars, parseTimeframe("5m"));
  const { index, expand } = joinTimeframes(bars, five);
  expect([...index]).toEqual([-1, -1, -1, -1, 0, 0, 0, 0, 0, 1, 1, 1]);
  expect(expand(five.close)[4]).toBe(5.5);
  expect(expand(five.close)[3]).toBeNaN();
  expect(thrown(() => expand(new Float64Array(5))).code).toBe("BACKSIGHT_LENGTH");
});

test("the completed bar is the last one that a plain search finds", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.array(fc.nat(50)), (a, b) => {
      const short = { closeTime: Float64Array.from(a).sort() };
      const long = { closeTime: Float64Array.from(b).sort() };
      const plain = [...short.closeTime].map((time) => long.closeTime.findLastIndex((closes) => closes <= time));
      expect([...joinTimeframes(short, long).index]).toEqual(plain);
    }),
  );
});

test("regular hours end with the early close", () => {
  const close = usEquity.close(HALF_DAY);
  const bars = regularHours(minutes([usEquity.open(HALF_DAY) - MINUTE, close - MINUTE, close, close + MINUTE]));
  expect([...bars.time]).toEqual([close - MINUTE]);
  expect(bars.notes).toContain("3 of 4 bars lie outside regular hours and are left out");
  const plain = minutes([close - MINUTE]);
  expect(regularHours(plain)).toBe(plain);
});
