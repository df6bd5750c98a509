import { runDemo } from "../../project/demo.ts";
import { openSession } from "../../project/session.ts";
import { sweepDocument } from "../../project/sweep-document.ts";
import { checkReportPath } from "../../project/write-report.ts";
import { runDocument } from "../../report/run-document.ts";
import { sweepText } from "../../report/sweep-text.ts";
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
      const { swept, detail, reportPath } = await runDemo(session, options.report, progress.onProgress);
      progress.end();
      if (options.json === true) {
        printJson({
          demo: { report: reportPath, ...(sweepDocument(swept) as object) },
          ...(runDocument(detail) as object),
        });
        return;
      }
      process.stdout.write("Prices are SYNTHETIC: made by a seeded model, never traded by any market.\n\n");
      process.stdout.write(`${sweepText(swept, { top: swept.summary.best.length, width: tableWidth() })}\n\n`);
      await printSummary(detail);
      process.stdout.write(`\nThe report, one file for any browser: ${reportPath}\n`);
    } finally {
      progress.end();
      session.close();
    }
  });
