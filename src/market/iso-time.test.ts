import { expect, test } from "vitest";
import { isoTime } from "./iso-time.ts";

test("instants as ISO 8601, numbers that are no date as they are", () => {
  expect(isoTime(0)).toBe("1970-01-01T00:00:00Z");
  expect(isoTime(1500)).toBe("1970-01-01T00:00:01.500Z");
  expect(isoTime(NaN)).toBe("NaN");
  expect(isoTime(9e15)).toBe("9000000000000000");
});
