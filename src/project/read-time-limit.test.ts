import { expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { readTimeLimit } from "./read-time-limit.ts";

it("reads times in seconds", () => {
  expect(["30s", "10m", "2h", "none", undefined].map(readTimeLimit)).toEqual([30, 600, 7200, null, 600]);
});

it.each(["0s", "10", "1d", "-5s", ""])("refuses %j", (text) => {
  expect(thrown(() => readTimeLimit(text)).message).toContain("time-limit must be 30s, 10m, 2h or none");
});
