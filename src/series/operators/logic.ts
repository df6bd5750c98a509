import type { SeriesOperator } from "../series-graph.ts";

export const and: SeriesOperator = {
  name: "and",
  isCausal: true,
  evaluate(inputs) {
    const [a, b] = inputs as [Uint8Array, Uint8Array];
    return a.map((value, i) => (value !== 0 && b[i] !== 0 ? 1 : 0));
  },
};

export const or: SeriesOperator = {
  name: "or",
  isCausal: true,
  evaluate(inputs) {
    const [a, b] = inputs as [Uint8Array, Uint8Array];
    return a.map((value, i) => (value !== 0 || b[i] !== 0 ? 1 : 0));
  },
};

export const not: SeriesOperator = {
  name: "not",
  isCausal: true,
  evaluate: (inputs) => (inputs[0] as Uint8Array).map((value) => (value === 0 ? 1 : 0)),
};
