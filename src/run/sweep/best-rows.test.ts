import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BestRows } from "./best-rows.ts";

function bestOf(scores: readonly number[], count: number) {
  const best = new BestRows<string>(count);
  for (const [row, score] of scores.entries()) best.offer(row, score, () => `row ${row}`);
  return best.list();
}

describe("BestRows", () => {
  it("keeps what sorting all rows puts first, whatever their order", () => {
    const score = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(NaN, Infinity, -Infinity));
    fc.assert(
      fc.property(fc.array(score, { maxLength: 60 }), fc.integer({ min: 0, max: 12 }), (scores, count) => {
        const plain = scores
          .map((value, row) => ({ row, score: value, value: `row ${row}` }))
          .filter((row) => !Number.isNaN(row.score))
          .sort((a, b) => (a.score === b.score ? a.row - b.row : a.score > b.score ? -1 : 1))
          .slice(0, count);
        expect(bestOf(scores, count)).toEqual(plain);
      }),
    );
  });

  it("keeps what says the same once: the earliest", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }),
        fc.integer({ min: 0, max: 12 }),
        (scores, count) => {
          const best = new BestRows<string>(count, (value) => value);
          for (const [row, score] of scores.entries()) best.offer(row, score, () => `score ${score}`);
          const once = [...new Set(scores)].sort((a, b) => b - a).slice(0, count);
          expect(best.list()).toEqual(
            once.map((score) => ({ row: scores.indexOf(score), score, value: `score ${score}` })),
          );
        },
      ),
    );
  });

  it("asks for the value of a row only where it keeps the row", () => {
    const best = new BestRows<number>(1);
    const asked: number[] = [];
    for (const [row, score] of [2, 1, 3].entries()) best.offer(row, score, () => asked.push(row));
    expect(asked).toEqual([0, 2]);
  });
});
