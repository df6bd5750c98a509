import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";

/**
 * The bars that `isWanted` says, in new columns. Sessions, tick grid and the rest stay.
 *
 * @throws {BacksightError} BACKSIGHT_BARS_EMPTY when none is left
 */
export function pickBars(bars: Bars, isWanted: (i: number) => boolean, notes: readonly string[] = []): Bars {
  const rows: number[] = [];
  for (let i = 0; i < bars.length; i++) if (isWanted(i)) rows.push(i);
  if (rows.length === 0) throw new BacksightError("BACKSIGHT_BARS_EMPTY", { source: bars.source, between: "" });
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (i) => column[i]!);
  return {
    ...bars,
    length: rows.length,
    time: pick(bars.time),
    closeTime: pick(bars.closeTime),
    open: pick(bars.open),
    high: pick(bars.high),
    low: pick(bars.low),
    close: pick(bars.close),
    volume: pick(bars.volume),
    session: Int32Array.from(rows, (i) => bars.session[i]!),
    notes: [...bars.notes, ...notes],
  };
}
