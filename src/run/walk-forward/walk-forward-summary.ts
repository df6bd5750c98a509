import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import { isoTime } from "../../market/iso-time.ts";
import type { SearchSpace } from "../../optimize/spaces/search-space.ts";
import type { RowRange } from "../../optimize/splits/row-range.ts";
import { stitchOutOfSample } from "../../optimize/splits/stitch-out-of-sample.ts";
import { walkForwardDrift } from "./parameter-drift.ts";
import type { PartNumbers, TestedWindow } from "./test-window.ts";
import { walkForwardEfficiency } from "./walk-forward-efficiency.ts";
import type {
  RecordedNumbers,
  RecordedRange,
  WalkForwardRecord,
  WalkForwardWindowRecord,
} from "./walk-forward-record.ts";

/** What a walk-forward found, as plain JSON. @param cutPositions see {@link WalkForwardRecord} */
export function walkForwardRecord(
  bars: Bars,
  space: SearchSpace,
  windows: readonly TestedWindow[],
  cutPositions: number,
): WalkForwardRecord {
  const chosen = windows.filter(({ trained }) => trained.best !== null);
  const gained = chosen.filter(({ tested }) => tested.annualReturn > 0);
  return {
    windows: windows.map((window) => windowRecord(bars, window)),
    efficiency: finite(walkForwardEfficiency(chosen.map(annualPair))),
    profitableShare: chosen.length === 0 ? null : gained.length / chosen.length,
    drift: walkForwardDrift(
      space,
      chosen.map(({ trained }) => trained.best!.params),
    ),
    trials: windows.reduce((sum, { trained }) => sum + trained.trials, 0),
    cutPositions,
    overlap: overlapOf(windows),
  };
}

function windowRecord(bars: Bars, window: TestedWindow): WalkForwardWindowRecord {
  const { trained, inSample, tested } = window;
  const { window: rows, best, purgedBars, trials, failed } = trained;
  return {
    train: rangeOf(bars, rows.train),
    test: rangeOf(bars, rows.test),
    outOfSample: rangeOf(bars, rows.outOfSample),
    purgedBars,
    params: best?.params ?? null,
    trials,
    failed,
    inSample: recorded(inSample),
    tested: recorded(tested),
    efficiency: finite(walkForwardEfficiency([annualPair(window)])),
  };
}

function annualPair({ inSample, tested }: TestedWindow) {
  return { inSample: inSample.annualReturn, tested: tested.annualReturn };
}

function recorded({ annualReturn, metrics }: PartNumbers): RecordedNumbers {
  const entries = Object.entries(metrics).map(([id, value]) => [id, finite(value)] as const);
  return { annualReturn: finite(annualReturn), metrics: Object.fromEntries(entries) };
}

function rangeOf(bars: Bars, { start, end }: RowRange): RecordedRange {
  const [first, last] = [columnOf(bars, "time").at(start)!, columnOf(bars, "closeTime").at(end - 1)!];
  return { start: isoTime(first), end: isoTime(last), bars: end - start };
}

/** Windows that were passed in cash have no opinion that could differ. */
function overlapOf(windows: readonly TestedWindow[]): WalkForwardRecord["overlap"] {
  const chosen = windows.filter(({ trained }) => trained.best !== null);
  const { dispersion } = stitchOutOfSample(
    chosen.map(({ trained }) => trained.window),
    chosen.map(({ returns }) => returns),
  );
  const known = dispersion.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return null;
  return { bars: known.length, dispersion: known.reduce((sum, value) => sum + value, 0) / known.length };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
