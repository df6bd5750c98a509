import { expect, it } from "vitest";
import { ColumnsOnDemand } from "./columns-on-demand.ts";

it("works a column out when it is asked for, and reads like a map", () => {
  const worked: string[] = [];
  const work = (name: string, column: Float64Array) => () => {
    worked.push(name);
    return column;
  };
  const [fast, slow] = [Float64Array.of(1), Float64Array.of(2)];
  const columns = new ColumnsOnDemand(
    new Map([
      ["fast", work("fast", fast)],
      ["slow", work("slow", slow)],
    ]),
  );
  expect([columns.size, columns.has("fast"), columns.has("other"), [...columns.keys()]]).toEqual([
    2,
    true,
    false,
    ["fast", "slow"],
  ]);
  expect(worked).toEqual([]);
  expect(columns.get("slow")).toBe(slow);
  expect(columns.get("other")).toBeUndefined();
  expect(worked).toEqual(["slow"]);
  expect([...columns]).toEqual([
    ["fast", fast],
    ["slow", slow],
  ]);
  expect([...columns.values()]).toEqual([fast, slow]);
  const seen: string[] = [];
  columns.forEach((column, name, all) => {
    expect(all.get(name)).toBe(column);
    seen.push(name);
  });
  expect(seen).toEqual(["fast", "slow"]);
});
