import { describe, expect, it } from "vitest";
import { readLengths } from "./read-lengths.ts";
import { readMatrix } from "./read-matrix.ts";

describe("readLengths", () => {
  it("knows a year, a quarter and a month of sessions", () => {
    expect(readLengths({})).toEqual({
      ...{ unit: "sessions", train: 252, test: 63, step: 21 },
      ...{ isAnchored: false, purge: "longest-holding", embargo: 0 },
    });
  });

  it("steps by the test where that is given", () => {
    expect(readLengths({ test: "30" })).toMatchObject({ train: 252, test: 30, step: 30 });
    expect(readLengths({ test: 30, step: 7 })).toMatchObject({ step: 7 });
  });

  it("takes lengths of calendar time for what they are", () => {
    expect(readLengths({ train: "2y", test: "6mo", anchored: true })).toEqual({
      ...{ unit: "calendar", train: "2y", test: "6mo", step: "6mo" },
      ...{ isAnchored: true, purge: "longest-holding", embargo: "0d" },
    });
  });

  it.each([
    [{ train: "2y" }, "train and test"],
    [{ train: 2.5 }, "train must be a whole number from 1 on, was 2.5"],
    [{ test: 0 }, "test must be a whole number from 1 on"],
    [{ purge: -1 }, "purge must be a whole number from 0 on"],
    [{ unit: "weeks" }, "unit must be one of sessions, bars, calendar, was weeks"],
    [{ train: "2y", test: 30 }, "test must be a length of calendar time"],
  ])("refuses %j", (wish, message) => expect(() => readLengths(wish)).toThrow(message));
});

describe("readMatrix", () => {
  it("reads lengths of training and test, in any order", () => {
    const { matrix, lengths } = readMatrix(["test=21,63", "train=126, 252"], {});
    expect(matrix).toEqual({ train: [126, 252], test: [21, 63] });
    expect(lengths).toMatchObject({ train: 126, test: 21, step: 21, unit: "sessions" });
    expect(readMatrix(["train=1y,2y", "test=6mo"], {}).matrix).toEqual({ train: ["1y", "2y"], test: ["6mo"] });
  });

  it.each([[["train=1,2"]], [["train=1", "test=2", "step=3"]], [["train", "test=5"]], [["train=1,x", "test=5"]]])(
    "refuses %j",
    (texts) => expect(() => readMatrix(texts, {})).toThrow(/must be/),
  );
});
