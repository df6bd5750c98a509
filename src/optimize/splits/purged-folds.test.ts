import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinatorialPurgedFolds } from "./combinatorial-purged-folds.ts";
import { purgedFolds } from "./purged-folds.ts";

describe("purgedFolds", () => {
  it("leaves out what overlaps the test by its own outcomes' ends", () => {
    // Test of rows 3 to 5, whose outcomes reach row 7. Row 1 is open until 3, row 2 closes at once; row 8 is embargoed.
    const outcomeEnds = [0, 3, 2, 4, 7, 6, 6, 9, 8, 9, 10];
    const [, second] = purgedFolds(11, { folds: 3, outcomeEnds, embargo: 1 });
    expect(second!.test).toEqual({ start: 3, end: 6 });
    expect([...second!.train]).toEqual([0, 2, 9, 10]);
  });

  it("is the combinatorial split with one fold under test", () => {
    const shape = fc.record({
      rows: fc.integer({ min: 6, max: 60 }),
      folds: fc.integer({ min: 2, max: 6 }),
      purge: fc.integer({ min: 0, max: 4 }),
      embargo: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(shape, ({ rows, ...options }) => {
        const expected = combinatorialPurgedFolds(rows, { ...options, testFolds: 1 });
        const folds = purgedFolds(rows, options);
        expect(folds.map(({ train }) => [...train])).toEqual(expected.map(({ train }) => [...train]));
        expect(folds.map(({ test }) => [test.start, test.end - 1])).toEqual(
          expected.map(({ test }) => [test[0]![0], test[0]!.at(-1)]),
        );
      }),
    );
  });

  it("refuses outcomes that end before they begin, or two rules at once", () => {
    expect(() => purgedFolds(3, { folds: 2, outcomeEnds: [0, 0, 2] })).toThrow(
      "outcomeEnds[1] must be an integer from 1",
    );
    expect(() => purgedFolds(3, { folds: 2, outcomeEnds: [0, 1] })).toThrow("outcomeEnds must hold 3 values, held 2");
    expect(() => purgedFolds(3, { folds: 2, outcomeEnds: [0, 1, 2], purge: 1 })).toThrow("left out when outcomeEnds");
    expect(() => purgedFolds(3, { folds: 4 })).toThrow("rows must be an integer from 4, was 3");
  });
});
