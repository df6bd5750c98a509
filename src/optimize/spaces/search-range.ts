import type { ParameterValue } from "../../core/params/parameter.ts";

/** Numbers from `min` to `max`, both among them. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Distance of the values from `min` on; without it every whole number, or every number, is searched. */
  readonly step?: number | undefined;
  /** Search on a logarithmic scale; as the parameter says when not given. */
  readonly log?: boolean | undefined;
}

/** What of a parameter is searched: a range, a list of values, or a single value that stays. */
export type SearchRange = NumberRange | readonly ParameterValue[] | ParameterValue;

/** `range(5, 50, 5)`: 5, 10, … 50, the last one included. */
export function range(min: number, max: number, step?: number): NumberRange {
  return { min, max, step };
}
