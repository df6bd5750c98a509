import { type BacksightError, isBacksightError } from "../../src/core/errors.ts";

/** The typed error that `work` throws; anything else, or nothing, fails the test. */
export function thrown(work: () => unknown): BacksightError {
  try {
    work();
  } catch (error) {
    if (isBacksightError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
