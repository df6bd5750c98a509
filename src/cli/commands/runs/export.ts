import { exportRun, exportScope } from "../../../project/export-run.ts";
import { repeatRun, throwIfChanged } from "../../../project/repeat-run.ts";
import type { Session } from "../../../project/session.ts";
import { findRun } from "../../../project/stored-run.ts";
import type { RunRecord } from "../../../run/run-record.ts";
import type { OrderColumns } from "../../../trading/orders/order-columns.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { progressLine } from "../../progress-line.ts";
import { DB_OPTION, RUN_ARGUMENT } from "./run-argument.ts";
import { type StoreOptions, withSession } from "./with-session.ts";

interface ExportOptions extends StoreOptions {
  readonly out: string;
  readonly what?: string;
  readonly quiet?: boolean;
}

export const exportCommand = newCommand("export", "a run as a file for other programs")
  .argument(...RUN_ARGUMENT)
  .requiredOption("--out <file>", "where to write: .csv or .json")
  .option("--what <part>", "trades, equity or orders (.csv: trades; .json: the run in full)")
  .option(...DB_OPTION)
  .option("--quiet", "no progress")
  .action((run: string, options: ExportOptions) =>
    withSession(options, async (session) => {
      const what = exportScope(options.out, options.what);
      const { store, id } = await findRun(session, run);
      const detail = store.load(id);
      const orders = what === "orders" ? await ordersOf(session, detail.record, options.quiet === true) : undefined;
      const rows = await exportRun(detail, options.out, what, orders);
      if (options.json === true) printJson({ export: { run: id, what, path: options.out, rows } });
      else process.stdout.write(`${options.out}\n`);
    }),
  );

/** The store doesn't keep orders: the run is repeated, and must give the same result. */
async function ordersOf(session: Session, record: RunRecord, isQuiet: boolean): Promise<OrderColumns> {
  const progress = progressLine(isQuiet);
  try {
    const repeated = await repeatRun(session, record, progress.onProgress);
    throwIfChanged(record, repeated);
    return repeated.outcome.result.orders;
  } finally {
    progress.end();
  }
}
