import { checkInteger } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import { Mask } from "./mask.ts";
import * as arithmetic from "./operators/arithmetic.ts";
import * as comparison from "./operators/comparison.ts";
import { lagOperator, leadOperator } from "./operators/shift.ts";
import { describeNode, type SeriesGraph, type SeriesNode, type SeriesOperator } from "./series-graph.ts";

/** What a column can be combined with: another column, a number, or an array as long as the bars. */
export type Operand = Series | Float64Array | number;

/**
 * A column of numbers over the bars, one per bar, computed when somebody looks. Combining columns builds an
 * expression; `values` evaluates it. NaN means undefined and passes through arithmetic; a comparison with NaN is false.
 *
 * The value at a bar depends on that bar and earlier ones only, for every method but `lead`.
 */
export class Series {
  readonly graph: SeriesGraph;
  readonly node: SeriesNode;

  constructor(graph: SeriesGraph, node: SeriesNode) {
    this.graph = graph;
    this.node = node;
  }

  /** The numbers, one per bar. Shared: read, don't write. */
  get values(): Float64Array {
    return this.graph.evaluate(this.node) as Float64Array;
  }

  /** Number of bars. */
  get length(): number {
    return this.graph.bars.length;
  }

  plus(other: Operand): Series {
    return this.combine(arithmetic.plus, arithmetic.plusNumber, other);
  }

  minus(other: Operand): Series {
    return this.combine(arithmetic.minus, arithmetic.minusNumber, other);
  }

  times(other: Operand): Series {
    return this.combine(arithmetic.times, arithmetic.timesNumber, other);
  }

  /** Division; NaN where the divisor is 0. */
  over(other: Operand): Series {
    return this.combine(arithmetic.over, arithmetic.overNumber, other);
  }

  abs(): Series {
    return new Series(this.graph, this.graph.node(arithmetic.abs, [this.node]));
  }

  gt(other: Operand): Mask {
    return this.compare(comparison.gt, comparison.gtNumber, other);
  }

  ge(other: Operand): Mask {
    return this.compare(comparison.ge, comparison.geNumber, other);
  }

  lt(other: Operand): Mask {
    return this.compare(comparison.lt, comparison.ltNumber, other);
  }

  le(other: Operand): Mask {
    return this.compare(comparison.le, comparison.leNumber, other);
  }

  eq(other: Operand): Mask {
    return this.compare(comparison.eq, comparison.eqNumber, other);
  }

  /** The value `bars` bars earlier; NaN for the first ones. */
  lag(bars = 1): Series {
    checkInteger("bars", bars, 0);
    return new Series(this.graph, this.graph.node(lagOperator, [this.node], [bars]));
  }

  /**
   * The value `bars` bars **later**: the future. Only for studying what a perfect forecast would earn; the look-ahead
   * guard fails every strategy that trades on it.
   *
   * @throws {BacksightError} BACKSIGHT_ARGUMENT without `{ unsafe: true }`
   */
  lead(bars: number, options: { readonly unsafe: true }): Series {
    checkInteger("bars", bars, 0);
    if (options?.unsafe !== true) {
      throw new BacksightError("BACKSIGHT_ARGUMENT", {
        name: "options",
        rule: "{ unsafe: true }, since lead() reads the future",
        value: options,
      });
    }
    return new Series(this.graph, this.graph.node(leadOperator, [this.node], [bars]));
  }

  /** The expression as text, for messages: `sma(close, 10)`. */
  toString(): string {
    return describeNode(this.node);
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new BacksightError("BACKSIGHT_SERIES_OPERATOR", { operator: "an operator such as > or +" });
  }

  private combine(operator: SeriesOperator, withNumber: SeriesOperator, other: Operand): Series {
    return new Series(this.graph, this.join(operator, withNumber, other));
  }

  private compare(operator: SeriesOperator, withNumber: SeriesOperator, other: Operand): Mask {
    return new Mask(this.graph, this.join(operator, withNumber, other));
  }

  private join(operator: SeriesOperator, withNumber: SeriesOperator, other: Operand): SeriesNode {
    if (typeof other === "number") return this.graph.node(withNumber, [this.node], [other]);
    return this.graph.node(operator, [this.node, operandNode(this.graph, operator.name, other)]);
  }
}

/** The node of a column or array in `graph`. @throws {BacksightError} BACKSIGHT_SERIES_FOREIGN, BACKSIGHT_ARGUMENT */
export function operandNode(graph: SeriesGraph, operator: string, operand: Series | Float64Array): SeriesNode {
  if (operand instanceof Series) {
    if (operand.graph !== graph) throw new BacksightError("BACKSIGHT_SERIES_FOREIGN", { operator });
    return operand.node;
  }
  if (operand instanceof Float64Array) return graph.opaque(operand);
  throw new BacksightError("BACKSIGHT_ARGUMENT", {
    name: "operand",
    rule: "a column, a number or a Float64Array",
    value: typeof operand,
  });
}
