import { above, below } from "../../../indicators/crossed.ts";
import { operatorOf } from "../../../indicators/indicator.ts";
import { smaIndicator } from "../../../indicators/sma.ts";
import type { SeriesGraph, SeriesNode } from "../../../series/series-graph.ts";
import { BIT_TESTS, COLUMN_TESTS } from "./column-bits.ts";
import type { MeanPair } from "./cross-means.ts";
import { tickSums } from "./tick-sums.ts";

/** A column as the average of so many bars of another one on a tick grid; of 1 bar it is that column. */
interface WindowMean {
  readonly source: SeriesNode;
  readonly window: number;
}

/** Where one pair of averages crosses, both ways: their crossings are found together. */
type Crossing = Pick<MeanPair, "above" | "below">;

/** Two averages of a column, by their lengths. */
export interface Crossed {
  /** The column's running sums in ticks. */
  readonly sums: Float64Array;
  readonly ticksPerUnit: number;
  readonly first: number;
  readonly second: number;
}

/** What finds the crossings of averages, and where it wants their bits. */
export interface CrossingKernel {
  readonly crossMeans: (sums: Float64Array, ticksPerUnit: number, pairs: readonly MeanPair[]) => void;
  /** Zeros for the bits of a mask. */
  room(): Uint32Array;
  /** As `packMask`. */
  pack(mask: Uint8Array, out: Uint32Array): boolean;
}

/**
 * Masks of expressions as bits. Each distinct expression is computed once for all that contain it; crossings of simple
 * averages on a tick grid are found for many pairs at once, without making the averages.
 */
export class MaskBits {
  private readonly graph: SeriesGraph;
  private readonly kernel: CrossingKernel;
  private readonly bars: number;
  private readonly known = new Map<SeriesNode, Uint32Array>();
  private readonly crossings = new Map<string, Crossing>();
  private nothing: Uint32Array | null = null;
  private readonly sums = new Map<SeriesNode, Float64Array | null>();

  constructor(graph: SeriesGraph, kernel: CrossingKernel) {
    this.graph = graph;
    this.kernel = kernel;
    this.bars = graph.bars.length;
  }

  /** Finds all crossings of averages that the masks are made of, together. */
  prepare(masks: Iterable<SeriesNode>): void {
    const wanted = new Map<SeriesNode, MeanPair[]>();
    const seen = new Set<SeriesNode>();
    const visit = (node: SeriesNode): void => {
      if (seen.has(node)) return;
      seen.add(node);
      for (const input of node.inputs) if (BIT_TESTS.has(node.operator)) visit(input);
      const pair = this.meansOf(node);
      if (pair === null) return;
      const [first, second] = pair;
      const key = crossingKey(first, second);
      if (this.crossings.has(key)) return;
      const bits = { above: this.kernel.room(), below: this.kernel.room() };
      this.crossings.set(key, bits);
      const list = wanted.get(first.source) ?? [];
      wanted.set(first.source, list);
      list.push({ first: first.window, second: second.window, ...bits });
    };
    for (const mask of masks) visit(mask);
    for (const [source, pairs] of wanted) this.kernel.crossMeans(this.sumsOf(source)!, source.ticksPerUnit!, pairs);
  }

  /** The bits of a mask. Shared: never write into them. */
  of(node: SeriesNode): Uint32Array {
    let bits = this.known.get(node);
    if (bits === undefined) {
      bits = this.compute(node);
      this.known.set(node, bits);
    }
    return bits;
  }

  /** The two averages that entries and exits are the crossings of, above and back below; null when they are something else. */
  crossingOf(entries: SeriesNode, exits: SeriesNode): Crossed | null {
    const up = this.meansOf(entries);
    const down = this.meansOf(exits);
    if (up === null || down === null) return null;
    const [first, second] = entries.operator === above ? up : [up[1], up[0]];
    const [back, from] = exits.operator === below ? down : [down[1], down[0]];
    if (first.source !== back.source || first.window !== back.window || second.window !== from.window) return null;
    const { source } = first;
    const sums = this.sumsOf(source)!;
    if (Math.max(first.window, second.window) >= sums.length) return null;
    return { sums, ticksPerUnit: source.ticksPerUnit!, first: first.window, second: second.window };
  }

  private compute(node: SeriesNode): Uint32Array {
    const { operator, inputs, params } = node;
    const pair = this.meansOf(node);
    if (pair !== null) {
      const crossing = this.crossings.get(crossingKey(...pair));
      if (crossing !== undefined) return operator === above ? crossing.above : crossing.below;
    }
    const out = this.kernel.room();
    const bitTest = BIT_TESTS.get(operator);
    const columnTest = COLUMN_TESTS.get(operator);
    if (bitTest !== undefined) {
      bitTest(
        inputs.map((input) => this.of(input)),
        params,
        out,
        this.bars,
      );
    } else if (columnTest !== undefined) {
      const [a, b] = inputs.map((input) => this.graph.evaluate(input) as Float64Array);
      columnTest(a!, b ?? params[0]!, out);
    } else this.kernel.pack(this.graph.evaluate(node) as Uint8Array, out);
    return out;
  }

  /** The bits of an array; null when a byte is neither 0 nor 1. */
  packed(mask: Uint8Array): Uint32Array | null {
    const out = this.kernel.room();
    return this.kernel.pack(mask, out) ? out : null;
  }

  /** No bit at all. */
  none(): Uint32Array {
    this.nothing ??= this.kernel.room();
    return this.nothing;
  }

  /** The two averages of one column that a node finds the crossings of; null when it is something else. */
  private meansOf({ operator, inputs }: SeriesNode): readonly [WindowMean, WindowMean] | null {
    if ((operator !== above && operator !== below) || inputs.length !== 2) return null;
    const first = this.meanOf(inputs[0]!);
    const second = this.meanOf(inputs[1]!);
    if (first == null || second == null || first.source !== second.source) return null;
    return this.sumsOf(first.source) === null ? null : [first, second];
  }

  private meanOf(node: SeriesNode): WindowMean | null {
    const isMean = node.operator === operatorOf(smaIndicator);
    const source = isMean ? node.inputs[0]! : node;
    return source.ticksPerUnit === null ? null : { source, window: isMean ? node.params[0]! : 1 };
  }

  /** Null when the column isn't made of whole ticks throughout, or their sums wouldn't be exact. */
  private sumsOf(source: SeriesNode): Float64Array | null {
    let sums = this.sums.get(source);
    if (sums === undefined) {
      const column = this.graph.evaluate(source) as Float64Array;
      sums = tickSums(column, source.ticksPerUnit!);
      this.sums.set(source, sums);
    }
    return sums;
  }
}

function crossingKey(first: WindowMean, second: WindowMean): string {
  return `${first.source.id}:${first.window}:${second.window}`;
}
