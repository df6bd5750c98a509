import { BacksightError } from "../core/errors.ts";
import { didYouMean } from "../core/nearest-name.ts";
import { checkParams } from "./check-params.ts";

/** What every kind of strategy is declared with, beside what it decides by. */
export const DEFINITION_KEYS = [
  "name",
  "description",
  "family",
  "version",
  "params",
  "direction",
  "where",
  "requiredHistory",
] as const;

/** Says what is wrong with a definition; never returns. */
export type FailDefinition = (problem: string, hint?: string) => never;

/**
 * Checks what every kind of strategy has: known keys, a name, one side or both, texts, parameters, and functions where
 * functions are due.
 *
 * @param maker the function that was called, for messages
 * @param keys all that the kind knows
 * @param functions the keys that hold functions
 * @returns how to fail with the strategy's name, for checks of the kind's own
 * @throws {BacksightError} BACKSIGHT_STRATEGY_DEFINITION
 */
export function checkDefinition(
  maker: string,
  given: object,
  keys: readonly string[],
  functions: readonly string[],
): FailDefinition {
  const spec = given as Readonly<Record<string, unknown>> | null;
  const name = typeof spec?.name === "string" ? spec.name : "?";
  const fail: FailDefinition = (problem, hint = "") => {
    throw new BacksightError("BACKSIGHT_STRATEGY_DEFINITION", { strategy: name, problem, hint });
  };
  if (typeof spec !== "object" || spec === null) return fail(`${maker} takes an object`);
  if (!/^[a-z0-9][a-z0-9-]*$/i.test(name))
    fail(`name must be letters, digits and hyphens, was ${JSON.stringify(spec.name)}`);
  for (const key of Object.keys(spec)) if (!keys.includes(key)) fail(`unknown key "${key}"`, didYouMean(key, keys));
  const { direction, family, version, params } = spec;
  if (direction !== undefined && !["long", "short", "both"].includes(direction as string))
    fail(`direction must be long, short or both, was ${String(direction)}`);
  for (const key of functions) {
    if (spec[key] !== undefined && typeof spec[key] !== "function") fail(`${key} must be a function`);
  }
  for (const key of ["description", "family"]) {
    if (spec[key] !== undefined && typeof spec[key] !== "string") fail(`${key} must be a text`);
  }
  if (family === "") fail("family must not be empty");
  if (version !== undefined && !(Number.isSafeInteger(version) && (version as number) > 0))
    fail("version must be a whole number above 0");
  if (params !== undefined) checkParams(name, "params", params);
  return fail;
}
