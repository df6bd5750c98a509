import type { ProgressListener } from "../core/progress.ts";
import { isoTime } from "../market/iso-time.ts";
import { holdHeap } from "../platform/hold-heap.ts";
import { objectiveText } from "../report/objective-text.ts";
import { execute } from "../run/execute.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { executeSweep } from "../run/sweep/execute-sweep.ts";
import { mostCompared, type SweepEvidence, sweepEvidence } from "../run/sweep/sweep-evidence.ts";
import { SweepSample } from "../run/sweep/sweep-sample.ts";
import { countTrials } from "../run/sweep/sweep-trials.ts";
import { sweptDataHash } from "../run/sweep/swept-prices.ts";
import { verdictCard } from "../run/verdict/verdict-card.ts";
import { beginSweep } from "./begin-sweep.ts";
import { chooseExecutor } from "./choose-executor.ts";
import { planSweep } from "./plan-sweep.ts";
import { repeatableWish } from "./resume-sweep.ts";
import type { Session } from "./session.ts";
import { storedSweepLog } from "./stored-sweep-log.ts";
import { sweepDocument } from "./sweep-document.ts";
import { sweepKey } from "./sweep-key.ts";
import type { SweepOutcome } from "./sweep-outcome.ts";
import type { RunSweepWish } from "./sweep-wish.ts";

/** Told what happens while a sweep runs. */
export interface SweepWatcher {
  readonly onProgress: ProgressListener;
  /** The sweep has an id; `resumed` of its combinations were computed before. */
  onBegin?(sweep: { readonly id: string; readonly resumed: number }): void;
  /** One line for people. */
  onNote?(text: string): void;
}

/** More rows than this are shown by a sample. */
const MOST_SHOWN = 20_000;
/** From so many combinations on garbage is worth collecting early. */
const MANY = 8192;

/**
 * Computes many combinations of a strategy's parameters, counts each as a trial, and runs the best in full, so that its
 * guards know from how many it was chosen. The best is stored.
 *
 * @throws {BacksightError} as `prepareRun` and `searchSpace`; BACKSIGHT_OPTION_UNKNOWN for a method or metric that isn't
 * there; BACKSIGHT_NOT_SUPPORTED for signals from a file
 */
export async function runSweep(
  session: Session,
  wish: RunSweepWish,
  { onProgress, onBegin, onNote }: SweepWatcher,
): Promise<SweepOutcome> {
  const planned = await planSweep(session, wish, onProgress);
  const { request, prices, spec, ranges, space, sampler, first, objective, robust, method, trials, total, warmStart } =
    planned;
  const { strategy } = request;
  const { bars, actions, several, symbols } = prices;
  const ports = await session.ports(true);
  const store = await session.store();
  const metric = objectiveText(objective, robust);
  const count = countTrials({ spec, strategy, bars, symbols }, ports);
  const shown = new SweepSample(objective, MOST_SHOWN, wish.seed);
  const identity = { spec, dataHash: sweptDataHash(prices, ports.createHasher), ranges, method, objective, robust };
  const key = sweepKey({ ...identity, trials: wish.trials, patience: wish.patience, first });
  const { resume, isFresh = false, workers, timeLimit = null } = wish;
  const again = repeatableWish({ ...wish, warmStart }, spec);
  const begun = beginSweep(
    store.sweeps,
    { key, spec, bars, method, metric, total, wish: again, resume, isFresh },
    ports,
  );
  if (total > MANY) holdHeap();
  onBegin?.({ id: begun.id, resumed: begun.trials });
  const log = storedSweepLog(store.sweeps, begun.id);
  const combinations = total - begun.trials;
  const chosen = await chooseExecutor({
    ...{ workers, strategy: spec.strategy, bars, several, combinations, batch: sampler.batch },
  });
  if (chosen.note !== null && workers !== undefined) onNote?.(chosen.note);
  const swept = { strategy, bars, several, actions, settings: spec.settings, from: spec.from, timeLimit };
  const sample = new SweepSample(objective, mostCompared(bars), wish.seed);
  const summary = await executeSweep(
    {
      ...{ ...swept, space, sampler, trials, objective, robust, top: wish.top, executor: chosen.create },
      ...(wish.patience === undefined ? {} : { patience: wish.patience }),
    },
    {
      keep: async (rows, combos, part) => {
        if (!log.isReplaying) await count(rows, combos, part);
        if (part.share === 1) for (const some of [shown, sample]) some.offer(rows, combos);
        await ports.breathe?.();
      },
      log,
      withinTime: ports.withinTime,
      progress: (done) => onProgress({ task: "sweep", done, total, unit: "runs" }),
    },
  );
  const { rows, seen } = shown;
  const outcome = { id: begun.id, summary, objective, robust, method, space, rows, seen };
  const [best] = summary.best;
  const finish = (end: SweepOutcome): SweepOutcome => {
    store.sweeps.finish(begun.id, { at: isoTime(ports.clock()), summary: sweepDocument(end) });
    return end;
  };
  if (best === undefined) return finish({ ...outcome, detail: null, evidence: null });
  const notes = [...(request.notes ?? []), `the best of ${summary.trials} by ${metric}`];
  const engine = wish.engine === undefined ? {} : { engine: wish.engine };
  const described = { ...request, ...engine, timeLimit, spec: { ...request.spec, params: best.params }, notes };
  const { detail } = await execute(described, { ...ports, newRunId: () => begun.runId });
  const evidence = await sweepEvidence(detail, sample, swept, ports.breathe);
  const judged = evidence === null ? detail : withVerdict(detail, evidence);
  store.save(judged);
  return finish({ ...outcome, detail: judged, evidence });
}

/** The run with the verdict that knows what it was chosen from. */
function withVerdict(detail: RunDetail, { evidence }: SweepEvidence): RunDetail {
  return { ...detail, record: { ...detail.record, verdict: verdictCard(evidence) } };
}
