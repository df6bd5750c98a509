import { BacksightError } from "../core/errors.ts";

const KINDS = ["int", "num", "bool", "choice"];

/**
 * Checks a declaration of parameters.
 *
 * @throws {BacksightError} BACKSIGHT_STRATEGY_DEFINITION unless every name can be a flag and every value was made by
 * `int`, `num`, `bool` or `choice`
 */
export function checkParams(strategy: string, declaredAs: string, params: unknown): void {
  const fail = (problem: string): never => {
    throw new BacksightError("BACKSIGHT_STRATEGY_DEFINITION", { strategy, problem, hint: "" });
  };
  if (typeof params !== "object" || params === null || Array.isArray(params))
    fail(`${declaredAs} must be an object of int(), num(), bool() or choice()`);
  for (const [name, parameter] of Object.entries(params as object)) {
    if (!/^[a-z][a-z0-9_]*$/i.test(name))
      fail(`the name of parameter ${JSON.stringify(name)} must be letters and digits, a letter first`);
    if (!isParameter(parameter)) fail(`parameter ${name} must be made by int(), num(), bool() or choice()`);
  }
}

function isParameter(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    KINDS.includes(value.kind as string) &&
    "default" in value
  );
}
