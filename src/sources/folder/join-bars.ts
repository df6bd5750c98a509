import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import type { BarColumns } from "../../market/bars-check.ts";
import { createBars } from "../../market/create-bars.ts";

/**
 * Bars of one instrument that came in several files, one after the other.
 *
 * @param source of the whole
 * @throws {BacksightError} BACKSIGHT_USAGE for files of different timeframes, calendars or adjustments, and for
 * files without a calendar of their own; as `createBars`
 */
export function joinBars(source: string, names: readonly string[], pieces: readonly Bars[]): Bars {
  const first = pieces[0]!;
  for (const [i, piece] of pieces.entries()) {
    const differs =
      piece.timeframe.label !== first.timeframe.label
        ? `timeframe ${piece.timeframe.label} beside ${first.timeframe.label}`
        : piece.calendar.id !== first.calendar.id
          ? `calendar ${piece.calendar.id} beside ${first.calendar.id}`
          : piece.adjustment !== first.adjustment
            ? `adjustment ${piece.adjustment} beside ${first.adjustment}`
            : piece.calendar.id === "none"
              ? "no calendar that goes on in the next file"
              : "";
    if (differs === "") continue;
    throw new BacksightError("BACKSIGHT_USAGE", {
      problem: `${names[i]} of ${source} has ${differs}.`,
      help: "Say what they have in common: ?timeframe=1m&calendar=us-equity&adjustment=raw.",
    });
  }
  return createBars({
    instrument: first.instrument,
    timeframe: first.timeframe,
    calendar: first.calendar,
    ...joinColumns(pieces),
    adjustment: first.adjustment,
    source,
    isSynthetic: pieces.some(({ isSynthetic }) => isSynthetic),
    notes: [...new Set(pieces.flatMap(({ notes }) => notes))],
  });
}

function joinColumns(pieces: readonly Bars[]): BarColumns {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const join = (name: keyof BarColumns): Float64Array => {
    const out = new Float64Array(length);
    let at = 0;
    for (const piece of pieces) {
      out.set(piece[name], at);
      at += piece.length;
    }
    return out;
  };
  return {
    time: join("time"),
    closeTime: join("closeTime"),
    open: join("open"),
    high: join("high"),
    low: join("low"),
    close: join("close"),
    volume: join("volume"),
  };
}
