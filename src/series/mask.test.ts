import * as fc from "fast-check";
import { expect, it } from "vitest";
import { randomMarket } from "../../test/support/random-market.ts";
import { thrown } from "../../test/support/thrown.ts";
import { columnsOf } from "./columns.ts";
import { SeriesGraph } from "./series-graph.ts";

const bars = randomMarket("quiet", 2, 40);
const flags = fc.uint8Array({ minLength: 40, maxLength: 40, max: 1 });

/** Any value but 0 is yes, as in the masks that a user brings along. */
function maskOf(graph: SeriesGraph, values: Uint8Array) {
  const nothing = columnsOf(graph).close.lt(0);
  return nothing.or(values);
}

it("joins bar by bar as yes and no do", () => {
  fc.assert(
    fc.property(flags, flags, (a, b) => {
      const graph = new SeriesGraph(bars);
      const [left, right] = [maskOf(graph, a), maskOf(graph, b)];
      expect(left.and(right).values).toStrictEqual(a.map((value, i) => value & b[i]!));
      expect(left.or(right).values).toStrictEqual(a.map((value, i) => value | b[i]!));
      expect(left.not().values).toStrictEqual(a.map((value) => 1 - value));
      expect(left.and(b).values).toStrictEqual(left.and(right).values);
    }),
  );
});

it("takes every value but 0 of an array as yes, and answers with 1", () => {
  const graph = new SeriesGraph(bars);
  expect(maskOf(graph, new Uint8Array(40).fill(7)).values).toStrictEqual(new Uint8Array(40).fill(1));
});

it("looks back with lag, no for the first bars", () => {
  fc.assert(
    fc.property(flags, fc.integer({ min: 0, max: 50 }), (values, lag) => {
      const shifted = maskOf(new SeriesGraph(bars), values).lag(lag).values;
      expect(shifted).toStrictEqual(values.map((_, i) => (i < lag ? 0 : values[i - lag]!)));
    }),
  );
});

it("is a node as any other: equal masks are one, and causal when their columns are", () => {
  const { close, open } = columnsOf(new SeriesGraph(bars));
  expect(close.gt(open).and(close.lt(5)).node).toBe(close.gt(open).and(close.lt(5)).node);
  expect(close.gt(open).not().lag(1).node.isCausal).toBe(true);
  expect(close.gt(open).and(new Uint8Array(40)).node.isCausal).toBe(false);
});

it("refuses operators, masks of other bars, and what isn't a mask", () => {
  const mask = columnsOf(new SeriesGraph(bars)).close.gt(1);
  const other = columnsOf(new SeriesGraph(bars)).close.gt(1);
  expect(thrown(() => (mask as unknown as number) & 1).code).toBe("BACKSIGHT_SERIES_OPERATOR");
  expect(thrown(() => mask.and(other)).code).toBe("BACKSIGHT_SERIES_FOREIGN");
  expect(thrown(() => mask.or(true as unknown as Uint8Array)).code).toBe("BACKSIGHT_ARGUMENT");
  expect(thrown(() => mask.and(new Uint8Array(3))).code).toBe("BACKSIGHT_LENGTH");
  expect(thrown(() => mask.lag(-1)).code).toBe("BACKSIGHT_ARGUMENT");
});
