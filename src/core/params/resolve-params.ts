import { BacksightError } from "../errors.ts";
import { didYouMean } from "../nearest-name.ts";
import { numberOfText } from "../number-text.ts";
import type { Parameter, ParameterValue, ParamSet } from "./parameter.ts";

/**
 * The full, checked parameter values: defaults with what was given laid over them, in declared order.
 * Texts (from a command line) are read as the parameter's kind.
 *
 * @throws {BacksightError} BACKSIGHT_PARAMETER_UNKNOWN, BACKSIGHT_PARAMETER_VALUE
 */
export function resolveParams(
  strategy: string,
  params: ParamSet,
  given: Readonly<Record<string, unknown>>,
): Record<string, ParameterValue> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(params, name)) {
      const known = Object.keys(params);
      throw new BacksightError("BACKSIGHT_PARAMETER_UNKNOWN", {
        name,
        strategy,
        hint: didYouMean(name, known),
        known: known.join(", ") || "none",
      });
    }
  }
  const values: Record<string, ParameterValue> = {};
  for (const [name, parameter] of Object.entries(params)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    values[name] = value === undefined ? parameter.default : readValue(name, parameter, value);
  }
  return values;
}

function readValue(name: string, parameter: Parameter, value: unknown): ParameterValue {
  const read = typeof value === "string" ? fromText(parameter, value) : value;
  if (!fits(parameter, read))
    throw new BacksightError("BACKSIGHT_PARAMETER_VALUE", { name, rule: describeParameter(parameter), value });
  return read;
}

function fromText(parameter: Parameter, text: string): unknown {
  const trimmed = text.trim();
  if (parameter.kind === "bool") return trimmed === "true" ? true : trimmed === "false" ? false : text;
  if (parameter.kind === "choice") return text;
  return numberOfText(trimmed) ?? text;
}

function fits(parameter: Parameter, value: unknown): value is ParameterValue {
  const { kind, min = -Infinity, max = Infinity, choices } = parameter;
  if (kind === "bool") return typeof value === "boolean";
  if (kind === "choice") return typeof value === "string" && choices!.includes(value);
  if (typeof value !== "number" || !Number.isFinite(value)) return false;
  return (kind === "num" || Number.isInteger(value)) && min <= value && value <= max;
}

/** The rule of a parameter in words: "a whole number from 2 to 100". */
export function describeParameter({ kind, min, max, choices }: Parameter): string {
  if (kind === "bool") return "true or false";
  if (kind === "choice") return `one of ${choices!.join(", ")}`;
  const noun = kind === "int" ? "a whole number" : "a number";
  if (min !== undefined && max !== undefined) return `${noun} from ${min} to ${max}`;
  if (min !== undefined) return `${noun} from ${min}`;
  return max === undefined ? noun : `${noun} up to ${max}`;
}
