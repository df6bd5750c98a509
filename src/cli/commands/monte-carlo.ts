import { analyseRun } from "../../project/analyse-run.ts";
import { openSession } from "../../project/session.ts";
import { findRun } from "../../project/stored-run.ts";
import { checkWorkers } from "../../project/wanted-threads.ts";
import { checkPagePath, writePage } from "../../project/write-page.ts";
import { monteCarloDocument } from "../../report/monte-carlo-document.ts";
import { monteCarloText } from "../../report/monte-carlo-text.ts";
import { paramsText, periodText } from "../../report/run-texts.ts";
import { MONTE_CARLO_METHODS, monteCarloMethod } from "../../run/monte-carlo/monte-carlo-methods.ts";
import { newCommand } from "../new-command.ts";
import { printJson, tableWidth } from "../print.ts";
import { progressLine } from "../progress-line.ts";
import { readCount } from "../read-count.ts";
import { readSeed } from "../simulation-options.ts";

interface MonteCarloFlags {
  readonly method?: string;
  readonly paths?: string;
  readonly seed?: string;
  readonly blockLength?: string;
  readonly horizon?: string;
  readonly workers?: string;
  readonly report?: string;
  readonly db?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const command = newCommand(
  "monte-carlo",
  "what else a stored run might have shown: fan, drawdowns, risk of ruin",
)
  .argument("<run>", "an id, the start of one, or last")
  .option("--method <name>", `${Object.keys(MONTE_CARLO_METHODS).join(", ")} (stationary-bootstrap)`)
  .option("--paths <count>", "how many are drawn (1000; 200 where the strategy runs again)")
  .option("--seed <number>", "of the random streams (1)")
  .option("--block-length <periods>", "of block bootstraps, the mean one of the stationary (chosen from the returns)")
  .option("--horizon <periods>", "length of each path (that of the run)")
  .option("--workers <count>", "threads where the strategy runs again; auto: one per processor where it pays (auto)")
  .option("--report <file>", "also write a page with the fan chart: .html")
  .option("--db <file>", "result store (.backsight/runs.db)")
  .option("--quiet", "no progress")
  .action(async (run: string, flags: MonteCarloFlags) => {
    const options = {
      method: flags.method === undefined ? undefined : monteCarloMethod(flags.method),
      paths: readCount("--paths", flags.paths, 1),
      seed: flags.seed === undefined ? undefined : readSeed(flags.seed),
      blockLength: readCount("--block-length", flags.blockLength, 1),
      horizon: readCount("--horizon", flags.horizon, 1),
      workers: flags.workers,
    };
    checkWorkers(flags.workers);
    if (flags.report !== undefined) checkPagePath(flags.report);
    const session = openSession(flags);
    const progress = progressLine(flags.quiet === true);
    try {
      const { store, id } = await findRun(session, run);
      const detail = store.load(id);
      const { record } = detail;
      const analysis = await analyseRun(detail, options, progress.onProgress).finally(progress.end);
      if (flags.report !== undefined) {
        const { renderMonteCarlo } = await import("../../report/monte-carlo-report.ts");
        writePage(flags.report, renderMonteCarlo(record, analysis));
      }
      if (flags.json === true) {
        printJson({ run: { id, strategy: record.spec.strategy.name }, monteCarlo: monteCarloDocument(analysis) });
      } else {
        const title = `${record.spec.strategy.name} ${paramsText(record)} on ${record.data.symbol}, ${periodText(record)}`;
        process.stdout.write(`${monteCarloText(analysis, title, tableWidth())}\n`);
      }
    } finally {
      progress.end();
      session.close();
    }
  });
