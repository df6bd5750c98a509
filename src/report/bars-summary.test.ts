import { expect, test } from "vitest";
import type { Bars } from "../market/bars.ts";
import { calendarOfDates } from "../market/calendar/dates-only.ts";
import { usEquity } from "../market/calendar/us-equity.ts";
import { createBars } from "../market/create-bars.ts";
import { instrument } from "../market/instrument.ts";
import { parseTimeframe } from "../market/timeframe.ts";
import { barsDocument } from "./bars-document.ts";
import { renderBars } from "./bars-summary.ts";

const MINUTE = 60_000;
/** 09:30 New York on 2024-01-02. */
const OPEN = Date.UTC(2024, 0, 2, 14, 30);

function minutes(count: number, rest: Partial<Parameters<typeof createBars>[0]> = {}): Bars {
  const time = Float64Array.from({ length: count }, (_, i) => OPEN + (i < 5 ? i : i + 3) * MINUTE);
  const close = Float64Array.from(time, (_, i) => 100 + i / 4);
  return createBars({
    instrument: instrument("TEST"),
    timeframe: parseTimeframe("1m"),
    calendar: usEquity,
    time,
    closeTime: time.map((opens) => opens + MINUTE),
    open: close,
    high: close.map((price) => price + 1),
    low: close.map((price) => price - 1),
    close,
    volume: Float64Array.from(time, (_, i) => (i === 0 ? NaN : 1000 * i)),
    source: "csv:test.csv",
    notes: ["calendar not given: every time is in regular US equity hours, so us-equity"],
    ...rest,
  });
}

test("what bars are, how complete they are, how they begin and end", () => {
  expect(renderBars(minutes(8), 80, 2)).toBe(
    [
      "TEST 1m, 8 bars",
      "",
      "range       2024-01-02T14:30:00Z to 2024-01-02T14:41:00Z, 1 session",
      "calendar    us-equity",
      "missing     3 of 11 bars expected",
      "prices      raw, in USD, multiples of 1/4",
      "source      csv:test.csv",
      "close       ▁▂▃▄▅▆▇█",
      "note        calendar not given: every time is in regular US equity hours, so",
      "            us-equity",
      "",
      "session     opens (UTC)            open    high     low   close  volume",
      "2024-01-02  2024-01-02 14:30:00  100.00  101.00   99.00  100.00       –",
      "2024-01-02  2024-01-02 14:31:00  100.25  101.25   99.25  100.25   1,000",
      "…           …                         …       …       …       …       …",
      "2024-01-02  2024-01-02 14:39:00  101.50  102.50  100.50  101.50   6,000",
      "2024-01-02  2024-01-02 14:40:00  101.75  102.75  100.75  101.75   7,000",
    ].join("\n"),
  );
});

test("synthetic prices, contracts, off-grid prices and unknown calendars are said", () => {
  const text = renderBars(
    minutes(2, {
      isSynthetic: true,
      instrument: instrument("ES", { lot: 1, multiplier: 50 }),
      calendar: calendarOfDates(Int32Array.of(OPEN / 86_400_000)),
      ticksPerUnit: null,
      adjustment: "total",
    }),
    80,
    5,
  );
  expect(text).toContain("SYNTHETIC PRICES: no market ever traded them\n");
  expect(text).toContain("contract    lot 1, multiplier 50\n");
  expect(text).toContain("calendar    none: the dates of the data are the sessions\n");
  expect(text).toContain("missing     not known: nothing tells how many bars to expect\n");
  expect(text).toContain("prices      total, in USD, on no tick grid\n");
  expect(text).not.toContain("…");
});

test("what steers a terminal doesn't reach it", () => {
  expect(renderBars(minutes(2, { instrument: instrument("A\u001b[31mB\nC") }), 80, 1)).not.toContain("\u001b");
});

test("as plain data", () => {
  expect(barsDocument(minutes(3), 2)).toEqual({
    symbol: "TEST",
    currency: "USD",
    lot: null,
    multiplier: 1,
    timeframe: "1m",
    calendar: "us-equity",
    bars: 3,
    sessions: 1,
    start: "2024-01-02T14:30:00Z",
    end: "2024-01-02T14:33:00Z",
    missing: { expected: 3, missing: 0, emptySessions: 0 },
    adjustment: "raw",
    ticksPerUnit: 4,
    isSynthetic: false,
    source: "csv:test.csv",
    notes: ["calendar not given: every time is in regular US equity hours, so us-equity"],
    first: [
      { ...times(0), open: 100, high: 101, low: 99, close: 100, volume: null },
      { ...times(1), open: 100.25, high: 101.25, low: 99.25, close: 100.25, volume: 1000 },
    ],
    last: [{ ...times(2), open: 100.5, high: 101.5, low: 99.5, close: 100.5, volume: 2000 }],
  });
});

function times(minute: number) {
  return {
    session: "2024-01-02",
    time: `2024-01-02T14:3${minute}:00Z`,
    closeTime: `2024-01-02T14:3${minute + 1}:00Z`,
  };
}
