import { describe, expect, it } from "vitest";
import { intradayBars } from "../../../test/support/intraday-simulation.ts";
import { thrown } from "../../../test/support/thrown.ts";
import { columnsOf } from "../../series/columns.ts";
import { SeriesGraph } from "../../series/series-graph.ts";
import { atrStop } from "./atr-stop.ts";
import { chandelierStop } from "./chandelier-stop.ts";

// True ranges from the second bar on: 4 (106 − 102), 8 (108 − 100), 2 (104 − 102).
const columns = columnsOf(
  new SeriesGraph(
    intradayBars([
      [100, 102, 98, 102],
      [104, 106, 102, 105],
      [106, 108, 100, 102],
      [103, 104, 102, 103],
    ]),
  ),
);

describe("stops by range", () => {
  it("stand so many average ranges from the close", () => {
    // Averages over 2: 6 at bar 2, then (6 + 2) / 2 = 4.
    expect([...atrStop(columns, { length: 2, multiple: 2 }).values]).toEqual([NaN, NaN, 102 - 12, 103 - 8]);
    expect([...atrStop(columns, { length: 2, multiple: 2, side: "short" }).values]).toEqual([NaN, NaN, 114, 111]);
  });

  it("hang below the highest high, or stand above the lowest low", () => {
    expect([...chandelierStop(columns, { length: 2, multiple: 1 }).values]).toEqual([NaN, NaN, 108 - 6, 108 - 4]);
    expect([...chandelierStop(columns, { length: 2, multiple: 1, side: "short" }).values]).toEqual([
      NaN,
      NaN,
      106,
      104,
    ]);
  });

  it("take 14 and 22 bars and 3 ranges when nothing is said", () => {
    expect(atrStop(columns)).toEqual(atrStop(columns, { length: 14, multiple: 3, side: "long" }));
    expect(atrStop(columns)).not.toEqual(atrStop(columns, { length: 15 }));
    expect(chandelierStop(columns)).toEqual(chandelierStop(columns, { length: 22, multiple: 3, side: "long" }));
  });

  it("refuse what is no distance and no side", () => {
    expect(thrown(() => atrStop(columns, { multiple: 0 })).message).toContain(
      "multiple must be a finite number above 0",
    );
    expect(thrown(() => chandelierStop(columns, { side: "up" as never })).message).toContain('side must be "long"');
  });
});
