import { spawn } from "node:child_process";
import { join } from "node:path";
import { openSession } from "../../project/session.ts";
import { findRun } from "../../project/stored-run.ts";
import { checkReportPath, writeReport } from "../../project/write-report.ts";
import { newCommand } from "../new-command.ts";
import { printJson } from "../print.ts";

interface ReportOptions {
  readonly out?: string;
  readonly open?: boolean;
  readonly db?: string;
  readonly json?: boolean;
}

export const command = newCommand("report", "a stored run as an HTML page, Markdown or JSON")
  .argument("<run>", "an id, the start of one, or last")
  .option("--out <file>", "where to write: .html, .md or .json (.backsight/reports/<id>.html)")
  .option("--open", "show it in the browser")
  .option("--db <file>", "result store (.backsight/runs.db)")
  .action(async (run: string, options: ReportOptions) => {
    const session = openSession(options);
    try {
      if (options.out !== undefined) checkReportPath(options.out);
      const { store, id } = await findRun(session, run);
      const detail = store.load(id);
      const path = options.out ?? join(session.places.reports, `${detail.record.id}.html`);
      await writeReport(detail, path);
      if (options.json === true) printJson({ report: { run: detail.record.id, path } });
      else process.stdout.write(`${path}\n`);
      if (options.open === true) openInBrowser(path);
    } finally {
      session.close();
    }
  });

function openInBrowser(path: string): void {
  const [program, ...args] =
    process.platform === "darwin"
      ? ["open", path]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", "", path]
        : ["xdg-open", path];
  const child = spawn(program!, args, { detached: true, stdio: "ignore" });
  child.on("error", () => process.stderr.write(`no program to open it: ${path}\n`));
  child.unref();
}
