import { checkInteger, checkLength } from "../../core/checks.ts";
import { mean } from "../moments.ts";

/** One column per asset, simple returns of the same periods. */
export type ReturnColumns = readonly ArrayLike<number>[];

/**
 * Number of periods of the columns.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT without a column or with fewer than `atLeast` periods, BACKSIGHT_LENGTH for
 * columns of different lengths
 */
export function checkReturns(returns: ReturnColumns, atLeast: number): number {
  checkInteger("assets", returns.length, 1);
  for (const [j, column] of returns.entries()) checkLength(`returns of asset ${j}`, column, returns[0]!.length);
  return checkInteger("periods", returns[0]!.length, atLeast);
}

/** The columns less their means. */
export function deviations(returns: ReturnColumns): Float64Array[] {
  return returns.map((column) => {
    const center = mean(column);
    return Float64Array.from(column, (value) => value - center);
  });
}
