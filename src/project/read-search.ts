import { BacksightError } from "../core/errors.ts";
import type { ParameterValue, ParamSet } from "../core/params/parameter.ts";
import { resolveParams } from "../core/params/resolve-params.ts";
import type { NumberRange, SearchRange } from "../optimize/spaces/search-range.ts";
import { declaredRange } from "../optimize/spaces/search-space.ts";

/** What of a strategy's parameters a person wants searched, and what stays. */
export interface SearchWish {
  /** Parameters with one value, as texts. */
  readonly fixed: Readonly<Record<string, string>>;
  /** Ranges and lists of the others; undefined: what they declare. */
  readonly ranges: Readonly<Record<string, SearchRange>> | undefined;
}

/**
 * Takes `--param` values apart: `5:50:5` from 5 to 50 in steps of 5, both among them; `a,b,c` a list; anything else one
 * value that stays. Without a range or list every parameter that isn't fixed is searched as it is declared.
 *
 * @throws {BacksightError} BACKSIGHT_PARAMETER_UNKNOWN, BACKSIGHT_PARAMETER_VALUE, BACKSIGHT_USAGE
 */
export function readSearch(strategy: string, params: ParamSet, given: Readonly<Record<string, string>>): SearchWish {
  const fixed: Record<string, string> = {};
  const ranges: Record<string, SearchRange> = {};
  for (const [name, text] of Object.entries(given)) {
    if (!Object.hasOwn(params, name)) resolveParams(strategy, params, { [name]: text });
    if (text.includes(":")) ranges[name] = rangeOf(name, text);
    else if (text.includes(","))
      ranges[name] = text.split(",").map((one) => readValue(strategy, params, name, one.trim()));
    else fixed[name] = text;
  }
  if (Object.keys(ranges).length > 0) return { fixed, ranges };
  if (Object.keys(fixed).length === 0) return { fixed, ranges: undefined };
  for (const [name, parameter] of Object.entries(params)) {
    const range = declaredRange(parameter);
    if (range !== undefined && !Object.hasOwn(fixed, name)) ranges[name] = range;
  }
  return { fixed, ranges };
}

function readValue(strategy: string, params: ParamSet, name: string, text: string): ParameterValue {
  return resolveParams(strategy, params, { [name]: text })[name]!;
}

function rangeOf(name: string, text: string): NumberRange {
  const [min = NaN, max = NaN, step, ...more] = text
    .split(":")
    .map((part) => (part.trim() === "" ? NaN : Number(part)));
  const isGood = Number.isFinite(min) && Number.isFinite(max) && (step === undefined || step > 0) && max >= min;
  if (isGood && more.length === 0) return { min, max, step };
  throw new BacksightError("BACKSIGHT_USAGE", {
    problem: `--param ${name}=${text} is no range.`,
    help: "Write from:to:step, as in fast=5:50:5, or a list: fast=5,10,20.",
  });
}
