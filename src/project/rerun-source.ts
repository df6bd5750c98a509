import { BacksightError } from "../core/errors.ts";
import type { ProgressListener } from "../core/progress.ts";
import { adjustBars } from "../data/prepare/adjust-bars.ts";
import type { RerunSource } from "../run/monte-carlo/rerun-returns.ts";
import type { RunRecord } from "../run/run-record.ts";
import { prepareRerun } from "./prepare-run.ts";

/**
 * The code and the prices of a stored run, for running it again in other worlds. Those have no splits and dividends of their
 * own: of a point-in-time run the prices are adjusted for them instead.
 *
 * @throws {BacksightError} BACKSIGHT_RERUN and what is wrong with strategy file or prices now; BACKSIGHT_NOT_SUPPORTED for
 * several instruments and for walk-forwards
 */
export async function rerunSource({ id, spec }: RunRecord, onProgress: ProgressListener): Promise<RerunSource> {
  if (spec.walkForward !== undefined) throw onlyDrawn("a walk-forward");
  const request = await prepareRerun(id, spec, onProgress);
  if ("bars" in request) {
    const { bars, actions = null } = request;
    if (actions === null || bars.adjustment !== "raw") return request;
    return { ...request, bars: adjustBars(bars, actions, { mode: "total" }).bars };
  }
  throw onlyDrawn("several instruments");
}

function onlyDrawn(what: string): BacksightError {
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `running ${what} again in other worlds`,
    instead: "Draw from the run's returns: --method stationary-bootstrap.",
  });
}
