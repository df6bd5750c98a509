import { BacksightError } from "../../core/errors.ts";
import type { RowRange } from "../../optimize/splits/row-range.ts";
import type { SimulatedSignals } from "../simulate.ts";

/** What the parameters of one window say, and the rows on which they decide. */
export interface WindowSignals {
  readonly rows: RowRange;
  readonly signals: SimulatedSignals;
  /** First row whose decision counts, by the history that these parameters need. */
  readonly firstDecision: number;
  /** They are other parameters than those of the window before. */
  readonly isChange: boolean;
}

const LEVELS = ["stopLoss", "takeProfit", "entryLimit", "entryStop", "exitLimit", "adjustEntryLimit"] as const;

/**
 * One answer whose every row is that of the window whose turn it is, so that one simulation goes through all of them and
 * a position that one window opened is in the hands of the next one's signals. On rows without a window everything is
 * left: the exit is decided on the row before them.
 *
 * Targets: where the parameters change, the target that the new ones held by then is aimed at on the window's first row.
 *
 * @param windows in order of time, at least one
 * @param length of the columns: the end of the last window
 * @throws {BacksightError} BACKSIGHT_NOT_SUPPORTED for strategies that decide bar by bar, or by masks in one window and by
 * targets in another
 */
export function carriedSignals(strategy: string, windows: readonly WindowSignals[], length: number): SimulatedSignals {
  const all = windows.map(({ signals }) => signals);
  if (all.some(({ program }) => program !== undefined)) throw notCarried(`${strategy}, which decides bar by bar`);
  const kinds = new Set(all.map(({ targets }) => targets?.kind));
  if (kinds.size > 1) throw notCarried(`${strategy}, which answers in different ways by its parameters`);

  const isFree = new Uint8Array(length).fill(1);
  for (const { rows } of windows) isFree.fill(0, rows.start, rows.end);
  /** The rows of each window from the columns that it gives; `whenLeft` where everything is left, or is gone. */
  const join = <T extends Float64Array | Uint8Array>(
    out: T,
    columnOf: (signals: SimulatedSignals) => ArrayLike<number> | null | undefined,
    whenLeft: number,
    whenGone = whenLeft,
  ): T => {
    for (const [k, { rows, signals, firstDecision }] of windows.entries()) {
      const column = columnOf(signals);
      if (column === null || column === undefined) continue;
      for (let i = k === 0 ? rows.start : Math.max(rows.start, firstDecision); i < rows.end; i++) out[i] = column[i]!;
    }
    for (let i = 0; i < length; i++) {
      if (isFree[i] === 1) out[i] = whenGone;
      else if (isFree[i + 1] === 1) out[i] = whenLeft;
    }
    return out;
  };
  const isGiven = (name: keyof SimulatedSignals) => all.some((signals) => (signals[name] ?? null) !== null);
  const targets = all[0]!.targets ?? null;
  const isMasked = targets === null ? 1 : 0;
  const mask = (name: "entries" | "exits" | "shortEntries" | "shortExits", whenLeft: number) =>
    join(new Uint8Array(length), (signals) => signals[name], whenLeft, 0);
  const unknown = () => new Float64Array(length).fill(NaN);
  const levels = LEVELS.filter(isGiven).map(
    (name) => [name, join(unknown(), (signals) => signals[name], NaN)] as const,
  );
  return {
    entries: mask("entries", 0),
    exits: mask("exits", isMasked),
    shortEntries: isGiven("shortEntries") ? mask("shortEntries", 0) : null,
    shortExits: isGiven("shortEntries") || isGiven("shortExits") ? mask("shortExits", isMasked) : null,
    ...Object.fromEntries(levels),
    targets:
      targets === null
        ? null
        : {
            kind: targets.kind,
            values: aimedAt(
              join(unknown(), (signals) => signals.targets?.values, 0),
              windows,
            ),
          },
  };
}

/** With the target that stood by then on the first row of each window whose parameters are new. */
function aimedAt(values: Float64Array, windows: readonly WindowSignals[]): Float64Array {
  for (const { rows, signals, firstDecision, isChange } of windows.slice(1)) {
    const { start } = rows;
    if (!isChange || start < firstDecision) continue;
    const own = signals.targets!.values;
    let row = start;
    while (row >= firstDecision && Number.isNaN(own[row])) row--;
    if (row >= firstDecision && Number.isNaN(values[start]!)) values[start] = own[row]!;
  }
  return values;
}

/** Which positions can't be carried on. */
export function notCarried(what: string): BacksightError {
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `carrying positions of ${what} from window to window`,
    instead: "Let each window begin flat: positions flatten.",
  });
}
