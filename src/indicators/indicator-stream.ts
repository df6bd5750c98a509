/** One bar at a time, in order; equal to the batch form bit for bit. */
export interface IndicatorStream {
  /** Takes the next bar's inputs, in declared order, and returns the first output; NaN until defined. */
  update(a: number, b?: number, c?: number, d?: number, e?: number): number;
  /** All outputs of the last bar, in declared order. Reused: copy to keep. */
  readonly outputs: Float64Array;
}

/** A stream whose one output is what `next` makes of a bar's inputs. */
export function oneOutput(next: (a: number, b: number, c: number, d: number, e: number) => number): IndicatorStream {
  const outputs = new Float64Array(1).fill(NaN);
  return {
    outputs,
    update(a, b = a, c = a, d = a, e = a) {
      const value = next(a, b, c, d, e);
      outputs[0] = value;
      return value;
    },
  };
}

/** A stream of `count` outputs, which `next` writes: all of them on each bar, NaN where undefined. */
export function severalOutputs(
  count: number,
  next: (outputs: Float64Array, a: number, b: number, c: number, d: number, e: number) => void,
): IndicatorStream {
  const outputs = new Float64Array(count).fill(NaN);
  return {
    outputs,
    update(a, b = a, c = a, d = a, e = a) {
      next(outputs, a, b, c, d, e);
      return outputs[0]!;
    },
  };
}
