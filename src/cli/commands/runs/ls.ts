import type { Json } from "../../../core/canonical-json.ts";
import { BacksightError } from "../../../core/errors.ts";
import { runTable } from "../../../report/run-table.ts";
import type { RunRow } from "../../../run/run-row.ts";
import { newCommand } from "../../new-command.ts";
import { printJson, tableWidth } from "../../print.ts";
import { DB_OPTION } from "./run-argument.ts";
import { type StoreOptions, withSession } from "./with-session.ts";

interface ListOptions extends StoreOptions {
  readonly limit?: string;
  readonly offset?: string;
  readonly strategy?: string;
}

export const ls = newCommand("ls", "the newest runs, newest first")
  .option("--limit <count>", "how many (20)")
  .option("--offset <count>", "how many of the newest to pass over (0)")
  .option("--strategy <name>", "only this strategy's")
  .option(...DB_OPTION)
  .action((options: ListOptions) =>
    withSession(options, async (session) => {
      const limit = readCount("limit", options.limit, 20, 1);
      const offset = readCount("offset", options.offset, 0, 0);
      const store = await session.existingStore();
      const ofStrategy = options.strategy === undefined ? {} : { strategy: options.strategy };
      // One more than is shown tells whether there is a next page.
      const found = store === null ? [] : store.list({ limit: limit + 1, offset, ...ofStrategy });
      const rows = found.slice(0, limit);
      const next = found.length > limit ? offset + limit : null;
      if (options.json === true) printJson({ runs: rows as readonly RunRow[] as unknown as Json, next });
      else if (rows.length === 0) process.stdout.write(`no ${offset > 0 ? "more " : ""}runs in ${session.db}\n`);
      else process.stdout.write(`${runTable(rows, tableWidth())}\n${next === null ? "" : `more: --offset ${next}\n`}`);
    }),
  );

function readCount(name: string, text: string | undefined, usual: number, least: number): number {
  if (text === undefined) return usual;
  if (/^\d{1,8}$/.test(text) && Number(text) >= least) return Number(text);
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: `a whole number from ${least}`, value: text });
}
