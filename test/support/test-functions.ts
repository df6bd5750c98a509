import { choice, int, num, type ParamSet } from "../../src/core/params/parameter.ts";
import { exp } from "../../src/math/exp.ts";
import { log } from "../../src/math/log.ts";
import { cos, sin } from "../../src/math/sin-cos.ts";
import type { Params } from "../../src/optimize/spaces/search-space.ts";

/** A function with a known minimum. */
export interface TestFunction {
  readonly name: string;
  readonly params: ParamSet;
  readonly minimum: number;
  /** Where the minimum is. */
  readonly at: Params;
  evaluate(params: Params): number;
}

/** Functions with a known Pareto front, two objectives, both to be minimised. */
export interface TwoObjectives {
  readonly name: string;
  readonly params: ParamSet;
  evaluate(params: Params): [number, number];
}

const square = (x: number) => x * x;
const sum = (values: readonly number[], term: (x: number, i: number) => number) =>
  values.reduce((total, x, i) => total + term(x, i), 0);

/** A function of the numbers x1, x2, … between the same bounds, which no minimum lies in the middle of. */
function ofNumbers(
  name: string,
  dimensions: number,
  [min, max]: readonly [number, number],
  at: readonly number[],
  minimum: number,
  f: (x: readonly number[]) => number,
): TestFunction {
  const names = Array.from({ length: dimensions }, (_, i) => `x${i + 1}`);
  const params = Object.fromEntries(names.map((key) => [key, num(min, { min, max })]));
  return {
    name,
    params,
    minimum,
    at: Object.fromEntries(names.map((key, i) => [key, at[i % at.length]!])),
    evaluate: (values) => f(names.map((key) => values[key] as number)),
  };
}

const HARTMANN_A = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const HARTMANN_P = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];
const HARTMANN_WEIGHTS = [1, 1.2, 3, 3.2];

/**
 * Standard functions, formulas and minima as in Surjanovic & Bingham, "Virtual Library of Simulation Experiments", with
 * bounds that aren't symmetric around the minimum; the last one is our own, with a whole number, a logarithmic scale
 * and a choice.
 */
export const TEST_FUNCTIONS: readonly TestFunction[] = [
  ofNumbers("Sphere, 5", 5, [-3, 7], [0], 0, (x) => sum(x, square)),
  ofNumbers("Rosenbrock, 4", 4, [-2, 3], [1], 0, (x) =>
    sum(x.slice(1), (next, i) => 100 * square(next - square(x[i]!)) + square(1 - x[i]!)),
  ),
  ofNumbers("Rastrigin, 3", 3, [-3, 5.12], [0], 0, (x) => sum(x, (v) => 10 + v * v - 10 * cos(2 * Math.PI * v))),
  ofNumbers("Ackley, 5", 5, [-10, 25], [0], 0, (x) => {
    const n = x.length;
    const root = Math.sqrt(sum(x, square) / n);
    return 20 + Math.E - 20 * exp(-0.2 * root) - exp(sum(x, (v) => cos(2 * Math.PI * v)) / n);
  }),
  ofNumbers("Griewank, 5", 5, [-200, 500], [0], 0, (x) => {
    const product = x.reduce((total, v, i) => total * cos(v / Math.sqrt(i + 1)), 1);
    return 1 + sum(x, square) / 4000 - product;
  }),
  ofNumbers("Levy, 5", 5, [-10, 10], [1], 0, (x) => {
    const w = x.map((v) => 1 + (v - 1) / 4);
    const last = w.at(-1)!;
    const between = sum(w.slice(0, -1), (v) => square(v - 1) * (1 + 10 * square(sin(Math.PI * v + 1))));
    return square(sin(Math.PI * w[0]!)) + between + square(last - 1) * (1 + square(sin(2 * Math.PI * last)));
  }),
  ofNumbers(
    "Styblinski–Tang, 5",
    5,
    [-5, 5],
    [-2.903534027771177],
    5 * -39.16616570377142,
    (x) => sum(x, (v) => square(v * v) - 16 * v * v + 5 * v) / 2,
  ),
  {
    name: "Branin, 2",
    params: { x: num(0, { min: -5, max: 10 }), y: num(0, { min: 0, max: 15 }) },
    minimum: 0.39788735772973816,
    at: { x: Math.PI, y: 2.275 },
    evaluate(params) {
      const { x, y } = params as { x: number; y: number };
      const inner = y - (5.1 * x * x) / (4 * Math.PI * Math.PI) + (5 * x) / Math.PI - 6;
      return inner * inner + 10 * (1 - 1 / (8 * Math.PI)) * cos(x) + 10;
    },
  },
  {
    name: "Six-hump camel, 2",
    params: { x: num(0, { min: -3, max: 3 }), y: num(0, { min: -2, max: 2 }) },
    minimum: -1.031628453489877,
    at: { x: 0.08984201368301331, y: -0.7126564032704135 },
    evaluate(params) {
      const { x, y } = params as { x: number; y: number };
      return (4 - 2.1 * x * x + square(x * x) / 3) * x * x + x * y + (4 * y * y - 4) * y * y;
    },
  },
  ofNumbers(
    "Hartmann, 6",
    6,
    [0, 1],
    [0.20168951, 0.15001069, 0.47687397, 0.27533243, 0.31165162, 0.65730053],
    -3.322368011415512,
    (x) =>
      -sum(
        HARTMANN_WEIGHTS,
        (weight, k) => weight * exp(-sum(x, (v, d) => HARTMANN_A[k]![d]! * square(v - HARTMANN_P[k]![d]! / 10_000))),
      ),
  ),
  {
    name: "Mixed, 4",
    params: {
      window: int(20, { min: 2, max: 200 }),
      speed: num(1, { min: 0.001, max: 10, log: true }),
      share: num(0.5, { min: 0, max: 1 }),
      mode: choice(["steady", "quick", "slow", "none"]),
    },
    minimum: 0,
    at: { window: 37, speed: 0.03, share: 0.7, mode: "slow" },
    evaluate(params) {
      const { window, speed, share, mode } = params as { window: number; speed: number; share: number; mode: string };
      const penalty = { steady: 0.5, quick: 1, slow: 0, none: 2 }[mode]!;
      return square((window - 37) / 50) + square(log(speed / 0.03) / 2) + 4 * square(share - 0.7) + penalty;
    },
  },
];

/** Zitzler, Deb & Thiele (2000), "Comparison of Multiobjective Evolutionary Algorithms", here of ten numbers each. */
export const ZDT: readonly TwoObjectives[] = [
  zdt("ZDT1", (f, g) => 1 - Math.sqrt(f / g)),
  zdt("ZDT2", (f, g) => 1 - square(f / g)),
  zdt("ZDT3", (f, g) => 1 - Math.sqrt(f / g) - (f / g) * sin(10 * Math.PI * f)),
];

function zdt(name: string, h: (f: number, g: number) => number): TwoObjectives {
  const names = Array.from({ length: 10 }, (_, i) => `x${i + 1}`);
  return {
    name,
    params: Object.fromEntries(names.map((key) => [key, num(0, { min: 0, max: 1 })])),
    evaluate(params) {
      const [f = NaN, ...rest] = names.map((key) => params[key] as number);
      const g = 1 + (9 * sum(rest, (x) => x)) / rest.length;
      return [f, g * h(f, g)];
    },
  };
}
