import { expect, test } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { dayOfDate } from "./calendar/calendar.ts";
import { instrumentCalled, symbolOn, tickerHistory, universeOn } from "./ticker-history.ts";

// Facebook took the name META on 2022-06-09; until January of that year a fund was called META.
const META = tickerHistory([
  { symbol: "META", from: dayOfDate(2022, 6, 9) },
  { symbol: "FB", from: dayOfDate(2012, 5, 18) },
]);
const FUND = tickerHistory([{ symbol: "META", from: dayOfDate(2021, 6, 30) }], dayOfDate(2022, 1, 31));

test("an instrument keeps its identity through names", () => {
  expect(META.id).toBe("FB@2012-05-18");
  expect(symbolOn(META, dayOfDate(2022, 6, 8))).toBe("FB");
  expect(symbolOn(META, dayOfDate(2022, 6, 9))).toBe("META");
  expect(symbolOn(META, dayOfDate(2012, 5, 17))).toBeNull();
});

test("a name that is used again is another instrument", () => {
  const all = [META, FUND];
  expect(instrumentCalled(all, "META", dayOfDate(2022, 1, 3))).toBe(FUND);
  expect(instrumentCalled(all, "META", dayOfDate(2022, 1, 31))).toBeNull();
  expect(instrumentCalled(all, "META", dayOfDate(2023, 1, 3))).toBe(META);
});

test("the universe of a day holds what is gone today", () => {
  expect(universeOn([META, FUND], dayOfDate(2021, 12, 1))).toEqual([META, FUND]);
  expect(universeOn([META, FUND], dayOfDate(2022, 12, 1))).toEqual([META]);
  expect(universeOn([META, FUND], dayOfDate(2010, 1, 1))).toEqual([]);
});

test("impossible lives are refused", () => {
  expect(thrown(() => tickerHistory([])).code).toBe("BACKSIGHT_ARGUMENT");
  expect(
    thrown(() =>
      tickerHistory([
        { symbol: "A", from: 5 },
        { symbol: "B", from: 5 },
      ]),
    ).code,
  ).toBe("BACKSIGHT_ARGUMENT");
  expect(thrown(() => tickerHistory([{ symbol: "A", from: 5 }], 5)).code).toBe("BACKSIGHT_ARGUMENT");
});
