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
  readonly strategy?: string;
}

export const ls = newCommand("ls", "the newest runs, newest first")
  .option("--limit <count>", "how many (20)")
  .option("--strategy <name>", "only this strategy's")
  .option(...DB_OPTION)
  .action((options: ListOptions) =>
    withSession(options, async (session) => {
      const limit = readLimit(options.limit);
      const store = await session.existingStore();
      const ofStrategy = options.strategy === undefined ? {} : { strategy: options.strategy };
      const rows = store === null ? [] : store.list({ limit, ...ofStrategy });
      if (options.json === true) printJson({ runs: rows as readonly RunRow[] as unknown as Json });
      else process.stdout.write(rows.length === 0 ? `no runs in ${session.db}\n` : `${runTable(rows, tableWidth())}\n`);
    }),
  );

function readLimit(text: string | undefined): number {
  if (text === undefined) return 20;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "limit", rule: "a whole number from 1", value: text });
}
