import { isLevelRole, isMaskRole, type SignalRole } from "./signal-roles.ts";
import type { SignalColumn, SignalsTable } from "./signals-table.ts";

/**
 * Checks the values of the rows that are used. A mask is 0 or 1 in every row: what is missing there could mean either.
 * A stop or target price is above 0 or missing; a weight or a quantity is any number, or missing.
 *
 * @throws {BacksightError} what `table.rows.refuse` throws
 */
export function checkSignals(table: SignalsTable, picked: Int32Array): void {
  for (const [role, column] of table.columns) {
    for (const row of picked) {
      const problem = problemOf(role, column, column.values[row]!);
      if (problem !== undefined) table.rows.refuse(row, problem);
    }
  }
}

function problemOf(role: SignalRole, { name }: SignalColumn, value: number): string | undefined {
  if (isMaskRole(role)) {
    if (value === 0 || value === 1) return undefined;
    if (Number.isNaN(value)) return `${name} is missing; write False or 0 there (pandas: .fillna(False))`;
    return `${name} is ${value}, must be 0 or 1, or True or False`;
  }
  if (Math.abs(value) === Infinity) return `${name} is infinite; what is missing is NaN or empty`;
  if (isLevelRole(role) && value <= 0) return `${name} is ${value}, must be a price above 0, or missing`;
  return undefined;
}
