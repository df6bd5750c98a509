import { BacksightError } from "../core/errors.ts";
import type { Bars } from "../market/bars.ts";

/** Not a full check, but forgetting to await `load` is common. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function checkBars(bars: unknown, isListed = false): asserts bars is Bars {
  const isObject = typeof bars === "object" && bars !== null;
  if (isObject && "closeTime" in bars && "close" in bars && "session" in bars) return;
  const value =
    isObject && "then" in bars ? "a promise: await it first" : isListed ? `an array of ${typeof bars}` : typeof bars;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "bars", rule: "made by load() or createBars()", value });
}
