import { expect, test } from "vitest";
import { sparkline } from "./sparkline.ts";

test("each value as high as it is between the least and the most", () => {
  expect(sparkline(Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7), 20)).toBe("▁▂▃▄▅▆▇█");
  expect(sparkline(Float64Array.of(10, 30, 10, 20), 4)).toBe("▁█▁▅");
});

test("more values than room: the last of each share", () => {
  expect(sparkline(Float64Array.of(5, 0, 5, 7, 5, 3), 3)).toBe("▁█▄");
  expect(
    sparkline(
      new Float64Array(100_000).map((_, i) => i),
      8,
    ),
  ).toBe("▁▂▃▄▅▆▇█");
});

test("steady values stand in the middle, none give nothing", () => {
  expect(sparkline(Float64Array.of(3, 3, 3), 9)).toBe("▄▄▄");
  expect(sparkline(new Float64Array(0), 9)).toBe("");
});
