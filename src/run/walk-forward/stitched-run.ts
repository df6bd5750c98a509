import type { RowRange } from "../../optimize/splits/row-range.ts";
import { inMoney, runPrices } from "../run-prices.ts";
import { simulate } from "../simulate.ts";
import { accountOf, type SimulatedAccount } from "../simulated-account.ts";
import { barsUntil } from "../sweep/part-runners.ts";
import { carriedSignals, notCarried, type WindowSignals } from "./carried-signals.ts";
import { flattenedAccount, type WindowRun } from "./flattened-account.ts";
import { askPart, type PartRun, runPart, type WalkForwardSource } from "./run-part.ts";
import type { TrainedWindow } from "./train-window.ts";
import type { WalkForwardPositions } from "./walk-forward-spec.ts";

/** The out-of-sample parts of all windows as one account. */
export interface StitchedRun {
  readonly account: SimulatedAccount;
  /** Equity with which each window began. */
  readonly cashBefore: readonly number[];
  /** The run on each window's out-of-sample part; null where there was none of its own. */
  readonly runs: readonly (PartRun | null)[];
  /** Windows before the last that ended with a position which wasn't carried on. */
  readonly cutPositions: number;
}

/**
 * Stitches the out-of-sample parts of trained windows, at least one of which has a choice; windows without one, and bars
 * that none tests, are passed in cash. flatten: each window is a run of its own that begins flat with what the one before
 * left; a position that is open where a window ends is marked at its last close, as at the end of any run. carry: one
 * run, in which a position that is open goes on under the next window's signals.
 *
 * @throws {BacksightError} as `carriedSignals`, and what the strategy did wrong
 */
export function stitchedRun(
  source: WalkForwardSource,
  windows: readonly TrainedWindow[],
  positions: WalkForwardPositions,
): StitchedRun {
  const rows = { start: windows[0]!.window.outOfSample.start, end: windows.at(-1)!.window.outOfSample.end };
  return positions === "carry" ? carried(source, windows, rows) : flattened(source, windows, rows);
}

function flattened(source: WalkForwardSource, windows: readonly TrainedWindow[], rows: RowRange): StitchedRun {
  const cashBefore: number[] = [];
  let { cash } = source.settings;
  const runs = windows.map(({ window: { outOfSample }, best }) => {
    cashBefore.push(cash);
    if (best === null || cash <= 0) return null;
    const run = runPart({ ...source, settings: { ...source.settings, cash } }, best.params, outOfSample);
    cash = run.account.equity.at(outOfSample.end - 1)!;
    return run;
  });
  const done = runs.flatMap((run, k): WindowRun[] =>
    run === null ? [] : [{ rows: windows[k]!.window.outOfSample, account: run.account }],
  );
  const isCut = ({ rows: { end }, account }: WindowRun) => end < rows.end && account.held.at(end - 1) !== 0;
  return {
    account: flattenedAccount(source, rows, done, source.settings.cash),
    cashBefore,
    runs,
    cutPositions: done.filter(isCut).length,
  };
}

function carried(source: WalkForwardSource, windows: readonly TrainedWindow[], rows: RowRange): StitchedRun {
  const { strategy, settings } = source;
  if (source.several !== null) throw notCarried(`${strategy.name} on several instruments`);
  const parts: WindowSignals[] = [];
  let before: TrainedWindow["best"] = null;
  for (const { best, window } of windows) {
    if (best === null) continue;
    const { evaluated, prices, requiredHistory } = askPart(source, best.params, window.outOfSample.end);
    const { program, entries, exits, shortEntries, shortExits, targets, ...levels } = inMoney(
      evaluated,
      strategy.isReplayed === true ? null : prices.level,
    );
    const { stopLoss = null, takeProfit = null, entryLimit = null, entryStop = null } = levels;
    const { exitLimit = null, adjustEntryLimit = null } = levels;
    parts.push({
      rows: window.outOfSample,
      // Only the columns: what else hangs on an answer is a history's worth of indicators.
      signals: {
        ...{ entries, exits, shortEntries: shortEntries ?? null, shortExits: shortExits ?? null },
        ...{ stopLoss, takeProfit, entryLimit, entryStop, exitLimit, adjustEntryLimit, targets: targets ?? null },
        ...(program === undefined ? {} : { program }),
      },
      firstDecision: requiredHistory - 1,
      isChange: before !== null && !isSame(before.params, best.params),
    });
    before = best;
  }
  const [first] = parts;
  const bars = barsUntil(source.bars, { begin: 0, end: rows.end });
  const signals = carriedSignals(strategy.name, parts, rows.end);
  const range = { start: rows.start, firstDecision: Math.max(first!.rows.start, first!.firstDecision) };
  const result = simulate(bars, signals, settings, range, runPrices(bars, source.actions).actions);
  return {
    account: accountOf(bars, result),
    cashBefore: windows.map(({ window: { outOfSample } }) =>
      outOfSample.start === rows.start ? settings.cash : result.account.equity.at(outOfSample.start - 1)!,
    ),
    runs: windows.map(() => null),
    cutPositions: 0,
  };
}

function isSame(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(a).every(([name, value]) => b[name] === value);
}
