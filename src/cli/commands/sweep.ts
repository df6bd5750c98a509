import { BacksightError } from "../../core/errors.ts";
import { SAMPLERS } from "../../optimize/samplers/sampler-table.ts";
import { readTimeLimit } from "../../project/read-time-limit.ts";
import { wishToResume } from "../../project/resume-sweep.ts";
import { runSweep, type SweepWatcher } from "../../project/run-sweep.ts";
import { openSession, type Session } from "../../project/session.ts";
import { sweepDocument } from "../../project/sweep-document.ts";
import type { SweepOutcome } from "../../project/sweep-outcome.ts";
import type { RunSweepWish } from "../../project/sweep-wish.ts";
import { checkPagePath, writePage } from "../../project/write-page.ts";
import { formatCounted } from "../../report/format.ts";
import { sweepText } from "../../report/sweep-text.ts";
import { readEngine } from "../../run/engine-choice.ts";
import { newCommand } from "../new-command.ts";
import { printJson, printSummary, tableWidth } from "../print.ts";
import { progressLine } from "../progress-line.ts";
import { readCount } from "../read-count.ts";
import {
  addSimulationOptions,
  instrumentsOf,
  readPairs,
  readSeed,
  type SimulationOptions,
} from "../simulation-options.ts";
import { failWhenStrict } from "../strict.ts";

interface SweepOptions extends SimulationOptions {
  readonly method?: string;
  readonly trials?: string;
  readonly metric?: string;
  readonly require?: string[];
  readonly minTrades?: string;
  readonly robust?: string;
  readonly patience?: string;
  readonly top?: string;
  readonly warmStart?: string;
  readonly workers?: string;
  readonly resume?: string | true;
  readonly fresh?: boolean;
  readonly report?: string;
  readonly pictures?: string;
}

const INTERRUPTED = 130;

const collect = (value: string, before: string[] = []): string[] => [...before, value];

export const command = addSimulationOptions(
  newCommand("sweep", "many combinations of parameters: the best of them, and whether that is luck"),
)
  .alias("optimize")
  .argument("[strategy]", "a ready strategy or the path of a .ts or .js file (backtesting.strategy of config.yaml)")
  .option("--method <name>", `${Object.keys(SAMPLERS).join(", ")} (grid; nsga2 of several metrics)`)
  .option("--trials <count>", "most combinations (the whole grid; 200 of another method)")
  .option(
    "--metric <ids>",
    "what the best is measured by; several for a Pareto front: sharpeRatio,turnover (sharpeRatio)",
  )
  .option(
    "--require <condition>",
    "only rank what satisfies it: tradesCount>=30, maxDrawdown>-20%; repeatable",
    collect,
  )
  .option("--min-trades <count>", "only rank what traded so often (1)")
  .option(
    "--robust <how>",
    "rank by the mean over neighbours, or by the worst of folds:4 of the bars (folds:4:mean: the mean)",
  )
  .option("--patience <count>", "end after so many in a row without a better one")
  .option("--warm-start <sweep>", "try the best of a stored sweep of the strategy first: its id, or the start of one")
  .option("--top <count>", "how many of the best to list (10)")
  .option("--workers <count>", "threads; auto: one per processor where it pays (auto)")
  .option("--resume [sweep]", "go on with a stopped sweep: its id, or the newest (the same command goes on by itself)")
  .option("--fresh", "begin anew, also where the same sweep was stopped before its end")
  .option("--report <file>", "also write a page with heat maps, slices and what matters: .html")
  .option("--pictures <folder>", "also write each of its pictures: .svg")
  .action(async (strategy: string | undefined, options: SweepOptions) => {
    if (options.report !== undefined) checkPagePath(options.report);
    const session = openSession(options);
    const progress = progressLine(options.quiet === true);
    try {
      const wish = await wishOf(session, strategy, options);
      const stopped = noteWhenStopped(options.quiet === true);
      const outcome = await runSweep(session, wish, { onProgress: progress.onProgress, ...stopped.watcher });
      stopped.forget();
      progress.end();
      await writeViews(outcome, options);
      if (options.json === true) printJson(sweepDocument(outcome));
      else {
        process.stdout.write(`${sweepText(outcome, { top: wish.top, width: tableWidth() })}\n\n`);
        if (outcome.detail !== null) await printSummary(outcome.detail);
      }
      if (options.strict === true && outcome.detail !== null) failWhenStrict(outcome.detail.record.guards.findings);
    } finally {
      progress.end();
      session.close();
    }
  });

async function writeViews(outcome: SweepOutcome, { report, pictures }: SweepOptions): Promise<void> {
  const { detail } = outcome;
  if (report !== undefined && detail === null)
    process.stderr.write(`${report} wasn't written: no combination has a rank\n`);
  if (report !== undefined && detail !== null) {
    const { renderSweep } = await import("../../report/sweep-report.ts");
    writePage(report, renderSweep(detail.record, outcome));
  }
  if (pictures !== undefined) {
    const { writeSweepPictures } = await import("../../project/write-sweep-pictures.ts");
    writeSweepPictures(pictures, outcome);
  }
}

/** What the flags ask for, or what the sweep to resume was asked for. */
async function wishOf(session: Session, strategy: string | undefined, options: SweepOptions): Promise<RunSweepWish> {
  const { resume, workers, fresh } = options;
  const timeLimit = readTimeLimit(options.timeLimit);
  if (resume !== undefined && fresh === true) {
    const help = "--resume goes on with a sweep, --fresh begins anew: give one of the two.";
    throw new BacksightError("BACKSIGHT_USAGE", { problem: "--resume with --fresh.", help });
  }
  const stopped = resume === undefined ? null : await wishToResume(session, resume === true ? undefined : resume);
  if (stopped !== null && strategy === undefined) return { ...stopped, workers, timeLimit };
  const [data, ...moreData] = instrumentsOf(options);
  return {
    ...{ ...options, strategy, data, moreData, flags: options, seed: readSeed(options.seed) },
    params: readPairs(options.param),
    engine: readEngine(options.engine),
    method: options.method,
    trials: readCount("--trials", options.trials, 1),
    metric: options.metric ?? "sharpeRatio",
    minTrades: readCount("--min-trades", options.minTrades, 0),
    patience: readCount("--patience", options.patience, 1),
    top: readCount("--top", options.top, 1) ?? 10,
    ...{ workers, timeLimit, resume: stopped?.resume, isFresh: fresh === true },
  };
}

/** Says on standard error which sweep goes on, and how to go on with one that Ctrl-C ends. */
function noteWhenStopped(isQuiet: boolean): { readonly watcher: Partial<SweepWatcher>; readonly forget: () => void } {
  const say = (text: string): void => {
    if (!isQuiet) process.stderr.write(`${text}\n`);
  };
  let onExit = (): void => {};
  return {
    watcher: {
      onBegin({ id, resumed }) {
        if (resumed > 0) say(`sweep ${id} goes on after ${formatCounted(resumed, "combination")}; --fresh begins anew`);
        onExit = () => {
          if (process.exitCode === INTERRUPTED) say(`stopped; go on with: backsight sweep --resume ${id}`);
        };
        process.once("exit", onExit);
      },
      onNote: say,
    },
    forget: () => process.off("exit", onExit),
  };
}
