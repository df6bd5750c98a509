import { setImmediate } from "node:timers/promises";
import type { ProgressListener } from "../core/progress.ts";
import {
  type MonteCarloAnalysis,
  type MonteCarloOptions,
  monteCarloAnalysis,
} from "../run/monte-carlo/monte-carlo-analysis.ts";
import { isRerunMethod } from "../run/monte-carlo/monte-carlo-methods.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { chooseWorldsExecutor } from "./choose-worlds-executor.ts";
import { rerunSource } from "./rerun-source.ts";

/**
 * A Monte Carlo analysis of a stored run; methods that run the strategy again load its code and its prices first, and do so on
 * several threads where that pays. Their number makes no difference to the result.
 *
 * @param options workers: a number of threads, or auto
 * @throws {BacksightError} BACKSIGHT_RERUN and what is wrong with strategy file or prices now; as `monteCarloAnalysis`
 */
export async function analyseRun(
  detail: RunDetail,
  { workers, ...options }: MonteCarloOptions & { readonly workers?: string | undefined },
  onProgress: ProgressListener,
): Promise<MonteCarloAnalysis> {
  const { method = "stationary-bootstrap" } = options;
  if (!isRerunMethod(method)) return monteCarloAnalysis(detail, options);
  const { record } = detail;
  const source = await rerunSource(record, onProgress);
  const { RERUN_PATHS, rerunAnalysis } = await import("../run/monte-carlo/rerun-analysis.ts");
  return rerunAnalysis(source, {
    method,
    executor: await chooseWorldsExecutor(source, options.paths ?? RERUN_PATHS, workers),
    paths: options.paths,
    seed: options.seed,
    onWorld: (done, total) => {
      onProgress({ task: method, done, total, unit: "runs" });
      return setImmediate();
    },
  });
}
