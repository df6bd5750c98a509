import { BacksightError } from "../../core/errors.ts";
import { silentLogger } from "../../core/logging/backtest-logger.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import { metricsOf } from "../../optimize/objectives/search-objective.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import type { AnyRunOutcome } from "../execute.ts";
import type { RunRequest } from "../execute-run.ts";
import { finishRun } from "../finish-run.ts";
import { limitedTime } from "../limited-time.ts";
import { measuredRange } from "../measured-range.ts";
import type { RunPorts } from "../run-ports.ts";
import type { RunSpec } from "../run-spec.ts";
import { metricsBeyondRows } from "../sweep/sweep-metrics.ts";
import type { SeveralInstruments } from "../sweep/sweep-rows.ts";
import { sweptDataHash, sweptPrices } from "../sweep/swept-prices.ts";
import { planWindows } from "./plan-windows.ts";
import type { WalkForwardSource } from "./run-part.ts";
import { stitchedMarket } from "./stitched-market.ts";
import { stitchedRun } from "./stitched-run.ts";
import { testWindow } from "./test-window.ts";
import { type TrainedWindow, trainWindow, type WindowSearch } from "./train-window.ts";
import { walkForwardLookAhead } from "./walk-forward-look-ahead.ts";
import type { WalkForwardSpec } from "./walk-forward-spec.ts";
import { walkForwardRecord } from "./walk-forward-summary.ts";
import { walkForwardFamily, walkForwardTrials } from "./walk-forward-trials.ts";

/** A described walk-forward with what it needs at hand: the bars of the range, and earlier ones for warm-up where there are any. */
export type WalkForwardRequest = DescribedWalkForward & (Pick<RunRequest, "bars" | "actions"> | SeveralInstruments);

interface DescribedWalkForward {
  /** Execution and range; `from` and `to` may be null: from the first bar, to the last. */
  readonly spec: RunSpec;
  readonly windows: Omit<WalkForwardSpec, "from" | "to">;
  readonly strategy: Strategy;
  readonly search: WindowSearch;
  /** Seconds that the strategy's code may run at one go; null, or absent: as long as it wants. */
  readonly timeLimit?: number | null | undefined;
  readonly tag?: string | null;
  readonly note?: string | null;
  readonly notes?: readonly string[];
}

/** What a walk-forward tells while it goes on. */
export interface WalkForwardWatch {
  /** Once it is aborted, the walk-forward ends with BACKSIGHT_CANCELLED. */
  readonly signal?: AbortSignal | undefined;
  /** Combinations judged in the window under way, which is number `window` of `windows`, from 0. */
  progress?(window: number, windows: number, judged: number): void;
}

/**
 * A walk-forward: in each window the parameters are chosen on the training bars and run on the test bars that follow; the
 * out-of-sample parts of the tests make one stitched run, with metrics, guards and verdict like any other. No bar of a
 * test is in reach of what chooses its parameters.
 *
 * A window in which no combination can be ranked is passed in cash.
 *
 * @throws {BacksightError} BACKSIGHT_WALK_FORWARD when the history is too short, when all combinations of a window fail, or
 * when none can be ranked in any window; and what the strategy, the data or the settings did wrong
 */
export async function executeWalkForward(
  request: WalkForwardRequest,
  ports: RunPorts,
  watch: WalkForwardWatch = {},
): Promise<AnyRunOutcome> {
  const { strategy, search, timeLimit = null, tag = null, note = null, notes = [] } = request;
  const swept = sweptPrices(request);
  const { bars, actions, several, symbols } = swept;
  const { settings } = request.spec;
  const { start: first } = measuredRange(bars, request.spec.from, 1);
  const [time, closeTime] = [columnOf(bars, "time"), columnOf(bars, "closeTime")];
  const planned = { from: time.at(first)!, to: closeTime.at(bars.length - 1)! };
  const walkForward: WalkForwardSpec = { ...request.windows, ...planned };
  const log = (ports.logger ?? silentLogger).with({ strategy: strategy.name, symbol: bars.instrument.symbol });
  const began = ports.stopwatch();
  const limited = limitedTime(ports, strategy.name, timeLimit);
  const source: WalkForwardSource = { strategy, bars, several, actions, settings, limited };
  const windows = planWindows(bars, first, walkForward.windows);
  log.info("walk-forward.started", { windows: windows.length, bars: bars.length });

  const trained: TrainedWindow[] = [];
  const training = { ...source, spec: request.spec, symbols, search, timeLimit, purge: walkForward.windows.purge };
  for (const [k, window] of windows.entries()) {
    const progress = (judged: number) => watch.progress?.(k, windows.length, judged);
    const found = await trainWindow(training, window, k, ports, { signal: watch.signal, progress });
    log.debug("walk-forward.chosen", { window: k, params: found.best?.params ?? null });
    trained.push(found);
  }
  const last = trained.findLast(({ best }) => best !== null)?.best;
  if (last === undefined || last === null) throw noneRanked(trained, search);

  const { account, cashBefore, runs, cutPositions } = stitchedRun(source, trained, walkForward.positions);
  const more = metricsBeyondRows(metricsOf(search.objective));
  const tested = trained.map((window, k) => testWindow(source, window, cashBefore[k]!, runs[k]!, more));
  const { start, bars: axis } = account;
  const [from, to] = [time.at(start)!, closeTime.at(axis.length - 1)!];
  const spec: RunSpec = { ...request.spec, params: last.params, from, to, walkForward };
  const market = stitchedMarket(swept, axis);
  const range = { start, firstDecision: start };
  const detail = await finishRun(
    {
      ...{ spec, account, tag, note, log, began },
      strategy: { name: strategy.name, family: walkForwardFamily(strategy, spec.strategy) },
      engine: strategy.events === undefined ? "vector" : "event",
      benchmark: await market.benchmark(settings, range, ports),
      adjustment: market.isPointInTime ? "point-in-time" : bars.adjustment,
      survivorship: market.survivorship(account),
      dataHash: () => sweptDataHash(swept, ports.createHasher),
      lookAhead: () => walkForwardLookAhead(source, spec, trained, ports.stopwatch),
      walkForward: walkForwardRecord(bars, search.space, tested, cutPositions),
      notes: [...notes, ...market.notes],
    },
    ports.trials === undefined ? ports : { ...ports, trials: walkForwardTrials(ports.trials) },
  );
  return { detail, account, plot: new Map() };
}

function noneRanked(trained: readonly TrainedWindow[], { objective }: WindowSearch): BacksightError {
  const names = objective.goals.map(({ name }) => name).join(" and ");
  return new BacksightError("BACKSIGHT_WALK_FORWARD", {
    problem: `in none of ${trained.length} windows can a combination be ranked by ${names}`,
    advice: "Train on longer windows, ask for fewer trades, or search where the strategy trades.",
  });
}
