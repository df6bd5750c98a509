import { runDemo } from "../../project/demo.ts";
import { openSession } from "../../project/session.ts";
import { checkReportPath } from "../../project/write-report.ts";
import { runDocument } from "../../report/run-document.ts";
import { sweepTable } from "../../report/sweep-table.ts";
import { newCommand } from "../new-command.ts";
import { printJson, printSummary, tableWidth } from "../print.ts";
import { progressLine } from "../progress-line.ts";

interface DemoOptions {
  readonly db?: string;
  readonly report?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export const command = newCommand(
  "demo",
  "the main job on embedded prices: run, small sweep, guards, report; no network, no keys",
)
  .option("--report <file>", "where the report goes (.backsight/reports/demo.html)")
  .option("--db <file>", "result store (.backsight/runs.db)")
  .option("--quiet", "no progress")
  .action(async (options: DemoOptions) => {
    if (options.report !== undefined) checkReportPath(options.report);
    const session = openSession(options);
    const progress = progressLine(options.quiet === true);
    try {
      const { detail, sweep, reportPath } = await runDemo(session, options.report, progress.onProgress);
      progress.end();
      if (options.json === true) {
        printJson({
          demo: { report: reportPath, sweep: sweep.map(({ params, metrics }) => ({ params, metrics })) },
          ...(runDocument(detail) as object),
        });
        return;
      }
      process.stdout.write("Prices are SYNTHETIC: made by a seeded model, never traded by any market.\n\n");
      process.stdout.write(
        `1. ${sweep.length} variations of one idea, the best first:\n\n${sweepTable(sweep, tableWidth())}\n\n`,
      );
      process.stdout.write("2. The best of them, and what speaks against it:\n\n");
      await printSummary(detail);
      process.stdout.write(`\n3. The report, one file for any browser: ${reportPath}\n`);
    } finally {
      progress.end();
      session.close();
    }
  });
