import { describe, expect, it } from "vitest";
import { restOfBar } from "./rest-of-bar.ts";

const bar = { open: 100, high: 110, low: 95, close: 104 };

describe("restOfBar", () => {
  it("counts in mode worst what surely comes later, and the adverse extreme", () => {
    expect(restOfBar("limit", 1, 97, bar, "worst")).toEqual([95, 104]);
    expect(restOfBar("stop", 1, 105, bar, "worst")).toEqual([95, 110, 104]);
    expect(restOfBar("limit", -1, 105, bar, "worst")).toEqual([110, 104]);
    expect(restOfBar("stop", -1, 97, bar, "worst")).toEqual([110, 95, 104]);
  });

  it("counts in mode best the favourable extreme first", () => {
    expect(restOfBar("limit", 1, 97, bar, "best")).toEqual([110, 95, 104]);
    expect(restOfBar("stop", 1, 105, bar, "best")).toEqual([110, 104]);
  });

  it("walks along a path from the leg that brought the entry", () => {
    expect(restOfBar("limit", 1, 97, bar, "ohlc")).toEqual([95, 104]);
    expect(restOfBar("limit", 1, 97, bar, "olhc")).toEqual([95, 110, 104]);
    expect(restOfBar("stop", 1, 105, bar, "ohlc")).toEqual([110, 95, 104]);
    expect(restOfBar("stop", 1, 105, bar, "olhc")).toEqual([110, 104]);
    expect(restOfBar("limit", -1, 105, bar, "ohlc")).toEqual([110, 95, 104]);
    expect(restOfBar("stop", -1, 97, bar, "ohlc")).toEqual([95, 104]);
  });
});
