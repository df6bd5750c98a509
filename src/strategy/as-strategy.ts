import { BacksightError } from "../core/errors.ts";
import { adaptClass, isStrategyClass } from "./base-strategy.ts";
import { isStrategy, type Strategy } from "./strategy.ts";

/** A strategy value, or a `BaseStrategy` class, as a strategy. @throws {BacksightError} BACKSIGHT_STRATEGY_DEFINITION */
export function asStrategy(value: unknown): Strategy {
  if (isStrategy(value)) return value;
  if (isStrategyClass(value)) return adaptClass(value);
  throw new BacksightError("BACKSIGHT_STRATEGY_DEFINITION", {
    strategy: "?",
    problem: `${typeof value} is neither made by defineStrategy() nor a class that extends BaseStrategy`,
    hint: "",
  });
}
