import { findRun } from "../../../project/stored-run.ts";
import { checkPagePath, writePage } from "../../../project/write-page.ts";
import { comparisonDocument } from "../../../report/compare/comparison-document.ts";
import { comparisonText } from "../../../report/compare/comparison-text.ts";
import { newCommand } from "../../new-command.ts";
import { printJson, tableWidth } from "../../print.ts";
import { DB_OPTION, RUN_ARGUMENT } from "./run-argument.ts";
import { type StoreOptions, withSession } from "./with-session.ts";

interface CompareOptions extends StoreOptions {
  readonly report?: string;
}

export const compare = newCommand("compare", "two runs side by side: what differs in them, and every metric")
  .argument("<a>", RUN_ARGUMENT[1])
  .argument("<b>", RUN_ARGUMENT[1])
  .option("--report <file>", "also write a page with both equity curves: .html")
  .option(...DB_OPTION)
  .action((first: string, second: string, options: CompareOptions) =>
    withSession(options, async (session) => {
      if (options.report !== undefined) checkPagePath(options.report);
      const { store, id } = await findRun(session, first);
      const a = store.load(id);
      const b = store.load(store.find(second));
      if (options.report !== undefined) {
        const { renderComparison } = await import("../../../report/compare-report.ts");
        writePage(options.report, renderComparison(a, b));
      }
      if (options.json === true) printJson({ compare: comparisonDocument(a.record, b.record) });
      else process.stdout.write(`${comparisonText(a.record, b.record, tableWidth())}\n`);
    }),
  );
