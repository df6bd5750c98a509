import type { Json } from "../../../core/canonical-json.ts";
import { findRun } from "../../../project/stored-run.ts";
import { findSweep } from "../../../project/stored-sweep.ts";
import { formatCounted } from "../../../report/format.ts";
import { sweepList } from "../../../report/sweep-list.ts";
import { newCommand } from "../../new-command.ts";
import { printJson, printSummary, tableWidth } from "../../print.ts";
import { DB_OPTION } from "../runs/run-argument.ts";
import { type StoreOptions, withSession } from "../runs/with-session.ts";
import { SWEEP_ARGUMENT } from "./sweep-argument.ts";

export const show = newCommand("show", "one sweep: how far it is, what it came to, its best run")
  .argument(...SWEEP_ARGUMENT)
  .option(...DB_OPTION)
  .action((name: string, options: StoreOptions) =>
    withSession(options, async (session) => {
      const { sweep } = await findSweep(session, name);
      const { id, strategy, method, metric, trials, finishedAt, summary } = sweep;
      if (options.json === true) {
        const begun: Json = { sweep: { id, strategy, method, metric, trials, finishedAt }, best: [], guards: null };
        printJson(summary ?? begun);
        return;
      }
      process.stdout.write(`${sweepList([sweep], tableWidth())}\n\n`);
      if (finishedAt === null) {
        const done = formatCounted(trials, "combination");
        process.stdout.write(`${done} so far; go on with: backsight sweep --resume ${id}\n`);
        return;
      }
      if ((summary as Readonly<Record<string, Json>>).run === null) {
        process.stdout.write("None of them could be ranked.\n");
        return;
      }
      const { store, id: runId } = await findRun(session, sweep.runId);
      await printSummary(store.load(runId));
    }),
  );
