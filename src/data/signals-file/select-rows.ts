import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import type { SignalsTable } from "./signals-table.ts";

const MOST_NAMED = 5;

/**
 * The rows of one symbol, in the order of the file: of the wanted one, else of the one that the prices are of.
 *
 * @throws {BacksightError} BACKSIGHT_SIGNALS_MATCH when the file has none
 */
export function selectRows({ path, length, symbols }: SignalsTable, own: string, wanted?: string): Int32Array {
  if (symbols === null && wanted === undefined) return Int32Array.from({ length }, (_, row) => row);
  const symbol = wanted ?? own;
  const rows: number[] = [];
  for (let row = 0; row < length; row++) if (symbols?.[row] === symbol) rows.push(row);
  if (rows.length > 0) return Int32Array.from(rows);
  const known = [...new Set(symbols)];
  const named = known.slice(0, MOST_NAMED).join(", ") + (known.length > MOST_NAMED ? ", …" : "");
  const one = wanted === undefined ? `the prices are of ${own}` : `symbol=${wanted} was asked for`;
  throw new BacksightError("BACKSIGHT_SIGNALS_MATCH", {
    path,
    problem: `${one}, and it ${symbols === null ? "has no column of symbols" : `has signals for ${named} only`}`,
    advice:
      symbols === null
        ? "Leave symbol= out, or add a column symbol."
        : `Choose with ?symbol= behind the file's path.${didYouMean(symbol, known)}`,
  });
}
