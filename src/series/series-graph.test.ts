import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomMarket } from "../../test/support/random-market.ts";
import { thrown } from "../../test/support/thrown.ts";
import { columnsOf } from "./columns.ts";
import { Series } from "./series.ts";
import { SeriesGraph, type SeriesOperator } from "./series-graph.ts";

const bars = randomMarket("lively", 1, 50);

/** Doubles its input and counts how often it was asked to. */
function countingDouble(): { operator: SeriesOperator; evaluations: () => number } {
  let evaluations = 0;
  const operator: SeriesOperator = {
    name: "double",
    isCausal: true,
    evaluate(inputs) {
      evaluations++;
      return (inputs[0] as Float64Array).map((value) => 2 * value);
    },
  };
  return { operator, evaluations: () => evaluations };
}

describe("equal expressions", () => {
  it("are one node, evaluated once however often they are asked for", () => {
    const graph = new SeriesGraph(bars);
    const { operator, evaluations } = countingDouble();
    const once = graph.node(operator, [graph.source("close")]);
    const again = graph.node(operator, [graph.source("close")]);
    expect(again).toBe(once);
    const { close } = columnsOf(graph);
    expect(close.plus(1).times(close).node).toBe(close.plus(1).times(close).node);
    expect(evaluations()).toBe(0);
    expect(graph.evaluate(once)).toBe(graph.evaluate(again));
    graph.evaluate(graph.node(operator, [once]));
    expect(evaluations()).toBe(2);
  });

  it("differ when operator, inputs, their order or a parameter does", () => {
    const { close, open } = columnsOf(new SeriesGraph(bars));
    const nodes = [
      close.minus(open),
      open.minus(close),
      close.plus(open),
      close.minus(1),
      close.minus(2),
      close.lag(1),
      close.lag(2),
    ].map(({ node }) => node);
    expect(new Set(nodes).size).toBe(nodes.length);
  });

  it("give what evaluating each anew gives, in any order", () => {
    const lags = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(lags, (bars_) => {
        const shared = columnsOf(new SeriesGraph(bars)).close;
        for (const bar of bars_) {
          const alone = columnsOf(new SeriesGraph(bars)).close;
          expect(shared.lag(bar).minus(shared).values).toStrictEqual(alone.lag(bar).minus(alone).values);
        }
      }),
    );
  });
});

describe("sources", () => {
  it("are the bars' own columns, time being the close", () => {
    const { close, time } = columnsOf(new SeriesGraph(bars));
    expect(close.values).toBe(bars.close);
    expect(time.values).toBe(bars.closeTime);
  });

  it("know the tick grid of prices; volume, time and session have none", () => {
    const graph = new SeriesGraph(bars);
    expect(graph.source("open").ticksPerUnit).toBe(100);
    for (const name of ["volume", "time", "session"] as const) expect(graph.source(name).ticksPerUnit).toBeNull();
    const { close } = columnsOf(graph);
    expect(close.lag(2).node.ticksPerUnit).toBe(100);
    expect(close.plus(1).node.ticksPerUnit).toBeNull();
  });

  it("number the session of each bar", () => {
    const graph = new SeriesGraph(bars);
    expect(graph.evaluate(graph.source("session"))).toStrictEqual(Float64Array.from(bars.session));
  });
});

describe("arrays from outside", () => {
  it("are kept as given, never shared, and not causal; so is what is built on them", () => {
    const graph = new SeriesGraph(bars);
    const values = new Float64Array(50).fill(3);
    const { close } = columnsOf(graph);
    expect(graph.opaque(values)).not.toBe(graph.opaque(values));
    const sum = close.plus(values);
    expect(sum.node.isCausal).toBe(false);
    expect(sum.gt(1).not().lag(2).node.isCausal).toBe(false);
    expect(sum.values[7]).toBe(bars.close[7]! + 3);
  });

  it("must be as long as the bars", () => {
    const graph = new SeriesGraph(bars);
    expect(thrown(() => graph.opaque(new Float64Array(49))).code).toBe("BACKSIGHT_LENGTH");
  });

  it("have names of their own in messages: equal texts are equal columns", () => {
    const { close } = columnsOf(new SeriesGraph(bars));
    const [first, second] = [close.plus(new Float64Array(50)), close.plus(new Float64Array(50).fill(1))];
    expect(String(first)).not.toBe(String(second));
  });
});

describe("reading values", () => {
  it("is counted, since what is computed from them can't be proved causal; building expressions isn't", () => {
    const graph = new SeriesGraph(bars);
    const { close, open } = columnsOf(graph);
    const mask = close.plus(open).gt(3).and(close.lt(open));
    expect(graph.valuesRead).toBe(0);
    void [close.values, mask.values, close.length, graph.bars];
    expect(graph.valuesRead).toBe(4);
  });
});

it("prints an expression as a person would write it", () => {
  const graph = new SeriesGraph(bars);
  const { close, time, volume } = columnsOf(graph);
  expect(String(close.minus(volume).lag(2))).toBe("lag(minus(close, volume), 2)");
  expect(`${time.gt(5)}`).toBe("gt(time, 5)");
  expect(String(new Series(graph, graph.source("session")))).toBe("session");
});

describe("forgetAllBut", () => {
  it("drops what was computed, and computes it anew for who asks", () => {
    const graph = new SeriesGraph(bars);
    const { operator, evaluations } = countingDouble();
    const twice = graph.node(operator, [graph.source("close")]);
    const fourTimes = graph.node(operator, [twice]);
    const kept = graph.evaluate(fourTimes);
    expect(evaluations()).toBe(2);
    graph.forgetAllBut(new Set([kept]));
    expect(graph.evaluate(fourTimes)).toBe(kept);
    expect(evaluations()).toBe(2);
    expect(graph.evaluate(twice)).toEqual(bars.close.map((price) => 2 * price));
    expect(evaluations()).toBe(3);
  });

  it("never drops what the user gave", () => {
    const graph = new SeriesGraph(bars);
    const given = new Float64Array(bars.length).fill(7);
    const node = graph.opaque(given);
    graph.forgetAllBut(new Set());
    expect(graph.evaluate(node)).toBe(given);
    expect(graph.evaluate(graph.source("close"))).toBe(bars.close);
  });
});
