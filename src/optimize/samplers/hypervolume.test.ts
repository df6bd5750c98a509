import fc from "fast-check";
import { expect, it } from "vitest";
import { hypervolume } from "./hypervolume.ts";

it("is the area of the union of rectangles", () => {
  // 3 × 1 and 1 × 3 above the origin share 1 × 1; (2, 0.5) is inside the first, (−1, 9) isn't above.
  const points = [
    [1, 3],
    [3, 1],
    [2, 0.5],
    [-1, 9],
    [NaN, 4],
  ];
  expect(hypervolume(points, [0, 0])).toBe(5);
  expect(hypervolume([], [0, 0])).toBe(0);
  expect(() => hypervolume([[1, 2, 3]], [0, 0])).toThrow("objectives[0] must hold 2 values, held 3");
});

it("counts the unit squares that some point dominates", () => {
  const point = fc.tuple(fc.integer({ min: -2, max: 8 }), fc.integer({ min: -2, max: 8 }));
  fc.assert(
    fc.property(fc.array(point, { maxLength: 12 }), (points) => {
      let squares = 0;
      for (let x = 0; x < 8; x++) {
        for (let y = 0; y < 8; y++) if (points.some(([a, b]) => a > x && b > y)) squares++;
      }
      expect(hypervolume(points, [0, 0])).toBe(squares);
    }),
  );
});
