import { checkFinite, checkPositive } from "../checks.ts";
import { BacksightError } from "../errors.ts";

/** One declared parameter: gives the type in the code, the flag, the form field and the default search range. */
export interface Parameter<T extends ParameterValue = ParameterValue> {
  readonly kind: "int" | "num" | "bool" | "choice";
  readonly default: T;
  readonly min?: number;
  readonly max?: number;
  /** Distance of the default grid's points. */
  readonly step?: number;
  /** Search on a logarithmic scale. */
  readonly log?: boolean;
  readonly choices?: readonly T[];
  readonly description?: string;
}

export type ParameterValue = number | boolean | string;

/** The parameters of a strategy by name. */
export type ParamSet = Readonly<Record<string, Parameter>>;

/** The values that a declaration gives to callbacks: `{ fast: int(10) }` gives `{ fast: number }`. */
export type Values<P extends ParamSet> = { readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

interface NumberOptions {
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly log?: boolean;
  readonly description?: string;
}

/** A whole number. @throws {BacksightError} BACKSIGHT_ARGUMENT when default and bounds don't fit */
export function int(defaultValue: number, options: NumberOptions = {}): Parameter<number> {
  const parameter: Parameter<number> = { kind: "int", default: defaultValue, ...options };
  checkBounds(parameter);
  return parameter;
}

/** A number. @throws {BacksightError} BACKSIGHT_ARGUMENT when default and bounds don't fit */
export function num(defaultValue: number, options: NumberOptions = {}): Parameter<number> {
  const parameter: Parameter<number> = { kind: "num", default: defaultValue, ...options };
  checkBounds(parameter);
  return parameter;
}

/** Yes or no. @throws {BacksightError} BACKSIGHT_ARGUMENT when the default is neither */
export function bool(defaultValue: boolean, options: { readonly description?: string } = {}): Parameter<boolean> {
  if (typeof defaultValue !== "boolean") {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "default", rule: "true or false", value: defaultValue });
  }
  return { kind: "bool", default: defaultValue, ...options };
}

/**
 * One of a few texts; the first is the default unless another is named.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT when the default is none of them
 */
export function choice<const T extends string>(
  choices: readonly [T, ...T[]],
  options: { readonly default?: NoInfer<T>; readonly description?: string } = {},
): Parameter<T> {
  const { default: chosen = choices[0], ...rest } = options;
  if (!choices.includes(chosen)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "default",
      rule: `one of ${choices.join(", ")}`,
      value: chosen,
    });
  }
  return { kind: "choice", default: chosen, choices, ...rest };
}

function checkBounds({ kind, default: value, min = -Infinity, max = Infinity, step, log }: Parameter<number>): void {
  checkFinite("default", value);
  if (kind === "int" && !Number.isInteger(value)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "default", rule: "a whole number for int()", value });
  }
  if (kind === "int" && step !== undefined && !Number.isInteger(step)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "step", rule: "a whole number for int()", value: step });
  }
  if (!(min <= value && value <= max)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "default", rule: `between ${min} and ${max}`, value });
  }
  if (step !== undefined) checkPositive("step", step);
  if (log === true && !((min === -Infinity ? value : min) > 0)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "min", rule: "above 0 on a logarithmic scale", value: min });
  }
}
