import { expect, it } from "vitest";
import { parseTimeframe } from "../../market/timeframe.ts";
import { finishedBefore } from "./finished-before.ts";

it.each([
  // An hour that opened at 09:00 ended at 10:00; a minute later it is given.
  ["1h", "2025-01-10T10:01:00Z", "2025-01-10T09:00:00.001Z"],
  ["1h", "2025-01-10T10:00:59Z", "2025-01-10T08:59:59.001Z"],
  ["1d", "2025-01-10T00:01:00Z", "2025-01-09T00:00:00.001Z"],
  ["1mo", "2025-02-01T00:01:00Z", "2025-01-01T00:00:00.001Z"],
])("%s at %s: bars that open before %s", (timeframe, now, before) => {
  expect(new Date(finishedBefore(Date.parse(now), parseTimeframe(timeframe))).toISOString()).toBe(before);
});
