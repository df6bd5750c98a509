import fc from "fast-check";
import { expect, test } from "vitest";
import { isBacksightError } from "../../../core/errors.ts";
import type { Bars } from "../../../market/bars.ts";
import { calendarById } from "../../../market/calendar/calendar-by-id.ts";
import { isoTime } from "../../../market/iso-time.ts";
import { parseTimeframe } from "../../../market/timeframe.ts";
import { CsvBarsReader, readCsvBars } from "./csv-bars-reader.ts";
import type { CsvOptions } from "./csv-options.ts";

const encoder = new TextEncoder();

function read(text: string | Uint8Array, options: Partial<CsvOptions> = {}, chunk = 1 << 16): Bars {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  const reader = new CsvBarsReader({ path: "x.csv", defaultSymbol: "X", ...options });
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk));
  return reader.finish();
}

/** Lines of a file with the given times and steady prices. */
function fileOf(times: readonly string[], header = "date"): string {
  return [`${header},open,high,low,close,volume`, ...times.map((time) => `${time},10,12,9,11,100`)].join("\n");
}

function errorOf(text: string | Uint8Array, options: Partial<CsvOptions> = {}): string {
  try {
    read(text, options);
  } catch (error) {
    if (isBacksightError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "no error";
}

const opens = (bars: Bars) => Array.from(bars.time, isoTime);
const closes = (bars: Bars) => Array.from(bars.closeTime, isoTime);

const DAILY = `Date,Open,High,Low,Close,Adj Close,Volume
2024-01-02,187.15,188.44,183.89,185.64,184.53,82488700
2024-01-03,184.22,185.88,183.43,184.25,183.15,58414500
2024-01-04,182.15,183.09,180.88,181.91,180.82,71983600
`;

test("a daily file: prices, sessions of the inferred calendar, and what was inferred", () => {
  const bars = read(DAILY);
  expect(bars.open).toEqual(Float64Array.of(187.15, 184.22, 182.15));
  expect(bars.high).toEqual(Float64Array.of(188.44, 185.88, 183.09));
  expect(bars.low).toEqual(Float64Array.of(183.89, 183.43, 180.88));
  expect(bars.close).toEqual(Float64Array.of(185.64, 184.25, 181.91));
  expect(bars.volume).toEqual(Float64Array.of(82488700, 58414500, 71983600));
  expect(bars.ticksPerUnit).toBe(100);
  expect(opens(bars)).toEqual(["2024-01-02T14:30:00Z", "2024-01-03T14:30:00Z", "2024-01-04T14:30:00Z"]); // 09:30 EST
  expect(closes(bars)).toEqual(["2024-01-02T21:00:00Z", "2024-01-03T21:00:00Z", "2024-01-04T21:00:00Z"]); // 16:00 EST
  expect(bars).toMatchObject({ length: 3, source: "csv:x.csv", adjustment: "raw", isSynthetic: false });
  expect(bars.instrument.symbol).toBe("X");
  expect(bars.timeframe.label).toBe("1d");
  expect(bars.calendar.id).toBe("us-equity");
  expect(bars.notes).toEqual([
    "columns not used: Adj Close",
    "timeframe not given: dates are a day apart (median), so 1d",
    expect.stringContaining("us-equity"),
  ]);
});

test.each([
  ["CR LF", DAILY.replaceAll("\n", "\r\n")],
  ["CR", DAILY.replaceAll("\n", "\r")],
  ["no end of the last line", DAILY.trimEnd()],
  ["blank lines", `\n\n${DAILY.replaceAll("\n", "\n\n")}  \n\n`],
  ["a byte order mark", `\uFEFF${DAILY}`],
  ["semicolons", DAILY.replaceAll(",", ";")],
  ["semicolons and decimal commas", DAILY.replaceAll(",", ";").replaceAll(".", ",")],
  ["tabs", DAILY.replaceAll(",", "\t")],
  ["quotes", DAILY.replace(/[^,\n]+/g, '"$&"')],
  ["spaces", DAILY.replaceAll(",", " , ")],
  ["quotes and spaces", DAILY.replace(/[^,\n]+/g, ' "$&" ')],
  ["slashes", DAILY.replace(/(\d{4})-(\d\d)-(\d\d)/g, "$1/$2/$3")],
  ["no separators in dates", DAILY.replace(/(\d{4})-(\d\d)-(\d\d)/g, "$1$2$3")],
  ["newest first", `${DAILY.split("\n")[0]}\n${DAILY.trim().split("\n").slice(1).reverse().join("\n")}`],
  ["midnights", DAILY.replace(/(\d{4}-\d\d-\d\d)/g, "$1 00:00:00")],
  ["midnights with an offset", DAILY.replace(/(\d{4}-\d\d-\d\d)/g, "$1 00:00:00-05:00")],
  ["epoch seconds at UTC midnight", DAILY.replace(/\d{4}-\d\d-\d\d/g, (date) => String(Date.parse(date) / 1000))],
  ["epoch milliseconds", DAILY.replace(/\d{4}-\d\d-\d\d/g, (date) => String(Date.parse(date)))],
  ["epoch microseconds", DAILY.replace(/\d{4}-\d\d-\d\d/g, (date) => `${Date.parse(date)}000`)],
  ["epoch nanoseconds", DAILY.replace(/\d{4}-\d\d-\d\d/g, (date) => `${Date.parse(date)}000000`)],
  ["New York midnights", DAILY.replace(/\d{4}-\d\d-\d\d/g, (date) => String(Date.parse(`${date}T05:00Z`)))], // EST
])("the same bars with %s", (_, text) => {
  const plain = read(DAILY);
  const { notes: _notes, ...rest } = read(text);
  const { notes: _plainNotes, ...expected } = plain;
  expect(rest).toEqual(expected);
});

test("however the bytes are cut, the bars are the same", () => {
  const text = DAILY.replaceAll("\n", "\r\n");
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (chunk) => {
      expect(read(text, {}, chunk)).toEqual(read(text));
    }),
  );
});

test("notes say when rows were reversed, and what the columns lack", () => {
  expect(read("date,open,high,low,close\n2024-01-03,1,1,1,1\n2024-01-02,1,1,1,1").notes.slice(0, 2)).toEqual([
    "no volume column: volume is unknown",
    "the file is sorted newest first: its rows were reversed",
  ]);
  const gaps = read(`${DAILY}2024-01-05,1,1,1,1,1,\n2024-01-08,1,1,1,1,1,NaN\n`);
  expect(gaps.volume.slice(3)).toEqual(Float64Array.of(NaN, NaN));
  expect(gaps.notes).toContain("2 of 5 bars have no volume");
});

test.each([
  ["2024-01-05,abc,2,1,1,1,5", 'open is "abc", not a number'],
  ["2024-01-05,1,2,1,,1,5", "close is empty"],
  ["2024-01-05,1,NaN,1,1,1,5", 'high is "NaN", not a number'],
  ["2024-01-05,1,2,0,1,1,5", "low is 0, must be above 0"],
  ["2024-01-05,-1,2,1,1,1,5", "open is -1, must be above 0"],
  ["2024-01-05,1e999,2,1,1,1,5", "open is 1e999, more than a number can hold"],
  ["2024-01-05,1,2,2.5,2,1,5", "high 2 is below low 2.5"],
  ["2024-01-05,1,2,1,1,1,-5", "volume is -5, must not be negative"],
  ["2024-01-05,1,2,1,1,1,many", 'volume is "many", not a number'],
  ["2024-01-05,1,2,1,1,5", "it has 6 fields, the header has 7"],
  ["2024-01-05,1,2,1,1,1,5,", "it has 8 fields, the header has 7"],
  ["2024-01-05;1;2;1;1;1;5", "it has 1 fields, the header has 7"],
  ['2024-01-05,"1,2,1,1,1,5', "a quoted field isn't closed on its line"],
  ['2024-01-05,"1"2,2,1,1,1,5', "text goes on behind a closing quote"],
  ['2024-01-05,"1,000.5",2,1,1,1,5', 'open is "1,000.5", not a number'],
  ["2024-01-04,1,2,1,1,1,5", "its time 2024-01-04 is also that of line 4"],
  ["2024-01-02,1,2,1,1,1,5", "its time 2024-01-02 comes before the line above"],
])("%s is refused by its line", (line, problem) => {
  expect(errorOf(`${DAILY}${line}\n2024-01-08,1,1,1,1,1,1\n`)).toBe(
    `BACKSIGHT_CSV_ROW: x.csv line 5: ${problem}. Correct or remove that line.`,
  );
});

test("blank lines count, and are named around", () => {
  expect(errorOf(fileOf(["2024-01-03", "", "2024-01-02", "2024-01-04"]).replace("\n,10,12,9,11,100", "\n"))).toContain(
    "x.csv line 4: its time 2024-01-02 comes before line 2.",
  );
});

test("one row out of order in a file that is sorted newest first", () => {
  expect(errorOf(fileOf(["2024-01-08", "2024-01-05", "2024-01-09", "2024-01-04"]))).toContain(
    "line 4: its time 2024-01-09 comes after the line above, though most lines are sorted newest first.",
  );
});

test.each(["soon", "2024-02-30", "2024-01-05 25:00", "", "2024-01-05T09:30Z"])(
  "the time %j isn't read after dates",
  (time) => {
    expect(errorOf(fileOf(["2024-01-04", time]))).toContain(
      `BACKSIGHT_CSV_TIME: x.csv line 3: can't read the time "${time}".`,
    );
  },
);

test("files that hold no bars", () => {
  expect(errorOf("")).toContain("BACKSIGHT_FILE_EMPTY: x.csv holds no text.");
  expect(errorOf("\n \n")).toContain("BACKSIGHT_FILE_EMPTY: x.csv holds no text.");
  expect(errorOf("date,open,high,low,close\n")).toContain("BACKSIGHT_FILE_EMPTY: x.csv holds no bars.");
  expect(errorOf("date,open,high,low,close")).toContain("BACKSIGHT_FILE_EMPTY");
});

test("headers: missing column, no header line", () => {
  expect(errorOf("date,open,hihg,low,close\n2024-01-02,1,1,1,1")).toMatch(
    /^BACKSIGHT_CSV_COLUMN: x\.csv has no high column/,
  );
  expect(errorOf("2024-01-02,1,1,1,1,5\n2024-01-03,1,1,1,1,5")).toContain("put a header line above it");
});

test("binary files are recognised, at the start and inside", () => {
  expect(errorOf(Uint8Array.of(0x50, 0x4b, 3, 4, 10))).toBe(
    "BACKSIGHT_FILE_BINARY: x.csv isn't text: byte 0x03 at offset 2. Give a CSV file; unpack it first if it's compressed.",
  );
  const long = encoder.encode(fileOf(Array.from({ length: 300 }, (_, i) => isoTime(1.7e12 + i * 60_000))));
  const damaged = long.slice();
  const offset = damaged.lastIndexOf(44) + 1; // behind the last comma
  damaged[offset] = 0;
  expect(errorOf(damaged)).toContain(`BACKSIGHT_FILE_BINARY: x.csv isn't text: byte 0x00 at offset ${offset}.`);
});

test("a symbol column: constant, mixed, chosen, absent", () => {
  const rows = ["2024-01-02,A,1,1,1,1", "2024-01-02,B,2,2,2,2", "2024-01-03,A,3,3,3,3"];
  const header = "date,ticker,open,high,low,close";
  const file = [header, ...rows].join("\n");
  expect(read([header, rows[0], rows[2]].join("\n")).instrument.symbol).toBe("A");
  expect(errorOf(file)).toContain('line 3: its symbol is "B", the lines above are "A"; choose one with symbol=A.');
  const chosen = read(file, { symbol: "A" });
  expect(chosen.close).toEqual(Float64Array.of(1, 3));
  expect(read(file, { symbol: "B" }).instrument.symbol).toBe("B");
  expect(errorOf(file, { symbol: "C" })).toContain("BACKSIGHT_FILE_EMPTY: x.csv holds no bars of C, but of A.");
  expect(read(DAILY, { symbol: "AAPL" }).instrument.symbol).toBe("AAPL");
});

test("dates with the year last: decided by any number above 12, else month first and said so", () => {
  const dayFirst = read(fileOf(["11/01/2024", "12/01/2024", "13/01/2024"]), { calendar: calendarById("24x7") });
  expect(opens(dayFirst)).toEqual(["2024-01-11T00:00:00Z", "2024-01-12T00:00:00Z", "2024-01-13T00:00:00Z"]);
  const monthFirst = read(fileOf(["01/11/2024", "01/12/2024", "01/16/2024"]));
  expect(opens(monthFirst)[0]).toBe("2024-01-11T14:30:00Z");
  expect(monthFirst.notes.join()).not.toContain("month/day");
  const open = read(fileOf(["01/04/2024", "01/05/2024"]));
  expect(opens(open)[0]).toBe("2024-01-04T14:30:00Z");
  expect(open.notes).toContain("dates such as 01/02/2024 don't tell day from month: read as month/day");
  expect(opens(read(fileOf(["04.01.2024", "05.01.2024"])))[0]).toBe("2024-01-04T14:30:00Z");
  expect(errorOf(fileOf(["14/01/2024", "01/15/2024"]))).toContain('line 3: can\'t read the time "01/15/2024"');
  expect(errorOf(fileOf(["2024-01-02", "01/03/2024"]))).toContain("BACKSIGHT_CSV_TIME");
});

test("local times in regular hours are New York's; bars end at the close of a short session", () => {
  // The day after Thanksgiving closes at 13:00, 18:00 UTC.
  const bars = read(
    fileOf(["2024-11-29 11:30", "2024-11-29 12:30:00", "2024-12-02 09:30", "2024-12-02 10:30"], "datetime"),
  );
  expect(opens(bars).slice(0, 2)).toEqual(["2024-11-29T16:30:00Z", "2024-11-29T17:30:00Z"]);
  expect(closes(bars).slice(0, 3)).toEqual(["2024-11-29T17:30:00Z", "2024-11-29T18:00:00Z", "2024-12-02T15:30:00Z"]);
  expect(bars.timeframe.label).toBe("1h");
  expect(bars.notes[0]).toBe("time zone not given: read as America/New_York");
});

test("a given time zone is used, also over a change of clocks", () => {
  const options = { timeZone: "Europe/Berlin", calendar: calendarById("24x7") };
  // 2024-03-31: at 01:00 UTC clocks go from 02:00 to 03:00.
  const bars = read(fileOf(["2024-03-31 01:00", "2024-03-31 03:00", "2024-03-31 04:00"]), options);
  expect(opens(bars)).toEqual(["2024-03-31T00:00:00Z", "2024-03-31T01:00:00Z", "2024-03-31T02:00:00Z"]);
  expect(errorOf(fileOf(["2024-03-31 02:30", "2024-03-31 03:30", "2024-03-31 04:30"]), options)).toContain(
    "line 3: clocks in Europe/Berlin skip its time",
  );
});

test("times with offsets are instants, whatever zone is given", () => {
  const file = fileOf(["2024-01-02T14:30:00Z", "2024-01-02T15:31:00+01:00", "2024-01-02 09:32:00-0500"]);
  for (const options of [{}, { timeZone: "Asia/Tokyo" }]) {
    const bars = read(file, options);
    expect(opens(bars)).toEqual(["2024-01-02T14:30:00Z", "2024-01-02T14:31:00Z", "2024-01-02T14:32:00Z"]);
    expect(bars.calendar.id).toBe("us-equity");
  }
  expect(errorOf(fileOf(["2024-01-02T14:30:00Z", "2024-01-02T14:31:00"]))).toContain(
    "BACKSIGHT_CSV_TIME: x.csv line 3",
  );
});

test("date and time of day in two columns, or the whole time in the second", () => {
  const two = `Date,Time,Open,High,Low,Close\n2024-01-02,09:30,1,1,1,1\n2024-01-02,09:31,2,2,2,2\n`;
  expect(opens(read(two))).toEqual(["2024-01-02T14:30:00Z", "2024-01-02T14:31:00Z"]);
  expect(opens(read(two.replace(/09:3/g, "93")))).toEqual(opens(read(two)));
  expect(opens(read(two.replace(/09:(3.)/g, "2024-01-02T14:$1:00Z")))).toEqual(opens(read(two)));
  expect(errorOf(`${two}2024-01-02,soon,1,1,1,1`)).toContain('line 4: can\'t read the time "2024-01-02 soon"');
});

test("epoch numbers: one unit for the column, nanoseconds kept below a millisecond", () => {
  const minutes = (from: number, scale: string) => fileOf([0, 1, 2].map((i) => `${from + i * 60}${scale}`));
  const start = Date.parse("2024-01-02T14:30:00Z") / 1000;
  for (const scale of ["", "000", "000000", "000000000"]) {
    expect(opens(read(minutes(start, scale)))[2]).toBe("2024-01-02T14:32:00Z");
  }
  expect(read(minutes(start, "000000000")).notes[0]).toBe("times are epoch nanoseconds");
  const exact = read(fileOf([`${start}000500000`, `${start + 60}250000000`]), { timeframe: parseTimeframe("1m") });
  expect(Array.from(exact.time)).toEqual([start * 1000 + 0.5, (start + 60) * 1000 + 250]);
  const fractions = read(fileOf([`${start}.5`, `${start + 60}.25`]), { timeframe: parseTimeframe("1m") });
  expect(Array.from(fractions.time)).toEqual([start * 1000 + 500, (start + 60) * 1000 + 250]);
  expect(errorOf(fileOf(["1", "2", "3"]))).toContain('BACKSIGHT_CSV_TIME: x.csv line 2: can\'t read the time "1"');
});

test("weekends mean a market that never closes; a bar may cross midnight there", () => {
  const bars = read(fileOf(["2024-01-06 18:00", "2024-01-06 22:00", "2024-01-07 02:00"]));
  expect(bars.calendar.id).toBe("24x7");
  expect(bars.timeframe.label).toBe("4h");
  expect(closes(bars)).toEqual(["2024-01-06T22:00:00Z", "2024-01-07T02:00:00Z", "2024-01-07T06:00:00Z"]);
  expect(Array.from(bars.session, (day) => day - bars.session[0]!)).toEqual([0, 1, 1]);
});

test("dates that follow no known calendar are their own sessions", () => {
  const bars = read(fileOf(["2006-01-02", "2006-01-03", "2006-01-05"])); // 2006-01-02 was a holiday in New York
  expect(bars.calendar.id).toBe("none");
  expect(closes(bars)).toEqual(["2006-01-03T00:00:00Z", "2006-01-05T00:00:00Z", "2006-01-06T00:00:00Z"]);
  expect(bars.notes).toContain("no session times: each bar closes at the next date, the last one a day later");
  expect(errorOf(fileOf(["2006-01-03", "2006-01-07"]), { calendar: calendarById("us-equity") })).toContain(
    "line 3: 2006-01-07 is no session of the us-equity calendar.",
  );
});

test("daily bars stamped in their session's hours are that session's bars", () => {
  const bars = read(fileOf(["2024-01-02 16:00", "2024-01-03 16:00", "2024-01-04 16:00"]));
  expect(bars.timeframe.label).toBe("1d");
  expect(opens(bars)[0]).toBe("2024-01-02T14:30:00Z");
  expect(closes(bars)).toEqual(["2024-01-02T21:00:00Z", "2024-01-03T21:00:00Z", "2024-01-04T21:00:00Z"]);
});

test("an intraday timeframe makes midnights times of day", () => {
  const bars = read(fileOf(["2024-01-06 00:00", "2024-01-07 00:00"]), { timeframe: parseTimeframe("1h") });
  expect(closes(bars)).toEqual(["2024-01-06T01:00:00Z", "2024-01-07T01:00:00Z"]);
});

test("what is given is used and not noted", () => {
  const bars = read(DAILY, {
    timeframe: parseTimeframe("1d"),
    calendar: calendarById("24x7"),
    adjustment: "split",
    symbol: "AAPL",
  });
  expect(opens(bars)[0]).toBe("2024-01-02T00:00:00Z");
  expect(bars.adjustment).toBe("split");
  expect(bars.notes).toEqual(["columns not used: Adj Close"]);
});

test("a stream of chunks gives the same bars", async () => {
  async function* chunks() {
    for (const line of DAILY.split(/(?<=\n)/)) yield encoder.encode(line);
  }
  expect(await readCsvBars(chunks(), { path: "x.csv", defaultSymbol: "X" })).toEqual(read(DAILY));
});
