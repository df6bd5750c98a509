import { BacksightError, isBacksightError, reasonOf } from "../core/errors.ts";
import { underWay } from "./under-way.ts";

/** Runs a callback of the strategy; what it throws becomes a typed error that names it and the line. */
export function callStrategy<T>(strategy: string, callback: string, call: () => T): T {
  let result: T;
  const outer = underWay.place;
  underWay.place = () => callback;
  try {
    result = call();
  } catch (error) {
    throw strategyThrew(strategy, callback, error);
  } finally {
    underWay.place = outer;
  }
  checkSynchronous(strategy, callback, result);
  return result;
}

/** What a strategy's callback threw, as a typed error; typed ones as they are. */
export function strategyThrew(strategy: string, callback: string, error: unknown): unknown {
  if (isBacksightError(error)) return error;
  const at = placeOf(error);
  const reason = `${reasonOf(error).replace(/\.$/, "")}.`;
  const where = at === undefined ? "" : ` (${at})`;
  return new BacksightError("BACKSIGHT_STRATEGY_THREW", { strategy, callback, reason, where }, { cause: error });
}

/** @throws {BacksightError} BACKSIGHT_STRATEGY_RESULT when a callback returned a promise */
export function checkSynchronous(strategy: string, callback: string, result: unknown): void {
  if (typeof result !== "object" || result === null || !("then" in result)) return;
  // What it rejects with later would be an error of its own.
  Promise.resolve(result).catch(() => {});
  throw new BacksightError("BACKSIGHT_STRATEGY_RESULT", {
    strategy,
    problem: `a promise from ${callback}`,
    hint: " Strategies are synchronous: drop async.",
  });
}

function placeOf(error: unknown): string | undefined {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const frame = /([^/\\(\s?]+\.[cm]?[jt]s)(?:\?[^\s:)]*)?(:\d+:\d+)/.exec(stack);
  return frame === null ? undefined : `${frame[1]}${frame[2]}`;
}
