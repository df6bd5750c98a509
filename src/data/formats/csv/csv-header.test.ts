import { expect, test } from "vitest";
import { FIELD_ROLES } from "../column-roles.ts";
import { parseCsvHeader } from "./csv-header.ts";

function roles(line: string): string {
  return Array.from(parseCsvHeader(line, 1, "x.csv").roles, (code) => FIELD_ROLES[code]).join(" ");
}

test.each([
  ["date,open,high,low,close,volume", "time open high low close volume"],
  ["Date;Open;High;Low;Close;Volume", "time open high low close volume"],
  ["DATE\tTIME\tOPEN\tHIGH\tLOW\tCLOSE", "time timeOfDay open high low close"],
  ["t,o,h,l,c,v", "time open high low close volume"],
  ['"Date","Open","High","Low","Close","Adj Close","Volume"', "time open high low close skip volume"],
  ["<TICKER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>", "symbol time timeOfDay open high low close volume"],
  ["timestamp,1. open,2. high,3. low,4. close,5. volume", "time open high low close volume"],
  ["unix,date,symbol,open,high,low,close,Volume BTC", "skip time symbol open high low close skip"],
  ["ticker,volume,open,close,high,low,window_start,transactions", "symbol volume open close high low time skip"],
  [",Open,High,Low,Close", "time open high low close"],
  ["Date,Close/Last,Volume,Open,High,Low", "time close volume open high low"],
])("%s", (line, expected) => {
  expect(roles(line)).toBe(expected);
});

test("says which columns aren't used", () => {
  expect(parseCsvHeader("Date,Open,High,Low,Close,Adj Close,Trades", 1, "x.csv").unused).toEqual([
    "Adj Close",
    "Trades",
  ]);
});

test.each([
  ["date,open,high,close", "has no low column; its header is: date, open, high, close. Name the columns"],
  [
    "date,open,hihg,low,close",
    'has no high column; its header is: date, open, hihg, low, close. Did you mean "high" by "hihg"?',
  ],
  [
    "daet,open,high,low,close",
    'has no date or time column; its header is: daet, open, high, low, close. Did you mean "date" by "daet"?',
  ],
  ["2024-01-02,1,2,0.5,1.5,100", "Its first line already holds a bar: put a header line above it."],
  ["nothing here", "has no date or time column; its header is: nothing here."],
])("%s is refused", (line, message) => {
  expect(() => parseCsvHeader(line, 1, "x.csv")).toThrow(message);
});

test("a name twice is refused", () => {
  expect(() => parseCsvHeader("date,open,high,low,close,Close", 3, "x.csv")).toThrow(
    'x.csv line 3: the header names the column "close" twice',
  );
});
