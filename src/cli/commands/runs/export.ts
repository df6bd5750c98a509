import { exportPlan } from "../../../project/export-plan.ts";
import { exportRun, repeatForExport } from "../../../project/export-run.ts";
import { findRun } from "../../../project/stored-run.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { progressLine } from "../../progress-line.ts";
import { DB_OPTION, RUN_ARGUMENT } from "./run-argument.ts";
import { type StoreOptions, withSession } from "./with-session.ts";

interface ExportOptions extends StoreOptions {
  readonly out: string;
  readonly what?: string;
  readonly format?: string;
  readonly quiet?: boolean;
}

export const exportCommand = newCommand("export", "a run as files for other programs")
  .argument(...RUN_ARGUMENT)
  .requiredOption("--out <path>", "where to write: a .csv, .json or .parquet file, or with --format a folder")
  .option("--format <format>", "csv, json or parquet, for a folder: a file for each part")
  .option(
    "--what <parts>",
    "trades, equity, orders, fills or metrics (trades; .json: the run in full); for a folder several (all), joined by commas",
  )
  .option(...DB_OPTION)
  .option("--quiet", "no progress")
  .action((run: string, options: ExportOptions) =>
    withSession(options, async (session) => {
      const { out, quiet = false } = options;
      const plan = exportPlan(out, options.what, options.format);
      const { store, id } = await findRun(session, run);
      const detail = store.load(id);
      const progress = progressLine(quiet);
      const unstored = await repeatForExport(session, detail, plan, progress.onProgress).finally(progress.end);
      const files = await exportRun(detail, plan, unstored);
      if (options.json !== true) process.stdout.write(files.map(({ path }) => `${path}\n`).join(""));
      else if (plan.isFolder)
        printJson({ export: { run: id, format: plan.format, path: out, files: files.map((file) => ({ ...file })) } });
      else printJson({ export: { run: id, ...files[0]! } });
    }),
  );
