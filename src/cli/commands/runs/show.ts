import { findRun } from "../../../project/stored-run.ts";
import { runDocument } from "../../../report/run-document.ts";
import { newCommand } from "../../new-command.ts";
import { printJson, printSummary } from "../../print.ts";
import { DB_OPTION, RUN_ARGUMENT } from "./run-argument.ts";
import { type StoreOptions, withSession } from "./with-session.ts";

export const show = newCommand("show", "one run: its summary")
  .argument(...RUN_ARGUMENT)
  .option(...DB_OPTION)
  .action((run: string, options: StoreOptions) =>
    withSession(options, async (session) => {
      const { store, id } = await findRun(session, run);
      const detail = store.load(id);
      if (options.json === true) printJson(runDocument(detail));
      else await printSummary(detail);
    }),
  );
