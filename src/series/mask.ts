import { checkInteger } from "../core/checks.ts";
import { BacksightError } from "../core/errors.ts";
import { and, not, or } from "./operators/logic.ts";
import { maskLagOperator } from "./operators/shift.ts";
import { describeNode, type SeriesGraph, type SeriesNode } from "./series-graph.ts";

/** A column of yes and no over the bars, computed when somebody looks. */
export class Mask {
  readonly graph: SeriesGraph;
  readonly node: SeriesNode;

  constructor(graph: SeriesGraph, node: SeriesNode) {
    this.graph = graph;
    this.node = node;
  }

  /** 1 or 0 per bar. Shared: read, don't write. */
  get values(): Uint8Array {
    return this.graph.evaluate(this.node) as Uint8Array;
  }

  and(other: Mask | Uint8Array): Mask {
    return new Mask(this.graph, this.graph.node(and, [this.node, this.other("and", other)]));
  }

  or(other: Mask | Uint8Array): Mask {
    return new Mask(this.graph, this.graph.node(or, [this.node, this.other("or", other)]));
  }

  not(): Mask {
    return new Mask(this.graph, this.graph.node(not, [this.node]));
  }

  /** What was so `bars` bars earlier; no for the first ones. */
  lag(bars = 1): Mask {
    checkInteger("bars", bars, 0);
    return new Mask(this.graph, this.graph.node(maskLagOperator, [this.node], [bars]));
  }

  toString(): string {
    return describeNode(this.node);
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new BacksightError("BACKSIGHT_SERIES_OPERATOR", { operator: "an operator such as & or ==" });
  }

  private other(operator: string, other: Mask | Uint8Array): SeriesNode {
    if (other instanceof Mask) {
      if (other.graph !== this.graph) throw new BacksightError("BACKSIGHT_SERIES_FOREIGN", { operator });
      return other.node;
    }
    if (other instanceof Uint8Array) return this.graph.opaque(other);
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "operand",
      rule: "a mask or a Uint8Array",
      value: typeof other,
    });
  }
}
