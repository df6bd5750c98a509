import { findRun } from "../../../project/stored-run.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { DB_OPTION, RUN_ARGUMENT } from "./run-argument.ts";
import { type StoreOptions, withSession } from "./with-session.ts";

export const rm = newCommand("rm", "removes a run from the store; its trial still counts")
  .argument(...RUN_ARGUMENT)
  .option(...DB_OPTION)
  .action((run: string, options: StoreOptions) =>
    withSession(options, async (session) => {
      const { store, id } = await findRun(session, run, false);
      store.remove(id);
      if (options.json === true) printJson({ removed: id });
      else process.stdout.write(`removed ${id}\n`);
    }),
  );
