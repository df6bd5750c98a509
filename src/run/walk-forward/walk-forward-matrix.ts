import { BacksightError, isBacksightError } from "../../core/errors.ts";
import type { AnyRunOutcome } from "../execute.ts";
import type { RunPorts } from "../run-ports.ts";
import { executeWalkForward, type WalkForwardRequest, type WalkForwardWatch } from "./execute-walk-forward.ts";
import type { MatrixCell } from "./walk-forward-record.ts";

/** Lengths to try in every combination, in the unit of the walk-forward. */
export interface MatrixLengths {
  readonly train: readonly (number | string)[];
  readonly test: readonly (number | string)[];
}

/** Told of cells as they begin. */
export interface MatrixWatch extends WalkForwardWatch {
  cell?(index: number, cells: number): void;
}

/**
 * The Walk-Forward Matrix: one walk-forward for every pair of lengths, each stepping by its test. The best of them by the
 * first goal is walked once more after all were counted, so that its guards and its verdict know from how many it was
 * chosen; it carries the matrix.
 *
 * @throws {BacksightError} BACKSIGHT_WALK_FORWARD when no pair has a result; other errors as `executeWalkForward`
 */
export async function executeWalkForwardMatrix(
  request: WalkForwardRequest,
  lengths: MatrixLengths,
  ports: RunPorts,
  watch: MatrixWatch = {},
): Promise<AnyRunOutcome> {
  const [goal] = request.search.objective.goals;
  const pairs = lengths.train.flatMap((train) => lengths.test.map((test) => ({ train, test })));
  const walk = ({ train, test }: (typeof pairs)[number], more: readonly string[] = []) => {
    const windows = { ...request.windows, windows: { ...request.windows.windows, train, test, step: test } };
    const notes = [...(request.notes ?? []), ...more];
    return executeWalkForward({ ...request, windows, notes }, ports, watch);
  };
  const cells: MatrixCell[] = [];
  let [best, most] = [-1, -Infinity];
  for (const [k, pair] of pairs.entries()) {
    watch.cell?.(k, pairs.length + 1);
    const cell = await cellOf(pair, () => walk(pair));
    cells.push(cell);
    const value = goal!.valueOf((id) => cell.metrics[id] ?? NaN, request.spec.params);
    const score = goal!.better === "lower" ? -value : value;
    if (score > most) [best, most] = [k, score];
  }
  const chosen = pairs[best];
  if (chosen === undefined) throw nothingFound(cells);
  watch.cell?.(pairs.length, pairs.length + 1);
  const note = `the best of ${pairs.length} pairs of lengths of a walk-forward matrix by ${goal!.name}`;
  const { detail, ...outcome } = await walk(chosen, [note]);
  const { record } = detail;
  const walkForward = { ...record.walkForward!, matrix: cells };
  return { ...outcome, detail: { ...detail, record: { ...record, walkForward } } };
}

/** A pair that the history is too short for is an empty cell with its reason. */
async function cellOf(
  pair: Pick<MatrixCell, "train" | "test">,
  walk: () => Promise<AnyRunOutcome>,
): Promise<MatrixCell> {
  try {
    const { record } = (await walk()).detail;
    const { windows, efficiency } = record.walkForward!;
    return { ...pair, windows: windows.length, efficiency, metrics: record.metrics, reason: null };
  } catch (error) {
    if (!isBacksightError(error) || error.code !== "BACKSIGHT_WALK_FORWARD") throw error;
    return { ...pair, windows: 0, efficiency: null, metrics: {}, reason: error.message };
  }
}

function nothingFound(cells: readonly MatrixCell[]): BacksightError {
  const reason = cells.find((cell) => cell.reason !== null)?.reason;
  return new BacksightError("BACKSIGHT_WALK_FORWARD", {
    problem: `none of ${cells.length} pairs of lengths has a result${reason === undefined ? "" : `, the first because ${reason}`}`,
    advice: "Take a longer history, or shorter windows.",
  });
}
