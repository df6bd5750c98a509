import { BacksightError } from "../../../core/errors.ts";
import { loadBars } from "../../../project/load-bars.ts";
import { barsDocument } from "../../../report/bars-document.ts";
import { renderBars } from "../../../report/bars-summary.ts";
import { newCommand } from "../../new-command.ts";
import { printJson, terminal } from "../../print.ts";
import { ADDRESS, type DataOptions, QUIET, withProgress } from "./data-options.ts";

const SHOWN_ROWS = 3;
const MOST_ROWS = 1000;

export const show = newCommand(
  "show",
  "what an address holds: range, sessions, missing bars, notes, first and last bars",
)
  .argument(...ADDRESS)
  .option("--rows <count>", `how many bars of its start and of its end (${SHOWN_ROWS})`)
  .option(...QUIET)
  .action(async (address: string, options: DataOptions & { rows?: string }) => {
    const rows = readRows(options.rows);
    const bars = await withProgress(options, (onProgress) => loadBars(address, { onProgress }));
    if (options.json === true) printJson({ data: barsDocument(bars, rows) });
    else process.stdout.write(`${renderBars(bars, terminal().width, rows)}\n`);
  });

function readRows(text: string | undefined): number {
  if (text === undefined) return SHOWN_ROWS;
  if (/^\d{1,4}$/.test(text) && Number(text) <= MOST_ROWS) return Number(text);
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "rows", rule: `a whole number to ${MOST_ROWS}`, value: text });
}
