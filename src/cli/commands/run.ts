import { BacksightError } from "../../core/errors.ts";
import { prepareRun } from "../../project/prepare-run.ts";
import { readTimeLimit } from "../../project/read-time-limit.ts";
import { openSession } from "../../project/session.ts";
import { checkReportPath, writeReport } from "../../project/write-report.ts";
import { DOCUMENT_PARTS, type DocumentPart, runDocument } from "../../report/run-document.ts";
import { readEngine } from "../../run/engine-choice.ts";
import { execute } from "../../run/execute.ts";
import { newCommand } from "../new-command.ts";
import { printJson, printSummary } from "../print.ts";
import { progressLine } from "../progress-line.ts";
import {
  addSimulationOptions,
  instrumentsOf,
  readParams,
  readSeed,
  type SimulationOptions,
} from "../simulation-options.ts";
import { failWhenStrict } from "../strict.ts";

interface RunOptions extends SimulationOptions {
  readonly report?: string;
  readonly with?: string;
}

export const command = addSimulationOptions(newCommand("run", "one backtest: prints the summary and stores the run"))
  .argument(
    "[strategy]",
    "a ready strategy, the path of a .ts or .js file, or signals:path.parquet for signals computed elsewhere (backtesting.strategy of config.yaml)",
  )
  .option("--report <file>", "also write the report: .html, .md or .json")
  .option("--with <parts>", "more in --json: trades (all), equity, orders; joined by commas")
  .action(async (strategy: string | undefined, options: RunOptions) => {
    const parts = readParts(options.with);
    const { json = false, quiet = false } = options;
    const [data, ...moreData] = instrumentsOf(options);
    const engine = readEngine(options.engine);
    const timeLimit = readTimeLimit(options.timeLimit);
    if (options.report !== undefined) checkReportPath(options.report);
    const session = openSession(options);
    const progress = progressLine(quiet);
    try {
      const params = readParams(options.param);
      const wish = { ...options, strategy, data, moreData, params, flags: options, seed: readSeed(options.seed) };
      const request = await prepareRun(wish, await session.config(), {
        ...(await session.loading()),
        onProgress: progress.onProgress,
      });
      progress.end();
      const { detail, account } = await execute({ ...request, engine, timeLimit }, await session.ports(true));
      (await session.store()).save(detail);
      if (json) printJson(runDocument(detail, parts, account.books));
      else await printSummary(detail);
      if (options.report !== undefined) await writeReport(detail, options.report);
      if (options.strict === true) failWhenStrict(detail.record.guards.findings);
    } finally {
      progress.end();
      session.close();
    }
  });

function readParts(text: string | undefined): DocumentPart[] {
  if (text === undefined) return [];
  return text.split(",").map((name) => {
    const part = DOCUMENT_PARTS.find((known) => known === name.trim());
    if (part === undefined) {
      throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", {
        kind: "part for --with",
        name,
        hint: "",
        known: DOCUMENT_PARTS.join(", "),
      });
    }
    return part;
  });
}
