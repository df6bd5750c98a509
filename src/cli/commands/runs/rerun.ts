import { repeatRun, throwIfChanged } from "../../../project/repeat-run.ts";
import { findRun } from "../../../project/stored-run.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { progressLine } from "../../progress-line.ts";
import { DB_OPTION, RUN_ARGUMENT } from "./run-argument.ts";
import { type StoreOptions, withSession } from "./with-session.ts";

interface RerunOptions extends StoreOptions {
  readonly quiet?: boolean;
}

export const rerun = newCommand("rerun", "repeats a run from its description; fails unless the result is the same")
  .argument(...RUN_ARGUMENT)
  .option(...DB_OPTION)
  .option("--quiet", "no progress")
  .action((run: string, options: RerunOptions) =>
    withSession(options, async (session) => {
      const { store, id } = await findRun(session, run);
      const { record } = store.load(id);
      const progress = progressLine(options.quiet === true);
      const repeated = await repeatRun(session, record, progress.onProgress).finally(progress.end);
      const { changed, outcome } = repeated;
      const { resultHash } = outcome.detail.record;
      if (options.json === true) {
        const same = changed.length === 0;
        printJson({ rerun: { run: record.id, same, changed, resultHash, before: record.resultHash } });
      } else if (changed.length === 0) {
        process.stdout.write(`run ${record.id}: the same result, ${resultHash}\n`);
      }
      throwIfChanged(record, repeated);
    }),
  );
