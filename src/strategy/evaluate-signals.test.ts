import { describe, expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { walkBars } from "../../test/support/walk-bars.ts";
import { crossedAbove } from "../indicators/crossed.ts";
import { sma } from "../indicators/sma.ts";
import type { Columns } from "../series/columns.ts";
import { SeriesGraph } from "../series/series-graph.ts";
import { defineStrategy } from "./define-strategy.ts";
import { evaluateSignals } from "./evaluate-signals.ts";

const bars = walkBars(60, 1);
const CONTEXT = { capital: 1000 };
/** What a strategy gives that returns whatever `signals` returns. */
function evaluate(signals: (columns: Columns) => unknown) {
  const strategy = defineStrategy({ name: "demo", signals: signals as never });
  return evaluateSignals(strategy, new SeriesGraph(bars), {}, CONTEXT);
}
const failure = (signals: (columns: Columns) => unknown) => thrown(() => evaluate(signals));
const up = Array.from({ length: 60 }, (_, i) => bars.close[i]! > bars.open[i]!);
const upMask = Uint8Array.from(up, Number);

describe("evaluateSignals", () => {
  it.each<[string, (columns: Columns) => unknown]>([
    ["a lazy mask", ({ close, open }) => ({ entries: close.gt(open) })],
    ["a Uint8Array", () => ({ entries: upMask })],
    ["a Float64Array of 0 and 1", () => ({ entries: Float64Array.from(upMask) })],
    ["an array of booleans", () => ({ entries: up })],
    ["an array of 0 and 1", () => ({ entries: [...upMask] })],
  ])("takes %s", (_, signals) => {
    const { entries, exits } = evaluate(signals);
    expect(entries).toEqual(upMask);
    expect(exits).toEqual(new Uint8Array(60));
  });

  it("copies what it is given", () => {
    const mine = upMask.slice();
    const { entries } = evaluate(() => ({ entries: mine }));
    mine.fill(1);
    expect(entries).toEqual(upMask);
  });

  it("gives every returned column a name", () => {
    const line = new Float64Array(60).fill(5);
    const { columns, plot } = evaluate(({ close, open }) => ({
      entries: close.gt(open),
      exits: upMask,
      plot: { fast: sma(close, 3), line },
    }));
    expect([...columns.keys()]).toEqual(["entries", "exits", "plot.fast", "plot.line"]);
    expect(plot.get("line")).toBe(line);
    expect(plot.get("fast")![2]).toBeCloseTo((bars.close[0]! + bars.close[1]! + bars.close[2]!) / 3, 9);
  });

  it.each<[string, (columns: Columns) => unknown, string]>([
    ["nothing", () => undefined, "returned undefined from signals."],
    ["null", () => null, "returned null from signals."],
    ["a number", () => 1, "returned number from signals."],
    ["an array", () => upMask, "returned an array from signals."],
    ["a single column", ({ close, open }) => close.gt(open), "returned a single column from signals."],
    ["a promise", async () => ({ entries: upMask }), "returned a promise from signals. Strategies are synchronous"],
    ["a misspelt column", () => ({ entires: upMask }), 'an unknown column "entires". Did you mean "entries"?'],
    ["an unknown column", () => ({ entries: upMask, stops: upMask }), 'an unknown column "stops".'],
    ["no entries", () => ({ exits: upMask }), "returned no entries."],
    ["too few values", () => ({ entries: [true] }), "returned 1 values in entries for 60 bars."],
    ["too many values", () => ({ entries: upMask, exits: new Uint8Array(61) }), "61 values in exits for 60 bars."],
    ["numbers", () => ({ entries: Array.from({ length: 60 }, (_, i) => i) }), "entries that is no mask."],
    ["NaN", () => ({ entries: new Float64Array(60).fill(NaN) }), "entries that is no mask."],
    ["holes", () => ({ entries: new Array(60) }), "entries that is no mask."],
    ["texts", () => ({ entries: new Array(60).fill("1") }), "entries that is no mask."],
    ["a column", ({ close }) => ({ entries: close }), "entries that is no mask. Compare it: entries: column.gt(0)."],
    ["a boolean", () => ({ entries: true }), "entries that is no mask."],
    [
      "a short line",
      () => ({ entries: up, plot: { x: new Float64Array(3) } }),
      "plot.x that is no column of 60 numbers.",
    ],
    ["a mask as a line", ({ close }) => ({ entries: up, plot: { x: close.gt(1) } }), "plot.x that is no column"],
    ["a line without a name", ({ close }) => ({ entries: up, plot: close }), "plot that is no object of columns."],
  ])("refuses %s", (_, signals, problem) => {
    const error = failure(signals);
    expect(error.code).toBe("BACKSIGHT_STRATEGY_RESULT");
    expect(error.message).toContain('strategy "demo"');
    expect(error.message).toContain(problem);
  });

  it("refuses columns of other bars", () => {
    const other = new SeriesGraph(walkBars(60, 2));
    let foreign: Columns | undefined;
    const strategy = defineStrategy({
      name: "keeper",
      signals: (columns) => {
        foreign = columns;
        return { entries: columns.close.gt(columns.open) };
      },
    });
    evaluateSignals(strategy, other, {}, CONTEXT);
    expect(failure(() => ({ entries: foreign!.close.gt(1) })).code).toBe("BACKSIGHT_SERIES_FOREIGN");
    expect(failure(() => ({ entries: up, plot: { x: foreign!.close } })).code).toBe("BACKSIGHT_SERIES_FOREIGN");
  });

  it("names callback, reason and place of what the strategy throws", () => {
    const error = failure(() => {
      throw new TypeError("no such thing");
    });
    expect(error.code).toBe("BACKSIGHT_STRATEGY_THREW");
    expect(error.message).toMatch(
      /^strategy "demo" threw in signals: no such thing\. .*own code \(evaluate-signals\.test\.ts:\d+:\d+\)\.$/,
    );
    expect(error.cause).toBeInstanceOf(TypeError);
    const text = failure(() => {
      throw "just a text.";
    });
    expect(text.message).toContain("threw in signals: just a text. The error comes from the strategy's own code.");
  });

  it("takes what a getter of the answer throws for the strategy's own", () => {
    const fail = (): never => {
      throw new RangeError("no column today");
    };
    const answers: readonly object[] = [
      {
        entries: up,
        get exits() {
          return fail();
        },
      },
      {
        get entries() {
          return fail();
        },
      },
      {
        entries: up,
        get plot() {
          return fail();
        },
      },
      {
        entries: up,
        plot: {
          get fast() {
            return fail();
          },
        },
      },
    ];
    for (const answer of answers) {
      const error = failure(() => answer);
      expect(error.code).toBe("BACKSIGHT_STRATEGY_THREW");
      expect(error.message).toMatch(
        /^strategy "demo" threw in signals: no column today\. .*evaluate-signals\.test\.ts/,
      );
    }
  });

  it("reads each value of the answer once, inherited ones too", () => {
    let reads = 0;
    class Answer {
      get entries() {
        reads++;
        return up;
      }
    }
    expect(evaluate(() => new Answer()).entries).toEqual(upMask);
    expect(reads).toBe(1);
  });

  it("lets errors of the package through, which say more", () => {
    expect(failure(({ close }) => ({ entries: sma(close, 0).gt(1) })).code).toBe("BACKSIGHT_ARGUMENT");
  });
});

describe("causality by construction", () => {
  const isProved = (signals: (columns: Columns) => unknown) => evaluate(signals).isCausalByConstruction;

  it.each<[string, (columns: Columns) => unknown]>([
    ["comparisons", ({ close, open }) => ({ entries: close.gt(open), exits: close.lt(open.lag(3)) })],
    ["indicators", ({ close }) => ({ entries: crossedAbove(sma(close, 3), sma(close, 9)) })],
    ["lines besides", ({ close, open }) => ({ entries: close.gt(open), plot: { average: sma(close, 5) } })],
  ])("is proved for %s", (_, signals) => {
    expect(isProved(signals)).toBe(true);
    expect(evaluate(signals).expression).not.toBeNull();
  });

  it.each<[string, (columns: Columns) => unknown]>([
    [
      "a strategy that reads values",
      ({ close, open }) => ({ entries: close.gt(open).and(close.gt(close.values[59]!)) }),
    ],
    [
      "one that reads a mask",
      ({ close, open }) => ({ entries: close.gt(open).values[0] === 1 ? close.gt(1) : close.gt(2) }),
    ],
    ["one that knows the number of bars", ({ close }) => ({ entries: close.gt(close.length) })],
    ["one that takes the bars", ({ close }) => ({ entries: close.gt(close.graph.bars.close[59]!) })],
    ["an array", () => ({ entries: upMask })],
    ["an array inside an expression", ({ close }) => ({ entries: close.gt(bars.open) })],
    ["a mask combined with an array", ({ close, open }) => ({ entries: close.gt(open).and(upMask) })],
    ["an array as line", ({ close, open }) => ({ entries: close.gt(open), plot: { x: bars.close } })],
    ["the future", ({ close }) => ({ entries: close.lead(1, { unsafe: true }).gt(close) })],
    [
      "the future drawn",
      ({ close, open }) => ({ entries: close.gt(open), plot: { x: close.lead(2, { unsafe: true }) } }),
    ],
  ])("is not proved for %s", (_, signals) => expect(isProved(signals)).toBe(false));

  it("has no expression where an array came back", () => {
    expect(evaluate(() => ({ entries: upMask })).expression).toBeNull();
  });

  it("has equal expressions for equal rules in one graph, and others for others", () => {
    const graph = new SeriesGraph(bars);
    const expression = (window: number) =>
      evaluateSignals(
        defineStrategy({ name: "x", signals: ({ close }) => ({ entries: close.gt(sma(close, window)) }) }),
        graph,
        {},
        CONTEXT,
      ).expression;
    expect(expression(5)).toBe(expression(5));
    expect(expression(5)).not.toBe(expression(6));
  });
});
