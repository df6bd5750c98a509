import { describe, expect, it } from "vitest";
import { aroundTheClock } from "../../../market/calendar/around-the-clock.ts";
import { dateOfDay, dayOfDate } from "../../../market/calendar/calendar.ts";
import { usEquity } from "../../../market/calendar/us-equity.ts";
import { dayAt, rangeOfDay } from "../range-of-day.ts";
import { stretchesOfDays } from "./stretches-of-days.ts";

function stretches(dates: readonly string[], calendar = usEquity, dataset: "bars" | "trades" = "bars") {
  const days = dates.map((date) => {
    const [year, month, day] = date.split("-").map(Number);
    return rangeOfDay(calendar, dayOfDate(year!, month!, day!));
  });
  return stretchesOfDays(days, calendar, dataset).map((stretch) =>
    stretch.map(({ from }) => dateOfDay(dayAt(calendar, from)).slice(5)).join(" "),
  );
}

describe("stretchesOfDays", () => {
  it("bridges weekends and holidays, not sessions that aren't there", () => {
    // Friday, Monday; Good Friday is the 29th of March; the 3rd of April is missing.
    expect(stretches(["2024-03-22", "2024-03-25", "2024-03-28", "2024-04-01", "2024-04-02", "2024-04-04"])).toEqual([
      "03-22 03-25",
      "03-28 04-01 04-02",
      "04-04",
    ]);
    expect(stretches(["2024-03-22", "2024-03-23", "2024-03-25"], aroundTheClock)).toEqual(["03-22 03-23", "03-25"]);
  });

  it("ends bars with the year and ticks with the month", () => {
    const dates = ["2023-12-28", "2023-12-29", "2024-01-02"];
    expect(stretches(dates)).toEqual(["12-28 12-29", "01-02"]);
    expect(stretches(["2024-01-31", "2024-02-01"], usEquity, "trades")).toEqual(["01-31", "02-01"]);
    expect(stretches(["2024-01-31", "2024-02-01"])).toEqual(["01-31 02-01"]);
  });

  it("doesn't trust days that the calendar doesn't know", () => {
    expect(stretches(["2031-01-03", "2031-01-06"])).toEqual(["01-03", "01-06"]);
    expect(stretches(["2031-01-02", "2031-01-03"])).toEqual(["01-02 01-03"]);
    expect(stretches([])).toEqual([]);
  });
});
