import { describe, expect, expectTypeOf, it } from "vitest";
import { randomMarket } from "../../test/support/random-market.ts";
import { thrown } from "../../test/support/thrown.ts";
import { columnsOf } from "../series/columns.ts";
import type { Series } from "../series/series.ts";
import { SeriesGraph } from "../series/series-graph.ts";
import { atr, atrIndicator } from "./atr.ts";
import { highest } from "./highest.ts";
import { compute, defineIndicator, streamOf } from "./indicator.ts";
import { oneOutput } from "./indicator-stream.ts";
import { macd, macdIndicator } from "./macd.ts";
import { sma, smaIndicator } from "./sma.ts";
import { vwma } from "./vwma.ts";

const bars = randomMarket("lively", 8, 120);

describe("lazy and plain", () => {
  it("the type follows the columns", () => {
    const { close } = columnsOf(new SeriesGraph(bars));
    expectTypeOf(sma(close, 3)).toEqualTypeOf<Series>();
    expectTypeOf(sma(bars.close, 3)).toEqualTypeOf<Float64Array>();
    expectTypeOf(macd(close).signal).toEqualTypeOf<Series>();
    expectTypeOf<keyof ReturnType<typeof macd<Series>>>().toEqualTypeOf<"macd" | "signal" | "histogram">();
    expect(sma(close, 3).values).toStrictEqual(sma(bars.close, 3, { ticksPerUnit: 100 }));
  });

  it("several outputs are computed once, by one node", () => {
    const graph = new SeriesGraph(bars);
    const { close } = columnsOf(graph);
    let batches = 0;
    const counted = defineIndicator({
      ...macdIndicator,
      batch(...args) {
        batches++;
        return macdIndicator.batch(...args);
      },
    });
    const first = compute(counted, [close], [3, 6, 2]);
    const again = compute(counted, [close], [3, 6, 2]);
    expect(first.signal.node).toBe(again.signal.node);
    expect(first.signal.node).not.toBe(first.macd.node);
    void [first.signal.values, first.macd.values, again.histogram.values];
    expect(batches).toBe(1);
  });

  it("a column computed from another keeps its grid only where it lies on it", () => {
    const { close } = columnsOf(new SeriesGraph(bars));
    expect(highest(close, 4).node.ticksPerUnit).toBe(100);
    expect(sma(close, 4).node.ticksPerUnit).toBeNull();
    expect(sma(highest(close, 4), 3).values).toStrictEqual(sma(highest(bars.close, 4), 3, { ticksPerUnit: 100 }));
  });

  it("columns of different bars don't mix", () => {
    const here = columnsOf(new SeriesGraph(bars));
    const there = columnsOf(new SeriesGraph(bars));
    expect(thrown(() => atr(here.high, here.low, there.close)).code).toBe("BACKSIGHT_SERIES_FOREIGN");
  });
});

describe("the tick grid of plain columns", () => {
  it("must hold for every price, and be a whole number", () => {
    const error = thrown(() => sma(Float64Array.of(1.25, 1.5), 2, { ticksPerUnit: 2 }));
    expect(error.code).toBe("BACKSIGHT_ARGUMENT");
    expect(error.message).toContain("1.25");
    expect(thrown(() => sma(Float64Array.of(1), 1, { ticksPerUnit: 0.5 })).code).toBe("BACKSIGHT_ARGUMENT");
    expect(thrown(() => streamOf(smaIndicator, [2], { ticksPerUnit: 0 })).code).toBe("BACKSIGHT_ARGUMENT");
  });

  it("says nothing about volume, and passes over missing prices", () => {
    const volume = Float64Array.of(0.123, 0.456, 1);
    expect(vwma(Float64Array.of(1, 2, 3), volume, 1, { ticksPerUnit: 1 })[1]).toBe(2);
    expect([...sma(Float64Array.of(NaN, 1, 2), 2, { ticksPerUnit: 1 })]).toStrictEqual([NaN, NaN, 1.5]);
  });
});

describe("streamOf", () => {
  it("takes bars one by one", () => {
    const stream = streamOf(atrIndicator, [5], { ticksPerUnit: bars.ticksPerUnit });
    const values = bars.close.map((close, i) => stream.update(bars.high[i]!, bars.low[i]!, close));
    expect(values).toStrictEqual(atr(bars.high, bars.low, bars.close, 5, { ticksPerUnit: 100 }));
  });

  it("checks its parameters", () => {
    expect(thrown(() => streamOf(smaIndicator, [0])).code).toBe("BACKSIGHT_ARGUMENT");
  });

  it("streams of one indicator are independent", () => {
    const [first, second] = [streamOf(smaIndicator, [2]), streamOf(smaIndicator, [2])];
    first.update(1);
    second.update(5);
    expect([first.update(3), second.update(7)]).toStrictEqual([2, 6]);
  });
});

it("runs the stream over the columns where an indicator has no batch form of its own", () => {
  const spread = defineIndicator({
    name: "spread",
    inputs: ["high", "low"],
    params: [],
    outputs: ["spread"],
    check: () => {},
    firstDefined: () => 0,
    settled: () => 0,
    stream: () => oneOutput((high, low) => high - low),
  });
  expect([...compute(spread, [Float64Array.of(3, 5), Float64Array.of(1, 4)], []).spread]).toStrictEqual([2, 1]);
});
