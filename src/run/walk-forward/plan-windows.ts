import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import { sliceBars } from "../../market/slice-bars.ts";
import type { RowRange } from "../../optimize/splits/row-range.ts";
import type { WalkForwardWindow } from "../../optimize/splits/walk-forward-rows.ts";
import { type WalkForwardOptions, walkForwardWindows } from "../../optimize/splits/walk-forward-windows.ts";
import { LONGEST_HOLDING, type WalkForwardLengths } from "./walk-forward-spec.ts";

/**
 * The windows of a walk-forward over the bars from row `start` on; a purge that is to be measured is left out yet.
 *
 * @throws {BacksightError} BACKSIGHT_WALK_FORWARD when there is no room for one window, BACKSIGHT_ARGUMENT
 */
export function planWindows(bars: Bars, start: number, lengths: WalkForwardLengths): WalkForwardWindow[] {
  const axis = start === 0 ? bars : sliceBars(bars, start, bars.length);
  const windows = walkForwardWindows(axis, optionsOf(lengths));
  if (windows.length === 0) throw tooShort(axis, lengths);
  const shifted = (rows: RowRange): RowRange => ({ start: rows.start + start, end: rows.end + start });
  return windows.map(({ train, test, outOfSample }) => ({
    train: shifted(train),
    test: shifted(test),
    outOfSample: shifted(outOfSample),
  }));
}

/** What is wrong with lengths of another unit is said where windows are made. */
function optionsOf({ unit, purge, ...lengths }: WalkForwardLengths): WalkForwardOptions {
  const none = unit === "calendar" ? "0d" : 0;
  return { ...lengths, unit, purge: purge === LONGEST_HOLDING ? none : purge } as WalkForwardOptions;
}

function tooShort({ length, session }: Bars, { unit, train, test }: WalkForwardLengths): BacksightError {
  let sessions = 0;
  for (let i = 0; i < length; i++) if (session[i] !== session[i - 1]) sessions++;
  const [needed, given] =
    unit === "calendar"
      ? [`${train} and then ${test}`, `${sessions} sessions`]
      : [`${Number(train) + Number(test)} ${unit} (${train} + ${test})`, `${unit === "bars" ? length : sessions}`];
  return new BacksightError("BACKSIGHT_WALK_FORWARD", {
    problem: `training and test of one window need ${needed}, and there are ${given}`,
    advice: "Take a longer history, or shorter windows.",
  });
}
