import { runAgain } from "../../project/run-again.ts";
import { findJudgedRun, searchOfRun, trialsOfSearch } from "../../project/search-of-run.ts";
import { openSession } from "../../project/session.ts";
import { storedTrials } from "../../project/stored-trials.ts";
import { checkWorkers } from "../../project/wanted-threads.ts";
import { paramsText, periodText } from "../../report/run-texts.ts";
import { finiteOrNull } from "../../report/trade-document.ts";
import { verdictCardText } from "../../report/verdict-card-text.ts";
import { verdictDocument } from "../../report/verdict-document.ts";
import { evidenceDocument } from "../../run/verdict/evidence-document.ts";
import { runEvidence } from "../../run/verdict/run-evidence.ts";
import { verdictCard } from "../../run/verdict/verdict-card.ts";
import { newCommand } from "../new-command.ts";
import { printJson, tableWidth } from "../print.ts";
import { progressLine } from "../progress-line.ts";
import { readCount } from "../read-count.ts";

interface ValidateOptions {
  readonly permutations?: string;
  readonly workers?: string;
  readonly quiet?: boolean;
  readonly db?: string;
  readonly json?: boolean;
}

export const command = newCommand("validate", "a stored run or sweep: real or luck, why, and what would settle it")
  .argument("<run>", "a run's or a sweep's id, the start of one, or last")
  .option("--permutations <count>", "also run it again: on so many shuffled prices, and on histories that begin later")
  .option("--workers <count>", "threads for those runs; auto: one per processor where it pays (auto)")
  .option("--quiet", "no progress")
  .option("--db <file>", "result store (.backsight/runs.db)")
  .action(async (run: string, options: ValidateOptions) => {
    const permutations = readCount("--permutations", options.permutations, 1);
    checkWorkers(options.workers);
    const session = openSession(options);
    const progress = progressLine(options.quiet === true);
    try {
      const { store, id } = await findJudgedRun(session, run);
      const detail = store.load(id);
      const { record } = detail;
      const search = searchOfRun(store, id);
      const now = await storedTrials(session, store, detail);
      const trials = search === null ? now : trialsOfSearch(search, now);
      const again =
        permutations === undefined
          ? null
          : await runAgain(detail, permutations, progress.onProgress, options.workers).finally(progress.end);
      const evidence = runEvidence(detail, trials, { ...search?.further, ...again });
      const card = verdictCard(evidence);
      if (options.json === true) {
        const { counted, compared, clusters } = trials;
        const { lines, ...verdict } = verdictDocument(card);
        printJson({
          run: { id, strategy: record.spec.strategy.name, specHash: record.specHash, resultHash: record.resultHash },
          verdict,
          evidence: {
            ...evidenceDocument(evidence),
            warmUp: again?.warmUp == null ? null : { ...again.warmUp, share: finiteOrNull(again.warmUp.share) },
            trialsBefore: counted,
            compared,
            clusters,
            lines,
          },
        });
      } else {
        const { strategy } = record.spec;
        const title = `${strategy.name} ${paramsText(record)} on ${record.data.symbol}, ${periodText(record)}`;
        process.stdout.write(`${verdictCardText(card, title, tableWidth())}\n`);
      }
    } finally {
      progress.end();
      session.close();
    }
  });
