import { type Context, createContext, Script } from "node:vm";

let context: Context | undefined;
const CALL = new Script("act()");
/** Nearly 25 days; Node knows no longer time. */
const LONGEST = 2 ** 31 - 1;

/**
 * Calls a synchronous function and stops it, wherever it is, when it takes longer: code that loops without end can't catch
 * that. What it changed so far stays changed.
 *
 * @param late makes the error that is thrown then
 */
export function withinTime<T>(milliseconds: number, act: () => T, late: () => Error): T {
  context ??= createContext({});
  const before: unknown = context.act;
  context.act = act;
  try {
    return CALL.runInContext(context, { timeout: Math.min(LONGEST, Math.max(1, Math.ceil(milliseconds))) }) as T;
  } catch (error) {
    if ((error as { readonly code?: unknown } | null)?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") throw late();
    throw error;
  } finally {
    context.act = before;
  }
}
