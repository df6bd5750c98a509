import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { sha256 } from "../../core/sha256.ts";
import type { Bars } from "../../market/bars.ts";
import { dateOfDay } from "../../market/calendar/calendar.ts";
import { isoTime } from "../../market/iso-time.ts";
import { parseSyntheticAddress } from "./synthetic-address.ts";
import { syntheticBars } from "./synthetic-bars.ts";
import { SYNTHETIC_MODELS, type SyntheticOptions } from "./synthetic-options.ts";

const COLUMNS = ["time", "closeTime", "open", "high", "low", "close", "volume"] as const;
const SEEDS = Array.from({ length: 30 }, (_, seed) => seed);
const YEAR = 252;

const anyOptions: fc.Arbitrary<SyntheticOptions> = fc.record(
  {
    model: fc.constantFrom(...SYNTHETIC_MODELS),
    seed: fc.nat(),
    bars: fc.integer({ min: 1, max: 900 }),
    timeframe: fc.constantFrom("30s", "1m", "7m", "1h", "1d"),
    start: fc.constantFrom("2020-01-02", "2020-11-25", "2001-09-10"),
    initialPrice: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
    annualVolatility: fc.double({ min: 0, max: 5, noNaN: true }),
    annualDrift: fc.double({ min: -5, max: 5, noNaN: true }),
    calendar: fc.constantFrom("us-equity", "24x7"),
  },
  { requiredKeys: ["model", "bars"] },
);

const logReturns = ({ close }: Bars) => Array.from(close.subarray(1), (price, i) => Math.log(price / close[i]!));
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return mean(a.map((x, i) => (x - meanA) * (b[i]! - meanB))) / Math.sqrt(variance(a) * variance(b));
}

function autocorrelation(values: readonly number[], lag: number): number {
  return correlation(values.slice(lag), values.slice(0, -lag));
}

function checksum(bars: Bars): string {
  return sha256(COLUMNS.map((column) => sha256(new Uint8Array(bars[column].buffer as ArrayBuffer))).join());
}

describe("syntheticBars", () => {
  it("makes valid bars of whole cents and whole units, whatever the options", () =>
    fc.assert(
      fc.property(anyOptions, (options) => {
        const bars = syntheticBars(options);
        expect(bars.length).toBe(options.bars);
        expect(bars.isSynthetic).toBe(true);
        expect(bars.ticksPerUnit).toBe(100);
        expect(bars.notes).toEqual(["synthetic prices: no market ever traded them"]);
        for (let i = 0; i < bars.length; i++) {
          const [open, high, low, close] = [bars.open[i]!, bars.high[i]!, bars.low[i]!, bars.close[i]!];
          expect(high >= Math.max(open, close) && low <= Math.min(open, close) && low >= 0.01).toBe(true);
          for (const price of [open, high, low, close]) expect(Math.round(price * 100) / 100).toBe(price);
          expect(Number.isInteger(bars.volume[i]) && bars.volume[i]! >= 1).toBe(true);
          expect(bars.calendar.sessionOf(bars.closeTime[i]!)).toBe(bars.session[i]);
          expect(bars.time[i]! >= bars.calendar.open(bars.session[i]!)).toBe(true);
        }
      }),
      { numRuns: 60 },
    ));

  it("begins with the shorter series of the same options, bit for bit", () =>
    fc.assert(
      fc.property(anyOptions, fc.integer({ min: 1, max: 900 }), (options, shorter) => {
        const [long, short] = [syntheticBars(options), syntheticBars({ ...options, bars: shorter })];
        const length = Math.min(long.length, short.length);
        for (const column of COLUMNS) {
          expect(long[column].slice(0, length)).toEqual(short[column].slice(0, length));
        }
      }),
    ));

  it("is named by its source, which gives it again", () =>
    fc.assert(
      fc.property(anyOptions, (options) => {
        const bars = syntheticBars(options);
        expect(checksum(syntheticBars(parseSyntheticAddress(bars.source)))).toBe(checksum(bars));
      }),
    ));

  it("changes with the seed and the model", () => {
    const checksums = SYNTHETIC_MODELS.flatMap((model) =>
      SEEDS.map((seed) => checksum(syntheticBars({ model, seed, bars: 20 }))),
    );
    expect(new Set(checksums).size).toBe(2 * SEEDS.length);
  });

  it.each([
    ["gbm", "1m", "e405428db81108def20222c3a1bf074a674c7fc90fca71e1e87a3f3eb885a5cf"],
    ["gbm", "1d", "fa9811a051fdd052e2be3541f4ac95cc60357f32d1d2bb2719590b07827b3bfa"],
    ["market", "1m", "f3ae48771f8d5c849f921044870751e05c68fefc3572f3d58b3ff6c6fa21605d"],
    ["market", "1d", "17d2e39557b3c77a189cfd49da438c1275d13162e8b47ab1f76da5de31d37302"],
  ] as const)("gives the golden bits: %s, %s", (model, timeframe, golden) => {
    expect(checksum(syntheticBars({ model, seed: 7, bars: 2520, timeframe }))).toBe(golden);
  });

  it("starts at the initial price, at the first session's open", () => {
    for (const model of SYNTHETIC_MODELS) {
      const bars = syntheticBars({ model, bars: 2, timeframe: "1m" });
      expect(bars.open[0]).toBe(100);
      expect(isoTime(bars.time[0]!)).toBe("2020-01-02T14:30:00Z");
      expect(isoTime(bars.closeTime[0]!)).toBe("2020-01-02T14:31:00Z");
    }
    expect(syntheticBars({ model: "gbm", initialPrice: 12.345, bars: 1 }).open[0]).toBe(12.35);
  });

  it("has 390 minutes in a session, 210 where it closes early", () => {
    // 2020-11-26 was Thanksgiving; the day after it closed at 13:00.
    const bars = syntheticBars({ model: "market", bars: 390 + 210 + 390, timeframe: "1m", start: "2020-11-25" });
    const counts = new Map<string, number>();
    for (const day of bars.session) counts.set(dateOfDay(day), (counts.get(dateOfDay(day)) ?? 0) + 1);
    expect([...counts]).toEqual([
      ["2020-11-25", 390],
      ["2020-11-27", 210],
      ["2020-11-30", 390],
    ]);
    expect(isoTime(bars.closeTime[599]!)).toBe("2020-11-27T18:00:00Z");
  });

  it("ends the last bar of a session with it: seven bars of an hour in six hours and a half", () => {
    const bars = syntheticBars({ model: "gbm", bars: 8, timeframe: "1h" });
    expect(isoTime(bars.time[6]!)).toBe("2020-01-02T20:30:00Z");
    expect(isoTime(bars.closeTime[6]!)).toBe("2020-01-02T21:00:00Z");
    expect(isoTime(bars.time[7]!)).toBe("2020-01-03T14:30:00Z");
  });

  it("is the drift alone without volatility: 100 e^0.05 after a year", () => {
    for (const model of SYNTHETIC_MODELS) {
      const { close } = syntheticBars({ model, bars: YEAR, annualVolatility: 0 });
      // The very first of 64 quotes a day is the initial price: 252 × 64 - 1 moves.
      expect(close[YEAR - 1]).toBe(Math.round(10_000 * Math.exp(0.05 * (1 - 1 / (YEAR * 64)))) / 100);
    }
  });

  it("says how many bars the calendar has room for, and which days it knows", () => {
    const tooLong = thrown(() => syntheticBars({ model: "gbm", bars: 10, start: "2030-12-30" }));
    expect(tooLong.code).toBe("BACKSIGHT_ARGUMENT");
    expect(tooLong.message).toContain("bars must be at most 2 from 2030-12-30 on, where the us-equity calendar ends");
    expect(thrown(() => syntheticBars({ model: "gbm", start: "1990-01-02" })).code).toBe("BACKSIGHT_CALENDAR_RANGE");
  });
});

describe("the gbm model", () => {
  it("has the volatility that was asked for, in daily and in minute bars", () => {
    // A sample variance of n normal returns has the relative standard error √(2 / n): five of them are allowed.
    const daily = variance(logReturns(syntheticBars({ model: "gbm", bars: 2520, initialPrice: 1000 })));
    expect(Math.abs((daily * YEAR) / 0.04 - 1)).toBeLessThan(5 * Math.sqrt(2 / 2520));
    const options = { model: "gbm", bars: 39_000, timeframe: "1m", annualVolatility: 0.5, initialPrice: 1000 } as const;
    const minute = variance(logReturns(syntheticBars(options)));
    expect(Math.abs((minute * YEAR * 390) / 0.25 - 1)).toBeLessThan(5 * Math.sqrt(2 / 39_000));
  });

  it("grows by the drift on average", () => {
    // The mean log return of ten years is drift - σ²/2 with the standard error σ / √(10 × 30 seeds).
    const yearly = mean(
      SEEDS.map((seed) => YEAR * mean(logReturns(syntheticBars({ model: "gbm", seed, bars: 2520 })))),
    );
    expect(Math.abs(yearly - (0.05 - 0.02))).toBeLessThan((4 * 0.2) / Math.sqrt(300));
  });

  it("has no memory in the size of its moves and no fat tails", () => {
    const returns = logReturns(syntheticBars({ model: "gbm", bars: 39_000, timeframe: "1m", initialPrice: 1000 }));
    expect(Math.abs(autocorrelation(returns.map(Math.abs), 1))).toBeLessThan(4 / Math.sqrt(39_000));
    // Kurtosis of n normal numbers: 3 with the standard error √(24 / n).
    const kurtosis = mean(returns.map((r) => r ** 4)) / variance(returns) ** 2;
    expect(Math.abs(kurtosis - 3)).toBeLessThan(5 * Math.sqrt(24 / 39_000));
  });
});

describe("the market model", () => {
  const years = SEEDS.map((seed) => syntheticBars({ model: "market", seed, bars: 2520, initialPrice: 1000 }));
  const minutes = syntheticBars({ model: "market", seed: 3, bars: 98_280, timeframe: "1m", initialPrice: 1000 });
  /** Index of each session's first bar, but the first one's. */
  const opens = Array.from(minutes.session.keys()).filter(
    (i) => i > 0 && minutes.session[i] !== minutes.session[i - 1],
  );

  it("has the volatility that was asked for in the long run", () => {
    // By the model's own constants a session's variance is log-normal with the coefficient of variation
    // √(e^0.64 - 1) = 0.95 and decays like 0.975 per session: 300 years hold about 960 independent ones, so that the
    // standard error of the mean variance is near 3 % and that of the volatility near 1.6 %.
    const yearly = mean(years.map((bars) => YEAR * variance(logReturns(bars))));
    expect(Math.abs(Math.sqrt(yearly) - 0.2)).toBeLessThan(0.2 * 4 * 0.016);
  });

  it("grows by the drift on average", () => {
    const yearly = mean(years.map((bars) => YEAR * mean(logReturns(bars))));
    expect(Math.abs(yearly - (0.05 - 0.02))).toBeLessThan((4 * 0.2) / Math.sqrt(300));
  });

  it("has volatility that clusters for months, in every seed", () => {
    const at = (lag: number) => years.map((bars) => autocorrelation(logReturns(bars).map(Math.abs), lag));
    expect(Math.min(...at(1))).toBeGreaterThan(0.04);
    expect(mean(at(1))).toBeGreaterThan(0.12);
    expect(mean(at(20))).toBeGreaterThan(0.06);
    expect(mean(at(20))).toBeLessThan(mean(at(1)));
  });

  it("has fat tails, and moves that don't foretell the next one", () => {
    const kurtoses = years.map((bars) => {
      const returns = logReturns(bars);
      return mean(returns.map((r) => r ** 4)) / variance(returns) ** 2;
    });
    expect(mean(kurtoses)).toBeGreaterThan(4.5);
    expect(Math.abs(mean(years.map((bars) => autocorrelation(logReturns(bars), 1))))).toBeLessThan(0.02);
  });

  it("becomes more volatile after a fall than after a rise", () => {
    const leverage = mean(
      years.map((bars) => {
        const returns = logReturns(bars);
        return correlation(returns.slice(0, -1), returns.slice(1).map(Math.abs));
      }),
    );
    expect(leverage).toBeLessThan(-0.02);
  });

  it("opens with gaps that are far larger than a minute's move", () => {
    const gaps = opens.map((i) => Math.log(minutes.open[i]! / minutes.close[i - 1]!));
    // A quarter of a session's variance against a 390th of the rest: √(0.25 / (0.75 / 390)) = 11.4 on average.
    const moves = logReturns(minutes).filter((_, i) => minutes.session[i] === minutes.session[i + 1]);
    expect(Math.sqrt(variance(gaps) / variance(moves))).toBeGreaterThan(5);
  });

  it("has neither gaps nor a U shape where the market never closes", () => {
    const bars = syntheticBars({
      model: "market",
      bars: 14_400,
      timeframe: "1m",
      calendar: "24x7",
      initialPrice: 1000,
    });
    const gaps = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((day) =>
      Math.log(bars.open[1440 * day]! / bars.close[1440 * day - 1]!),
    );
    expect(variance(gaps)).toBeLessThan(3 * variance(logReturns(bars)));
  });

  it("is busy at the open and the close: volatility and volume have a U shape", () => {
    const square = new Float64Array(390);
    const volume = new Float64Array(390);
    for (const open of [0, ...opens]) {
      if (minutes.session[open] !== minutes.session[open + 389]) continue; // an early close
      for (let minute = 0; minute < 390; minute++) {
        const i = open + minute;
        square[minute]! += Math.log(minutes.close[i]! / minutes.open[i]!) ** 2;
        volume[minute]! += minutes.volume[i]!;
      }
    }
    const volatility = (from: number, to: number) => Math.sqrt(mean(square.slice(from, to)));
    expect(volatility(0, 15) / volatility(180, 240)).toBeGreaterThan(1.8);
    expect(volatility(375, 390) / volatility(180, 240)).toBeGreaterThan(1.1);
    expect(mean(volume.slice(0, 15)) / mean(volume.slice(180, 240))).toBeGreaterThan(2.5);
    expect(mean(volume.slice(375, 390)) / mean(volume.slice(180, 240))).toBeGreaterThan(2.5);
  });

  it("trades more when it moves more, bar by bar and session by session", () => {
    const noon = Array.from(minutes.time.keys()).filter((i) => (minutes.time[i]! / 60_000) % 1440 === 17 * 60);
    expect(noon.length).toBeGreaterThan(200);
    const ranges = Array.from(minutes.high, (high, i) => Math.log(high / minutes.low[i]!));
    const volumes = Array.from(minutes.volume);
    expect(correlation(ranges, volumes)).toBeGreaterThan(0.3);
    expect(
      correlation(
        noon.map((i) => ranges[i]!),
        noon.map((i) => volumes[i]!),
      ),
    ).toBeGreaterThan(0.2);
  });

  it("trades about four million units a session", () => {
    const sessions = mean(years.map((bars) => mean(bars.volume)));
    expect(Math.abs(sessions / 4_000_000 - 1)).toBeLessThan(0.05);
  });
});
