export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A bar as a row: open and close time, four prices, volume. */
export type ExpectedRow = readonly [number, number, number, number, number, number, number];

/** A bar whose every number follows from its time, so that a wrong one shows; prices are whole cents. */
export function barAt(time: number, closeTime: number): ExpectedRow {
  const cents = 10_000 + ((time / HOUR) % 997) * 7;
  const open = cents / 100;
  return [time, closeTime, open, (cents + 75) / 100, (cents - 50) / 100, (cents + 25) / 100, 1 + ((time / HOUR) % 89)];
}

/** The bars of a market around the clock that open in [from, to), one an hour. */
export function hourlyBars(from: number, to: number): ExpectedRow[] {
  const rows: ExpectedRow[] = [];
  for (let time = Math.ceil(from / HOUR) * HOUR; time < to; time += HOUR) rows.push(barAt(time, time + HOUR));
  return rows;
}
