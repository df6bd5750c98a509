import type { ParameterValue } from "../../core/params/parameter.ts";
import type { SearchSpace } from "../../optimize/spaces/search-space.ts";
import type { ParameterDrift, WalkForwardDrift } from "./walk-forward-record.ts";

type Params = Readonly<Record<string, ParameterValue>>;

/** How the choices of neighbouring windows differ, by parameter and as a distance in the search space. */
export function walkForwardDrift(space: SearchSpace, choices: readonly Params[]): WalkForwardDrift {
  const steps = choices.slice(1).map((params, k) => [choices[k]!, params] as const);
  return {
    parameters: space.dimensions.map(({ name }) => driftOf(name, choices, steps)),
    distance: meanOf(steps.map(([before, after]) => distanceOf(space, before, after))),
  };
}

function driftOf(
  name: string,
  choices: readonly Params[],
  steps: readonly (readonly [Params, Params])[],
): ParameterDrift {
  const values = choices.map((params) => params[name]!);
  const changedShare = meanOf(steps.map(([before, after]) => (before[name] === after[name] ? 0 : 1)));
  if (values.length === 0 || !values.every((value) => typeof value === "number"))
    return { name, range: null, meanChange: null, changedShare };
  const change = steps.map(([before, after]) => Math.abs(Number(after[name]) - Number(before[name])));
  return { name, range: [Math.min(...values), Math.max(...values)], meanChange: meanOf(change), changedShare };
}

function distanceOf(space: SearchSpace, before: Params, after: Params): number {
  const [a, b] = [space.cubeOf(before), space.cubeOf(after)];
  const squares = space.dimensions.map(({ name, isOrdered }, k) => {
    const distance = isOrdered ? a[k]! - b[k]! : before[name] === after[name] ? 0 : 1;
    return Number.isNaN(distance) ? 0 : distance * distance;
  });
  return Math.sqrt(meanOf(squares) ?? 0);
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
