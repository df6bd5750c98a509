import { BacksightError } from "../core/errors.ts";
import type { ProgressListener } from "../core/progress.ts";
import type { AnyRunOutcome } from "../run/execute.ts";
import type { RunRecord } from "../run/run-record.ts";
import type { RunSpec } from "../run/run-spec.ts";
import type { ObjectiveWish } from "../run/sweep/read-objective.ts";
import { SWEEP_DIRECTIONS } from "../run/sweep/sweep-metrics.ts";
import { executeWalkForward, type WalkForwardRequest } from "../run/walk-forward/execute-walk-forward.ts";
import { onThreads } from "../run/walk-forward/on-threads.ts";
import { type LengthsWish, readLengths } from "../run/walk-forward/read-lengths.ts";
import { readMatrix } from "../run/walk-forward/read-matrix.ts";
import { progressOf } from "../run/walk-forward/walk-forward.ts";
import { executeWalkForwardMatrix, type MatrixLengths } from "../run/walk-forward/walk-forward-matrix.ts";
import { readPositions } from "../run/walk-forward/walk-forward-options.ts";
import { windowSearch } from "../run/walk-forward/window-search.ts";
import { chooseExecutor } from "./choose-executor.ts";
import type { LoadedConfig } from "./config.ts";
import { nameStrategy } from "./name-strategy.ts";
import { prepareRerun, prepareRun, type RunWish } from "./prepare-run.ts";
import { readSearch } from "./read-search.ts";
import type { Session } from "./session.ts";

/** A walk-forward as a person asks for it; parameters may be ranges and lists. */
export interface RunWalkForwardWish extends RunWish, ObjectiveWish {
  readonly lengths: LengthsWish;
  /** flatten or carry; undefined: flatten. */
  readonly positions: string | undefined;
  /** Undefined: the grid, or nsga2 where several metrics are given. */
  readonly method: string | undefined;
  /** Most combinations of each window; undefined: the whole grid, or 200 of another method. */
  readonly trials: number | undefined;
  readonly patience?: number | undefined;
  /** `train=126,252` and `test=21,63`: pairs of lengths to try, instead of one. */
  readonly matrix?: readonly string[] | undefined;
  /** Seconds that the code of a combination may run at one go; null: as long as it wants. */
  readonly timeLimit?: number | null | undefined;
  /** Threads: a number, or auto. */
  readonly workers?: string | undefined;
}

/**
 * Everything a walk-forward needs, resolved; its lengths are those of the wish, then of `optimization.walk_forward` of the
 * configuration.
 *
 * @throws {BacksightError} as `prepareRun` and `windowSearch`; BACKSIGHT_NOT_SUPPORTED for signals
 * from a file
 */
export async function prepareWalkForward(
  session: Session,
  wish: RunWalkForwardWish,
  onProgress: ProgressListener,
): Promise<WalkForwardRequest & { readonly matrix: MatrixLengths | null }> {
  const config = await session.config();
  const { lengths, matrix } =
    wish.matrix === undefined
      ? { lengths: readLengths(withConfigured(wish.lengths, config)), matrix: null }
      : readMatrix(wish.matrix, wish.lengths);
  const positions = readPositions(wish.positions);
  const name = wish.strategy ?? config?.config.backtesting?.strategy;
  const named = name === undefined ? null : await nameStrategy(name, onProgress);
  const asked =
    named === null ? { fixed: wish.params, ranges: undefined } : readSearch(named.name, named.params, wish.params);
  const loading = { ...(await session.loading()), onProgress };
  const request = await prepareRun({ ...wish, params: asked.fixed }, config, loading);
  const { strategy, spec } = request;
  if (strategy.isReplayed === true) {
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: "a walk-forward of signals from a file",
      instead: "They have no parameters to choose: backsight run takes them.",
    });
  }
  const fixed = Object.fromEntries(Object.keys(asked.fixed).map((key) => [key, spec.params[key]!]));
  const { search, description } = windowSearch(strategy, { ...wish, ranges: asked.ranges, fixed });
  return {
    ...request,
    windows: { ...description, windows: lengths, positions },
    search,
    matrix,
    timeLimit: wish.timeLimit,
  };
}

/** Told what happens while a walk-forward runs. */
export interface WalkForwardWatcher {
  readonly onProgress: ProgressListener;
  /** One line for people. */
  onNote?(text: string): void;
}

/** A walk-forward from the command line; its stitched run is stored. @throws {BacksightError} as `prepareWalkForward` and `executeWalkForward` */
export async function runWalkForward(
  session: Session,
  wish: RunWalkForwardWish,
  { onProgress, onNote }: WalkForwardWatcher,
): Promise<AnyRunOutcome> {
  const request = await prepareWalkForward(session, wish, onProgress);
  const ports = await session.ports(true);
  const { matrix } = request;
  const outcome = await onThreads(request, wish.workers, { choose: chooseExecutor, onNote }, (threaded) =>
    matrix === null
      ? executeWalkForward(threaded, ports, progressOf(request.search, onProgress))
      : executeWalkForwardMatrix(threaded, matrix, ports, {
          cell: (done, total) => onProgress({ task: "walk-forward matrix", done, total, unit: "runs" }),
        }),
  );
  (await session.store()).save(outcome.detail);
  return outcome;
}

/** Executes a stored walk-forward again, window by window; stores nothing. @throws {BacksightError} as `prepareRerun` */
export async function repeatWalkForward(
  session: Session,
  { id, spec: stored }: RunRecord,
  onProgress: ProgressListener,
): Promise<AnyRunOutcome> {
  const { walkForward, ...spec } = stored;
  if (walkForward === undefined) throw new BacksightError("BACKSIGHT_INTERNAL", { rule: `${id} is a walk-forward` });
  const { from, to, ...windows } = walkForward;
  const own = windows.goals.map((goal) => goal.split(":")[0]!).find((name) => !SWEEP_DIRECTIONS.has(name));
  if (own !== undefined) {
    const [reason, advice] = [
      `its windows chose by a goal of one's own, ${own}`,
      "Make it again where that is defined.",
    ];
    throw new BacksightError("BACKSIGHT_RERUN", { id, reason, advice });
  }
  const range: RunSpec = { ...spec, from, to };
  const request = await prepareRerun(id, range, onProgress);
  const { search } = windowSearch(request.strategy, {
    ...{ metric: windows.goals.join(","), require: windows.requirements, minTrades: windows.minTrades },
    ...{ ranges: windows.ranges ?? undefined, robust: windows.robust ?? undefined, method: windows.method },
    ...{ trials: windows.trials ?? undefined, patience: windows.patience ?? undefined },
  });
  return executeWalkForward({ ...request, windows, search }, await session.ports(), progressOf(search, onProgress));
}

/** Lengths in sessions that aren't given are those of the configuration; of its step only where the test is its own too. */
function withConfigured(wish: LengthsWish, loaded: LoadedConfig | null): LengthsWish {
  const configured = loaded?.config.optimization?.walk_forward;
  const isInSessions = [wish.train, wish.test, wish.step].every((length) => /^\d*$/.test(String(length ?? "").trim()));
  if (configured === undefined || !isInSessions || (wish.unit ?? "sessions") !== "sessions") return wish;
  const { train_periods: train, test_periods: test, step_size } = configured;
  const step = wish.test === undefined ? (wish.step ?? step_size) : wish.step;
  return { ...wish, train: wish.train ?? train, test: wish.test ?? test, step };
}
