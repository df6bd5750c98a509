import type { SeriesOperator } from "../series-graph.ts";

export const lagOperator: SeriesOperator = {
  name: "lag",
  isCausal: true,
  keepsTicks: true,
  evaluate(inputs, params) {
    const a = inputs[0] as Float64Array;
    const shift = Math.min(params[0]!, a.length);
    const out = new Float64Array(a.length).fill(NaN, 0, shift);
    out.set(a.subarray(0, a.length - shift), shift);
    return out;
  },
};

export const maskLagOperator: SeriesOperator = {
  name: "lag",
  isCausal: true,
  evaluate(inputs, params) {
    const a = inputs[0] as Uint8Array;
    const shift = Math.min(params[0]!, a.length);
    const out = new Uint8Array(a.length);
    out.set(a.subarray(0, a.length - shift), shift);
    return out;
  },
};

/** The only operator that reads later bars. */
export const leadOperator: SeriesOperator = {
  name: "lead",
  isCausal: false,
  keepsTicks: true,
  evaluate(inputs, params) {
    const a = inputs[0] as Float64Array;
    const shift = Math.min(params[0]!, a.length);
    const out = new Float64Array(a.length).fill(NaN, a.length - shift);
    out.set(a.subarray(shift));
    return out;
  },
};
