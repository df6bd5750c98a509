import { type CreateColumn, ExtremeTable, plainColumn } from "./extreme-table.ts";

/**
 * What stretches of bars with one position are summed up from, so that a stretch costs as much whether it is short or
 * long: running sums of closes and of close-to-close returns, and the extreme closes.
 */
export interface CloseTable {
  /**
   * Four numbers a bar, side by side so that a look at a bar is one look into memory: its close, the sum of closes so
   * far, the sums of simple returns since bar 0 and of their squares.
   */
  readonly rows: Float64Array;
  readonly least: ExtremeTable;
  readonly most: ExtremeTable;
}

/**
 * @param direction sides that are asked for: a long position is worth the least at the least close, a short one at the
 *   highest
 * @param create makes an array of a length
 */
export function createCloseTable(
  close: Float64Array,
  direction: "long" | "short" | "both",
  create: CreateColumn = plainColumn,
): CloseTable {
  const { length } = close;
  const rows = create(4 * length);
  let sum = 0;
  let returns = 0;
  let squares = 0;
  for (let i = 0; i < length; i++) {
    const price = close[i]!;
    const change = i === 0 ? 0 : price / close[i - 1]! - 1;
    rows[4 * i] = price;
    rows[4 * i + 1] = sum += price;
    rows[4 * i + 2] = returns += change;
    rows[4 * i + 3] = squares += change * change;
  }
  const least = new ExtremeTable(close, 1, direction !== "short", create);
  const most = new ExtremeTable(close, -1, direction !== "long", create);
  return { rows, least, most };
}
