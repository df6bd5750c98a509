import { checkLength } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import { Mask } from "../series/mask.ts";
import { operandNode, Series } from "../series/series.ts";
import type { SeriesOperator } from "../series/series-graph.ts";
import type { Source } from "./indicator.ts";

/** Lazy when one of the two is; else plain. */
export type Crossed<A extends Source, B extends Source | number> = Series extends A | B ? Mask : Uint8Array;

/**
 * Where `a` crosses above `b`: `a > b` now, and `a < b` at the last bar where the two differed. Equal bars keep the
 * previous relation; so do bars where one of them is NaN (VectorBT forgets it there); the first bar where both are
 * defined never crosses.
 *
 * @param b a column, or a level
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH, BACKSIGHT_SERIES_FOREIGN
 * @example crossedAbove(sma(close, 10), sma(close, 20))
 */
export function crossedAbove<A extends Source, B extends Source | number>(a: A, b: B): Crossed<A, B> {
  return crossed(above, a, b);
}

/** Where `a` crosses below `b`; the mirror image of `crossedAbove`. */
export function crossedBelow<A extends Source, B extends Source | number>(a: A, b: B): Crossed<A, B> {
  return crossed(below, a, b);
}

/** The operators behind the two, for who computes them in another way. */
export const above = operatorFor("crossedAbove", 1);
export const below = operatorFor("crossedBelow", -1);

function crossed<A extends Source, B extends Source | number>(operator: SeriesOperator, a: A, b: B): Crossed<A, B> {
  const lazy = a instanceof Series ? a : b instanceof Series ? b : undefined;
  if (lazy === undefined) return crossedArrays(operator, a, b) as Crossed<A, B>;
  const { graph } = lazy;
  const left = operandNode(graph, operator.name, a);
  const node =
    typeof b === "number"
      ? graph.node(operator, [left], [b])
      : graph.node(operator, [left, operandNode(graph, operator.name, b)]);
  return new Mask(graph, node) as Crossed<A, B>;
}

function crossedArrays(operator: SeriesOperator, a: unknown, b: unknown): Uint8Array {
  const rule = "a column or a Float64Array";
  if (!(a instanceof Float64Array)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "a", rule, value: typeof a });
  }
  const context = { ticksPerUnit: [] };
  if (typeof b === "number") return operator.evaluate([a], [b], context) as Uint8Array;
  if (!(b instanceof Float64Array)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "b", rule: `${rule}, or a number`, value: typeof b });
  }
  checkLength("b", b, a.length);
  return operator.evaluate([a, b], [], context) as Uint8Array;
}

function operatorFor(name: string, direction: 1 | -1): SeriesOperator {
  return {
    name,
    isCausal: true,
    evaluate(inputs, [level = NaN]) {
      const a = inputs[0] as Float64Array;
      const b = inputs[1] as Float64Array | undefined;
      const out = new Uint8Array(a.length);
      let relation = 0;
      for (let i = 0; i < out.length; i++) {
        const other = b === undefined ? level : b[i]!;
        const now = a[i]! > other ? 1 : a[i]! < other ? -1 : 0;
        if (now === 0) continue;
        if (now === direction && relation === -direction) out[i] = 1;
        relation = now;
      }
      return out;
    },
  };
}
