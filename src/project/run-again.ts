import { setImmediate } from "node:timers/promises";
import type { ProgressListener } from "../core/progress.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { type RerunEvidence, rerunEvidence } from "../run/verdict/rerun-evidence.ts";
import { chooseWorldsExecutor } from "./choose-worlds-executor.ts";
import { rerunSource } from "./rerun-source.ts";

/**
 * Evidence from running a stored run's strategy again; null for signals that were computed elsewhere.
 *
 * @param workers threads: a number, or auto; it makes no difference to the evidence
 * @throws {BacksightError} BACKSIGHT_RERUN and what is wrong with strategy file or prices now
 */
export async function runAgain(
  { record }: RunDetail,
  permutations: number,
  onProgress: ProgressListener,
  workers?: string,
): Promise<RerunEvidence | null> {
  const source = await rerunSource(record, onProgress);
  return rerunEvidence(source, permutations, {
    executor: await chooseWorldsExecutor(source, permutations, workers),
    onWorld: (done, total) => {
      onProgress({ task: "shuffled prices", done, total, unit: "runs" });
      return setImmediate();
    },
  });
}
