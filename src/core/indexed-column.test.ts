import { expect, it } from "vitest";
import { columnFrom } from "./indexed-column.ts";

it("columnFrom leaves the first rows out, and nothing lies outside", () => {
  const column = columnFrom(Float64Array.of(1, 2, 3, 4), 1);
  expect(column.length).toBe(3);
  expect([-1, 0, 2, 3].map((row) => column.at(row))).toEqual([undefined, 2, 4, undefined]);
});
