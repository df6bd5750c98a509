import { expect, test } from "vitest";
import { aroundTheClock } from "./around-the-clock.ts";
import { calendarById } from "./calendar-by-id.ts";
import { forex } from "./forex.ts";
import { usEquity } from "./us-equity.ts";

test("calendars by their ids", () => {
  expect(calendarById("us-equity")).toBe(usEquity);
  expect(calendarById("24x7")).toBe(aroundTheClock);
  expect([calendarById("24x5"), calendarById("forex")]).toEqual([forex, forex]);
});

test("an unknown id is named with the nearest known one and all of them", () => {
  expect(() => calendarById("us_equity")).toThrow(
    'unknown calendar "us_equity". Did you mean "us-equity"? Known: us-equity, 24x7, 24x5.',
  );
  expect(() => calendarById("none")).toThrow(expect.objectContaining({ code: "BACKSIGHT_OPTION_UNKNOWN" }));
});
