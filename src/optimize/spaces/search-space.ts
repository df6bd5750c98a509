import { checkFinite, checkPositive } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import type { Parameter, ParameterValue, ParamSet } from "../../core/params/parameter.ts";
import { resolveParams } from "../../core/params/resolve-params.ts";
import { callStrategy } from "../../strategy/call-strategy.ts";
import { continuousDimension, type Dimension, listedDimension, steppedDimension } from "./dimension.ts";
import type { NumberRange, SearchRange } from "./search-range.ts";

/** Values of all parameters of a strategy. */
export type Params = Readonly<Record<string, ParameterValue>>;

/** What of a strategy a search needs to know. */
export interface Searchable {
  readonly name: string;
  readonly params: ParamSet;
  /** The strategy's own rule: parameters that break it are never tried. */
  where?(params: never): boolean;
  /** False: the parameter isn't searched with these values of those before it, but keeps its default. */
  isActive?(parameter: string, params: never): boolean;
}

export interface SearchSpaceOptions {
  /**
   * What is searched; all other parameters keep their default. Without it: every truth, every choice, and every number
   * with both bounds.
   */
  readonly ranges?: Readonly<Record<string, SearchRange | undefined>> | undefined;
  /** A further rule beside the strategy's own. */
  readonly where?: ((params: Params) => boolean) | undefined;
  /**
   * Conditional parameters: where the answer is no, the parameter isn't searched but keeps its default. May ask for
   * parameters declared earlier.
   */
  readonly when?: Readonly<Record<string, (params: Params) => boolean>> | undefined;
  /** A space of one point is one: ranges of single values are no mistake then. */
  readonly isPointAllowed?: boolean | undefined;
}

/** The parameters that a search may try, as the unit cube: one dimension for each that is searched. */
export interface SearchSpace {
  readonly strategy: string;
  readonly dimensions: readonly Dimension[];
  /** Number of points of the full grid, allowed or not; Infinity when a dimension is continuous. */
  readonly size: number;
  /** All parameters at a point of the cube, in declared order. */
  paramsAt(cube: ArrayLike<number>): Params;
  /**
   * A point of the cube at which these parameters lie; NaN where a value isn't searched. `paramsAt` of it gives them
   * back (continuous values on a logarithmic scale to rounding).
   */
  cubeOf(params: Params): Float64Array;
  /** Whether they satisfy every `where`. @throws {BacksightError} BACKSIGHT_STRATEGY_THREW */
  isAllowed(params: Params): boolean;
}

/**
 * The search space of a strategy: what its parameters declare, or what `ranges` says of some of them.
 *
 * Whole numbers are searched in steps of 1 unless a step is declared, other numbers continuously unless one is; `log`
 * gives each doubling the same share of the cube. Values outside the declared bounds are errors here, not at the first
 * run.
 *
 * @throws {BacksightError} BACKSIGHT_PARAMETER_UNKNOWN, BACKSIGHT_PARAMETER_VALUE, BACKSIGHT_ARGUMENT when nothing is
 * searched
 * @example searchSpace(smaCross, { ranges: { fast: range(5, 50, 5), slow: [50, 100, 200] } })
 */
export function searchSpace(strategy: Searchable, options: SearchSpaceOptions = {}): SearchSpace {
  const { name, params } = strategy;
  const { ranges, when = {} } = options;
  for (const names of [ranges ?? {}, when]) {
    const unknown = Object.keys(names).find((key) => !Object.hasOwn(params, key));
    if (unknown !== undefined) resolveParams(name, params, { [unknown]: null });
  }
  const fixed: Record<string, ParameterValue> = {};
  const dimensions: Dimension[] = [];
  for (const [key, parameter] of Object.entries(params)) {
    const wanted =
      ranges === undefined ? declaredRange(parameter) : Object.hasOwn(ranges, key) ? ranges[key] : undefined;
    const dimension = wanted === undefined ? undefined : dimensionOf(name, params, key, wanted);
    if (dimension === undefined) fixed[key] = parameter.default;
    else if (dimension.size === 1) fixed[key] = dimension.levelAt(0);
    else dimensions.push(dimension);
  }
  if (dimensions.length === 0 && options.isPointAllowed !== true) {
    const rule = `ranges of at least one parameter of "${name}"`;
    const value = ranges === undefined ? "no parameter declares min and max" : "ranges of single values";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "the search space", rule, value });
  }
  const order = Object.keys(params);
  const indexOf = new Map(dimensions.map((dimension, i) => [dimension.name, i]));
  const own = strategy.where?.bind(strategy);
  const isActive = (key: string, values: Params): boolean =>
    (strategy.isActive === undefined ||
      callStrategy(name, `when.${key}`, () => strategy.isActive!(key, values as never))) &&
    (!Object.hasOwn(when, key) || callStrategy(name, `when.${key}`, () => when[key]!(values)));

  return {
    strategy: name,
    dimensions,
    size: dimensions.reduce((product, { size }) => product * size, 1),
    paramsAt(cube) {
      const values: Record<string, ParameterValue> = {};
      for (const key of order) {
        const i = indexOf.get(key);
        if (!isActive(key, values)) values[key] = params[key]!.default;
        else values[key] = i === undefined ? fixed[key]! : dimensions[i]!.valueAt(cube[i]!);
      }
      return values;
    },
    cubeOf: (given) => Float64Array.from(dimensions, (dimension) => dimension.positionOf(given[dimension.name]!)),
    isAllowed: (given) =>
      (own === undefined || callStrategy(name, "where", () => own(given as never))) &&
      (options.where === undefined || callStrategy(name, "where", () => options.where!(given))),
  };
}

/** What a parameter declares to be searched; undefined for a number without both bounds. */
export function declaredRange({ kind, min, max, step, choices }: Parameter): SearchRange | undefined {
  if (kind === "bool") return [false, true];
  if (kind === "choice") return choices;
  return min === undefined || max === undefined ? undefined : { min, max, step };
}

function dimensionOf(strategy: string, params: ParamSet, key: string, wanted: SearchRange): Dimension {
  const parameter = params[key]!;
  const read = (value: ParameterValue) => resolveParams(strategy, params, { [key]: value })[key]!;
  if (typeof wanted !== "object") return listedDimension(key, [read(wanted)], false);
  if (isList(wanted)) return listOf(key, wanted.map(read), parameter);
  if (parameter.kind === "bool" || parameter.kind === "choice") {
    const rule = `a list of values for ${parameter.kind === "bool" ? "a truth" : "a choice"}`;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: `the range of ${key}`, rule, value: wanted });
  }
  return numbersOf(key, parameter, wanted, read);
}

function listOf(key: string, values: readonly ParameterValue[], { kind }: Parameter): Dimension {
  const distinct = [...new Set(values)];
  if (distinct.length === 0) {
    const rule = "a list of at least one value";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: `the range of ${key}`, rule, value: "an empty one" });
  }
  const isNumeric = kind === "int" || kind === "num";
  return listedDimension(key, isNumeric ? distinct.sort((a, b) => Number(a) - Number(b)) : distinct, isNumeric);
}

function numbersOf(
  key: string,
  parameter: Parameter,
  wanted: NumberRange,
  read: (value: number) => unknown,
): Dimension {
  const { min, max, step = parameter.kind === "int" ? 1 : undefined, log: isLog = parameter.log === true } = wanted;
  const name = `the range of ${key}`;
  const refuse = (rule: string, value: unknown): never => {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value });
  };
  checkFinite(`min of ${name}`, min);
  checkFinite(`max of ${name}`, max);
  read(min);
  if (min > max) refuse("from the lesser to the greater number", `${min} to ${max}`);
  if (isLog && min <= 0) refuse("above 0 on a logarithmic scale", min);
  if (step === undefined) {
    read(max);
    return continuousDimension(key, min, max, isLog);
  }
  checkPositive(`step of ${name}`, step);
  if (parameter.kind === "int" && !Number.isInteger(step)) refuse("in whole steps for int()", step);
  const dimension = steppedDimension(key, min, max, step, isLog);
  read(dimension.levelAt(dimension.size - 1) as number);
  return dimension;
}

function isList(wanted: NumberRange | readonly ParameterValue[]): wanted is readonly ParameterValue[] {
  return Array.isArray(wanted);
}
