import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import { numberOfText } from "../../core/number-text.ts";

/** "volume-share:0.1,bars:10" taken apart: a name, its value, and values by name. */
export interface ModelWords {
  readonly name: string;
  readonly value: string | undefined;
  readonly options: ReadonlyMap<string, string>;
}

/**
 * Takes a model apart: `name`, `name:value`, each with `,option:value`s.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for an option without a value, or given twice
 */
export function readModelWords(argument: string, text: string): ModelWords {
  const [head = "", ...rest] = text.trim().split(",");
  const [name = "", value] = pairOf(head);
  const options = new Map<string, string>();
  for (const part of rest) {
    const [option, given] = pairOf(part);
    if (option === "" || given === undefined || options.has(option))
      throw wrongCost(argument, `${name} with options such as bars:20, each once`, text);
    options.set(option, given);
  }
  return { name, value, options };
}

/** The options of a model, each of which it must know. @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN */
export function checkOptions(argument: string, { name, options }: ModelWords, known: readonly string[]): void {
  for (const option of options.keys()) {
    if (known.includes(option)) continue;
    throw unknownCost(`option of ${argument} ${name}`, option, known.length === 0 ? ["none"] : known);
  }
}

/** A number from 0, `2%` or `0.02`. @param whole the text that it stands in @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readAmount(argument: string, text: string, whole = text): number {
  const value = numberOfText(text) ?? NaN;
  if (value >= 0 && value < Infinity) return value;
  throw wrongCost(argument, "a number from 0 (0.02 or 2%)", whole);
}

/** A fraction from 0 to below 1, `2%` or `0.02`. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readShareOfPrice(argument: string, text: string): number {
  const value = numberOfText(text) ?? NaN;
  if (value >= 0 && value < 1) return value;
  throw wrongCost(argument, "a fraction from 0 to below 1 (0.02 or 2%)", text);
}

/** A text that begins as numbers do. */
export function isNumberLike(text: string): boolean {
  return /^\s*([+-]?[\d.]|\/|$)/.test(text);
}

/** A text that holds a setting as JSON. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readJson(argument: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrongCost(argument, "JSON that is complete", text);
  }
}

export function wrongCost(name: string, rule: string, value: unknown): BacksightError {
  const shown = isPlain(value) ? JSON.stringify(value) : value;
  return new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value: shown });
}

export function unknownCost(kind: string, name: string, known: readonly string[]): BacksightError {
  return new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
    kind,
    name,
    hint: didYouMean(name, known),
    known: known.join(", "),
  });
}

/** An object literal. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function pairOf(part: string): readonly [name: string, value: string | undefined] {
  const at = part.indexOf(":");
  return at < 0 ? [part.trim(), undefined] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
}
