import { describe, expect, it } from "vitest";
import { progressPace, progressText } from "./progress-pace.ts";

const bytes = (done: number, total?: number) =>
  ({ task: "fetching", done, unit: "bytes", ...(total !== undefined && { total }) }) as const;

describe("progressPace", () => {
  it("is the mean since the stage began", () => {
    const paceAt = progressPace();
    expect(paceAt(bytes(1e6, 10e6), 0)).toEqual({ rate: null, secondsLeft: null });
    // 4 MB in 2 s, 5 MB are left.
    expect(paceAt(bytes(5e6, 10e6), 2000)).toEqual({ rate: 2e6, secondsLeft: 2.5 });
    expect(paceAt(bytes(10e6, 10e6), 3000)).toEqual({ rate: 3e6, secondsLeft: 0 });
  });

  it("begins anew with another end, another unit, or a count that went back", () => {
    for (const next of [bytes(6e6, 20e6), { ...bytes(6e6, 10e6), unit: "steps" } as const, bytes(4e6, 10e6)]) {
      const paceAt = progressPace();
      paceAt(bytes(0, 10e6), 0);
      paceAt(bytes(5e6, 10e6), 1000);
      expect(paceAt(next, 2000)).toEqual({ rate: null, secondsLeft: null });
    }
  });

  it("has no time left where the end isn't known, or nothing moves", () => {
    const paceAt = progressPace();
    paceAt(bytes(0), 0);
    expect(paceAt(bytes(2e6), 1000)).toEqual({ rate: 2e6, secondsLeft: null });
    const stuck = progressPace();
    stuck(bytes(0, 5), 0);
    expect(stuck(bytes(0, 5), 9000)).toEqual({ rate: null, secondsLeft: null });
  });
});

describe("progressText", () => {
  it.each([
    [bytes(12.34e6, 40e6), { rate: 4.06e6, secondsLeft: 6.8 }, ["12.3 of 40.0 MB", "4.1 MB/s", "7 s left"]],
    [bytes(12.34e6), { rate: null, secondsLeft: null }, ["12.3 MB"]],
    [bytes(0, 9e9), { rate: 1e6, secondsLeft: 9000 }, ["0.0 of 9000.0 MB", "1.0 MB/s", "2 h 30 min left"]],
    [bytes(0, 9e8), { rate: 1e6, secondsLeft: 900 }, ["0.0 of 900.0 MB", "1.0 MB/s", "15 min left"]],
    [{ task: "", done: 3, total: 9, unit: "steps" }, { rate: 1, secondsLeft: 6 }, ["3 of 9 steps", "6 s left"]],
    [{ task: "", done: 3, unit: "rows" }, { rate: null, secondsLeft: null }, ["3 rows"]],
  ] as const)("%j at %j", (progress, pace, facts) => {
    expect(progressText(progress, pace)).toEqual(facts);
  });
});
