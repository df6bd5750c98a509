import { exportSweep, formatOfSweep } from "../../../project/export-sweep.ts";
import { findSweep } from "../../../project/stored-sweep.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { DB_OPTION } from "../runs/run-argument.ts";
import { type StoreOptions, withSession } from "../runs/with-session.ts";
import { SWEEP_ARGUMENT } from "./sweep-argument.ts";

interface ExportOptions extends StoreOptions {
  readonly out: string;
}

export const exportCommand = newCommand("export", "every row of a sweep as a file for other programs")
  .argument(...SWEEP_ARGUMENT)
  .requiredOption("--out <path>", "where to write: a .csv, .json or .parquet file")
  .option(...DB_OPTION)
  .action((name: string, options: ExportOptions) =>
    withSession(options, async (session) => {
      const { out } = options;
      const format = formatOfSweep(out);
      const { sweeps, sweep } = await findSweep(session, name);
      const rows = await exportSweep(sweeps, sweep, out);
      if (options.json === true) printJson({ export: { sweep: sweep.id, format, path: out, rows } });
      else process.stdout.write(`${out}\n`);
    }),
  );
