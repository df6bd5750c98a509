import { BacksightError } from "../../core/errors.ts";
import { SAMPLERS } from "../../optimize/samplers/sampler-table.ts";
import { readTimeLimit } from "../../project/read-time-limit.ts";
import { type RunWalkForwardWish, runWalkForward } from "../../project/run-walk-forward.ts";
import { openSession } from "../../project/session.ts";
import { checkReportPath, writeReport } from "../../project/write-report.ts";
import { runDocument } from "../../report/run-document.ts";
import { newCommand } from "../new-command.ts";
import { printJson, printSummary } from "../print.ts";
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

interface WalkForwardOptions extends SimulationOptions {
  readonly train?: string;
  readonly test?: string;
  readonly step?: string;
  readonly unit?: string;
  readonly anchored?: boolean;
  readonly purge?: string;
  readonly embargo?: string;
  readonly positions?: string;
  readonly method?: string;
  readonly trials?: string;
  readonly metric?: string;
  readonly require?: string[];
  readonly minTrades?: string;
  readonly robust?: string;
  readonly patience?: string;
  readonly matrix?: string[];
  readonly workers?: string;
  readonly report?: string;
}

const collect = (value: string, before: string[] = []): string[] => [...before, value];

export const command = addSimulationOptions(
  newCommand("walk-forward", "parameters chosen by the past alone, window after window, and what they gave next"),
)
  .argument("[strategy]", "a ready strategy or the path of a .ts or .js file (backtesting.strategy of config.yaml)")
  .option("--train <length>", "of each training part: sessions, bars (--unit bars), or 2y, 6mo, 4w, 10d (252)")
  .option("--test <length>", "of each test that follows (63)")
  .option("--step <length>", "from one test's start to the next one's (as long as --test; 21)")
  .option("--unit <unit>", "what lengths count: sessions, bars or calendar (sessions)")
  .option("--anchored", "train from the first bar on, instead of on the last --train")
  .option(
    "--purge <length>",
    "left out at the end of training (the longest time that the choice held a position there)",
  )
  .option("--embargo <length>", "left out there in addition (none)")
  .option("--positions <how>", "at a window's end: flatten, or carry under the next window's signals (flatten)")
  .option("--method <name>", `in each window: ${Object.keys(SAMPLERS).join(", ")} (grid; nsga2 of several metrics)`)
  .option("--trials <count>", "most combinations of a window (the whole grid; 200 of another method)")
  .option("--metric <ids>", "what chooses; of several the first one, on their Pareto front (sharpeRatio)")
  .option(
    "--require <condition>",
    "only choose what satisfies it: tradesCount>=30, maxDrawdown>-20%; repeatable",
    collect,
  )
  .option("--min-trades <count>", "only choose what traded so often (1)")
  .option(
    "--robust <how>",
    "choose by the mean over neighbours, or by the worst of folds:4 of the training part (folds:4:mean: the mean)",
  )
  .option("--patience <count>", "end a window's search after so many in a row without a better one")
  .option("--matrix <lengths...>", "try every pair: --matrix train=126,252,504 test=21,63; each steps by its test")
  .option("--workers <count>", "threads; auto: one per processor where it pays (auto)")
  .option("--report <file>", "also write the report: .html, .md or .json")
  .action(async (strategy: string | undefined, options: WalkForwardOptions) => {
    if (options.report !== undefined) checkReportPath(options.report);
    if (options.engine !== undefined) throw engineChosen(options.engine);
    const session = openSession(options);
    const progress = progressLine(options.quiet === true);
    try {
      const onNote = (text: string) => {
        if (options.quiet !== true) process.stderr.write(`${text}\n`);
      };
      const watcher = { onProgress: progress.onProgress, onNote };
      const { detail } = await runWalkForward(session, wishOf(strategy, options), watcher);
      progress.end();
      if (options.json === true) printJson(runDocument(detail));
      else await printSummary(detail);
      if (options.report !== undefined) await writeReport(detail, options.report);
      if (options.strict === true) failWhenStrict(detail.record.guards.findings);
    } finally {
      progress.end();
      session.close();
    }
  });

/** The pairs of lengths to try instead of one. */
function matrixOf({ matrix, train, test, step }: WalkForwardOptions): readonly string[] | undefined {
  if (matrix === undefined || (train ?? test ?? step) === undefined) return matrix;
  throw new BacksightError("BACKSIGHT_USAGE", {
    problem: "--matrix with --train, --test or --step.",
    help: "The matrix says all lengths: --matrix train=126,252 test=21,63.",
  });
}

function engineChosen(engine: string): BacksightError {
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `a walk-forward with --engine ${engine}`,
    instead: "Leave it out: each strategy goes through the engine that it needs.",
  });
}

function wishOf(strategy: string | undefined, options: WalkForwardOptions): RunWalkForwardWish {
  const [data, ...moreData] = instrumentsOf(options);
  const { train, test, step, unit, anchored, purge, embargo, positions } = options;
  return {
    ...{ ...options, strategy, data, moreData, flags: options, seed: readSeed(options.seed) },
    params: readPairs(options.param),
    lengths: { train, test, step, unit, anchored, purge, embargo },
    positions,
    matrix: matrixOf(options),
    workers: options.workers,
    timeLimit: readTimeLimit(options.timeLimit),
    method: options.method,
    trials: readCount("--trials", options.trials, 1),
    metric: options.metric ?? "sharpeRatio",
    minTrades: readCount("--min-trades", options.minTrades, 0),
    patience: readCount("--patience", options.patience, 1),
  };
}
