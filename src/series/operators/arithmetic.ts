import type { SeriesOperator } from "../series-graph.ts";

type Binary = (a: number, b: number) => number;

function ofColumns(name: string, f: Binary): SeriesOperator {
  return {
    name,
    isCausal: true,
    evaluate(inputs) {
      const [a, b] = inputs as [Float64Array, Float64Array];
      const out = new Float64Array(a.length);
      for (let i = 0; i < out.length; i++) out[i] = f(a[i]!, b[i]!);
      return out;
    },
  };
}

function ofNumber(name: string, f: Binary): SeriesOperator {
  return {
    name,
    isCausal: true,
    evaluate(inputs, params) {
      const a = inputs[0] as Float64Array;
      const b = params[0]!;
      const out = new Float64Array(a.length);
      for (let i = 0; i < out.length; i++) out[i] = f(a[i]!, b);
      return out;
    },
  };
}

const divide: Binary = (a, b) => (b === 0 ? NaN : a / b);

export const plus = ofColumns("plus", (a, b) => a + b);
export const minus = ofColumns("minus", (a, b) => a - b);
export const times = ofColumns("times", (a, b) => a * b);
export const over = ofColumns("over", divide);
export const plusNumber = ofNumber("plus", (a, b) => a + b);
export const minusNumber = ofNumber("minus", (a, b) => a - b);
export const timesNumber = ofNumber("times", (a, b) => a * b);
export const overNumber = ofNumber("over", divide);

export const abs: SeriesOperator = {
  name: "abs",
  isCausal: true,
  evaluate: (inputs) => (inputs[0] as Float64Array).map(Math.abs),
};
