import type { Json } from "../../../core/canonical-json.ts";
import { sweepList } from "../../../report/sweep-list.ts";
import type { StoredSweep } from "../../../store/sweep-store.ts";
import { newCommand } from "../../new-command.ts";
import { printJson, tableWidth } from "../../print.ts";
import { readCount } from "../../read-count.ts";
import { DB_OPTION } from "../runs/run-argument.ts";
import { type StoreOptions, withSession } from "../runs/with-session.ts";

interface ListOptions extends StoreOptions {
  readonly limit?: string;
}

export const ls = newCommand("ls", "the newest sweeps, newest first")
  .option("--limit <count>", "how many (20)")
  .option(...DB_OPTION)
  .action((options: ListOptions) =>
    withSession(options, async (session) => {
      const limit = readCount("--limit", options.limit, 1) ?? 20;
      const store = await session.existingStore();
      const sweeps = store === null ? [] : store.sweeps.list({ limit });
      if (options.json === true) printJson({ sweeps: sweeps.map(documentOf) });
      else if (sweeps.length === 0) process.stdout.write(`no sweeps in ${session.db}\n`);
      else process.stdout.write(`${sweepList(sweeps, tableWidth())}\n`);
    }),
  );

function documentOf({ wish, summary, runId, key, ...rest }: StoredSweep): Json {
  return { ...rest };
}
