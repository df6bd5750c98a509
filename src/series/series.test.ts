import { describe, expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { aroundTheClock } from "../market/calendar/around-the-clock.ts";
import { createBars } from "../market/create-bars.ts";
import { instrument } from "../market/instrument.ts";
import { timeframe } from "../market/timeframe.ts";
import { columnsOf } from "./columns.ts";
import type { Mask } from "./mask.ts";
import type { Series } from "./series.ts";
import { SeriesGraph } from "./series-graph.ts";

const DAY_MS = 86_400_000;

/** Four daily bars: opens 2, 4, 4, 8; closes 4, 4, 2, 10. */
function fourBars() {
  const [open, close] = [Float64Array.of(2, 4, 4, 8), Float64Array.of(4, 4, 2, 10)];
  const time = Float64Array.from([0, 1, 2, 3], (day) => day * DAY_MS);
  return createBars({
    instrument: instrument("FOUR"),
    timeframe: timeframe(1, "d"),
    calendar: aroundTheClock,
    time,
    closeTime: time.map((opens) => opens + DAY_MS),
    open,
    high: Float64Array.of(4, 4, 4, 10),
    low: Float64Array.of(2, 4, 2, 8),
    close,
    volume: Float64Array.of(0, 1, NaN, 3),
    source: "test",
  });
}

const { open, close, volume } = columnsOf(new SeriesGraph(fourBars()));
const numbers = (series: Series): number[] => [...series.values];
const flags = (mask: Mask): string => mask.values.join("");

describe("arithmetic", () => {
  it("works bar by bar on columns, arrays and numbers", () => {
    expect(numbers(close.plus(open))).toStrictEqual([6, 8, 6, 18]);
    expect(numbers(close.minus(1))).toStrictEqual([3, 3, 1, 9]);
    expect(numbers(close.times(Float64Array.of(1, 2, 3, 4)))).toStrictEqual([4, 8, 6, 40]);
    expect(numbers(close.over(open))).toStrictEqual([2, 1, 0.5, 1.25]);
    expect(numbers(open.minus(close).abs())).toStrictEqual([2, 0, 2, 2]);
  });

  it("is undefined where an operand is, and over 0", () => {
    expect(numbers(close.plus(volume))).toStrictEqual([4, 5, NaN, 13]);
    expect(numbers(close.over(volume))).toStrictEqual([NaN, 4, NaN, 10 / 3]);
    expect(numbers(close.over(0))).toStrictEqual([NaN, NaN, NaN, NaN]);
  });
});

describe("comparison", () => {
  it("works bar by bar on columns, arrays and numbers", () => {
    expect([close.gt(open), close.ge(open), close.lt(open), close.le(open), close.eq(open)].map(flags)).toStrictEqual([
      "1001",
      "1101",
      "0010",
      "0110",
      "0100",
    ]);
    expect([close.gt(4), close.ge(4), close.lt(4), close.le(4), close.eq(4)].map(flags)).toStrictEqual([
      "0001",
      "1101",
      "0010",
      "1110",
      "1100",
    ]);
    expect(flags(close.gt(Float64Array.of(9, 3, 9, 3)))).toBe("0101");
  });

  it("is no where an operand is undefined, whatever is asked", () => {
    const answers = [volume.gt(0), volume.ge(0), volume.lt(9), volume.le(9), volume.eq(volume)].map(flags);
    expect(answers.map((text) => text[2])).toStrictEqual(["0", "0", "0", "0", "0"]);
  });
});

describe("shifts", () => {
  it("lag looks back, undefined for the first bars, and further back than the data", () => {
    expect(numbers(close.lag())).toStrictEqual([NaN, 4, 4, 2]);
    expect(numbers(close.lag(3))).toStrictEqual([NaN, NaN, NaN, 4]);
    expect(numbers(close.lag(9))).toStrictEqual([NaN, NaN, NaN, NaN]);
    expect(numbers(close.lag(0))).toStrictEqual([4, 4, 2, 10]);
    expect(close.lag(1).node.isCausal).toBe(true);
  });

  it("lead looks ahead, isn't causal, and neither is what is built on it", () => {
    const future = close.lead(1, { unsafe: true });
    expect(numbers(future)).toStrictEqual([4, 2, 10, NaN]);
    expect(future.node.isCausal).toBe(false);
    expect(future.minus(close).gt(0).or(close.gt(open)).node.isCausal).toBe(false);
    expect(future.lag(1).node.isCausal).toBe(false);
  });

  it("lead must be asked for as unsafe", () => {
    const plain = close as unknown as { lead(bars: number, options?: object): Series };
    expect(thrown(() => plain.lead(1)).code).toBe("BACKSIGHT_ARGUMENT");
    expect(thrown(() => plain.lead(1, {})).message).toContain("unsafe: true");
  });

  it("go by whole bars, backwards only", () => {
    expect(thrown(() => close.lag(-1)).code).toBe("BACKSIGHT_ARGUMENT");
    expect(thrown(() => close.lag(1.5)).code).toBe("BACKSIGHT_ARGUMENT");
    expect(thrown(() => close.lead(-1, { unsafe: true })).code).toBe("BACKSIGHT_ARGUMENT");
  });
});

describe("a whole column isn't a number", () => {
  const loose = close as unknown as number;

  it("refuses operators, and names the methods", () => {
    const attempts: (() => unknown)[] = [
      () => loose > 5,
      () => loose + 1,
      () => loose * 2,
      () => -loose,
      () => loose <= 5,
    ];
    for (const attempt of attempts) {
      const error = thrown(attempt);
      expect(error.code).toBe("BACKSIGHT_SERIES_OPERATOR");
      expect(error.message).toContain("close.gt(open)");
    }
  });

  it("is text in a message", () => {
    expect(`${close.gt(open)}`).toBe("gt(close, open)");
  });
});

describe("operands", () => {
  it("must belong to the same bars", () => {
    const other = columnsOf(new SeriesGraph(fourBars())).close;
    expect(thrown(() => close.plus(other)).code).toBe("BACKSIGHT_SERIES_FOREIGN");
    expect(thrown(() => close.gt(other)).message).toContain("gt");
  });

  it("must be columns, arrays or numbers, as long as the bars", () => {
    expect(thrown(() => close.plus("4" as unknown as number)).code).toBe("BACKSIGHT_ARGUMENT");
    expect(thrown(() => close.plus(undefined as unknown as number)).code).toBe("BACKSIGHT_ARGUMENT");
    expect(thrown(() => close.plus(new Float64Array(3))).code).toBe("BACKSIGHT_LENGTH");
  });
});
