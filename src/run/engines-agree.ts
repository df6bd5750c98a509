import { BacksightError, isBacksightError } from "../core/errors.ts";
import { isoTime } from "../market/iso-time.ts";
import type { TradingOutcome } from "../trading/open-trading.ts";
import type { SimulationResult } from "../trading/simulation-result.ts";

/** Callbacks that are asked again do the same: orders and fills of every instrument are equal to the last bit. */
export function isSameAgain(once: readonly TradingOutcome[], again: () => readonly TradingOutcome[]): boolean {
  try {
    for (const [k, other] of again().entries()) {
      compareLists("orders", once[k]!.orders as never, other.orders as never);
      compareLists("fills", once[k]!.fills as never, other.fills as never);
    }
    return true;
  } catch (error) {
    if (isBacksightError(error) && STOPPED.includes(error.code)) throw error;
    return false;
  }
}

/** Who was stopped didn't answer differently. */
const STOPPED: readonly string[] = ["BACKSIGHT_CANCELLED", "BACKSIGHT_TIME_LIMIT"];

type Columns = Readonly<Record<string, unknown>>;

/**
 * Holds two engines' results of one run to each other, to the last bit: orders, fills, cash events, trades, then cash,
 * units and equity at each close.
 *
 * @throws {BacksightError} BACKSIGHT_ENGINES_DIFFER naming the first difference
 */
export function checkEnginesAgree(
  vector: SimulationResult,
  event: SimulationResult,
  closeTime: { readonly at: (row: number) => number | undefined },
): void {
  const lists = ["orders", "fills", "cashEvents", "trades"] as const;
  for (const name of lists) compareLists(name, vector[name] as never, event[name] as never);
  for (const name of ["cash", "quantity", "equity"] as const) {
    const row = firstDifference(vector[name], event[name]);
    if (row >= 0)
      differ(
        `${name} at the close of bar ${row} (${isoTime(closeTime.at(row)!)})`,
        vector[name][row],
        event[name][row],
      );
  }
  for (const name of ["ruinedAt", "clipped"] as const)
    if (vector[name] !== event[name]) differ(name, vector[name], event[name]);
  const counts = [vector.notFilled, event.notFilled].map((one) => JSON.stringify(one));
  if (counts[0] !== counts[1]) differ("counts of what didn't fill", counts[0], counts[1]);
}

function compareLists(list: string, a: Columns, b: Columns): void {
  for (const [name, column] of Object.entries(a)) {
    const other = b[name];
    if (!isColumn(column) || !isColumn(other)) continue;
    const row = firstDifference(column, other);
    if (row >= 0) differ(`${name} of row ${row} of ${list}`, column[row], other[row]);
  }
}

function isColumn(value: unknown): value is ArrayLike<number> {
  return ArrayBuffer.isView(value);
}

/** First row that isn't the same; −1 when all are. */
function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const rows = Math.max(a.length, b.length);
  for (let row = 0; row < rows; row++) if (!Object.is(a[row], b[row])) return row;
  return -1;
}

function differ(what: string, vector: unknown, event: unknown): never {
  const shown = (value: unknown) => (value === undefined ? "nothing" : String(value));
  throw new BacksightError("BACKSIGHT_ENGINES_DIFFER", { what, vector: shown(vector), event: shown(event) });
}
