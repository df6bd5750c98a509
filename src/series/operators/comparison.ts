import type { SeriesOperator } from "../series-graph.ts";

type Test = (a: number, b: number) => boolean;

function ofColumns(name: string, test: Test): SeriesOperator {
  return {
    name,
    isCausal: true,
    evaluate(inputs) {
      const [a, b] = inputs as [Float64Array, Float64Array];
      const out = new Uint8Array(a.length);
      for (let i = 0; i < out.length; i++) out[i] = test(a[i]!, b[i]!) ? 1 : 0;
      return out;
    },
  };
}

function ofNumber(name: string, test: Test): SeriesOperator {
  return {
    name,
    isCausal: true,
    evaluate(inputs, params) {
      const a = inputs[0] as Float64Array;
      const b = params[0]!;
      const out = new Uint8Array(a.length);
      for (let i = 0; i < out.length; i++) out[i] = test(a[i]!, b) ? 1 : 0;
      return out;
    },
  };
}

const isAbove: Test = (a, b) => a > b;
const isAtLeast: Test = (a, b) => a >= b;
const isBelow: Test = (a, b) => a < b;
const isAtMost: Test = (a, b) => a <= b;
const isEqual: Test = (a, b) => a === b;

export const gt = ofColumns("gt", isAbove);
export const ge = ofColumns("ge", isAtLeast);
export const lt = ofColumns("lt", isBelow);
export const le = ofColumns("le", isAtMost);
export const eq = ofColumns("eq", isEqual);
export const gtNumber = ofNumber("gt", isAbove);
export const geNumber = ofNumber("ge", isAtLeast);
export const ltNumber = ofNumber("lt", isBelow);
export const leNumber = ofNumber("le", isAtMost);
export const eqNumber = ofNumber("eq", isEqual);
