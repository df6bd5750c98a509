import { findSweepId } from "../../../project/stored-sweep.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { DB_OPTION } from "../runs/run-argument.ts";
import { type StoreOptions, withSession } from "../runs/with-session.ts";
import { SWEEP_ARGUMENT } from "./sweep-argument.ts";

export const rm = newCommand("rm", "removes a sweep and its rows; its trials still count, the run of its best stays")
  .argument(...SWEEP_ARGUMENT)
  .option(...DB_OPTION)
  .action((name: string, options: StoreOptions) =>
    withSession(options, async (session) => {
      const { sweeps, id } = await findSweepId(session, name);
      sweeps.remove(id);
      if (options.json === true) printJson({ removed: id });
      else process.stdout.write(`removed ${id}\n`);
    }),
  );
