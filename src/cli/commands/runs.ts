import type { Json } from "../../core/canonical-json.ts";
import { BacksightError } from "../../core/errors.ts";
import { prepareRerun } from "../../project/prepare-run.ts";
import { openSession, type Session } from "../../project/session.ts";
import { findRun } from "../../project/stored-run.ts";
import { runDocument } from "../../report/run-document.ts";
import { runTable } from "../../report/run-table.ts";
import { executeRun } from "../../run/execute-run.ts";
import type { RunRow } from "../../run/run-row.ts";
import { newCommand, newGroup } from "../new-command.ts";
import { printJson, printSummary, tableWidth } from "../print.ts";
import { progressLine } from "../progress-line.ts";

interface StoreOptions {
  readonly db?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly limit?: string;
  readonly strategy?: string;
}

const RUN = ["<run>", "an id, the start of one, or last"] as const;
const DB = ["--db <file>", "result store (.backsight/runs.db)"] as const;

const ls = newCommand("ls", "the newest runs, newest first")
  .option("--limit <count>", "how many (20)")
  .option("--strategy <name>", "only this strategy's")
  .option(...DB)
  .action((options: StoreOptions) =>
    withSession(options, async (session) => {
      const limit = readLimit(options.limit);
      const store = await session.existingStore();
      const ofStrategy = options.strategy === undefined ? {} : { strategy: options.strategy };
      const rows = store === null ? [] : store.list({ limit, ...ofStrategy });
      if (options.json === true) printJson({ runs: rows as readonly RunRow[] as unknown as Json });
      else process.stdout.write(rows.length === 0 ? `no runs in ${session.db}\n` : `${runTable(rows, tableWidth())}\n`);
    }),
  );

const show = newCommand("show", "one run: its summary")
  .argument(...RUN)
  .option(...DB)
  .action((run: string, options: StoreOptions) =>
    withSession(options, async (session) => {
      const { store, id } = await findRun(session, run);
      const detail = store.load(id);
      if (options.json === true) printJson(runDocument(detail));
      else await printSummary(detail);
    }),
  );

const rerun = newCommand("rerun", "repeats a run from its description; fails unless the result is the same")
  .argument(...RUN)
  .option(...DB)
  .option("--quiet", "no progress")
  .action((run: string, options: StoreOptions) =>
    withSession(options, async (session) => {
      const { store, id } = await findRun(session, run);
      const { record } = store.load(id);
      const progress = progressLine(options.quiet === true);
      const request = await prepareRerun(record.id, record.spec, progress.onProgress);
      progress.end();
      const { detail } = await executeRun(request, await session.ports());
      const again = detail.record;
      const changed = (["specHash", "dataHash", "resultHash"] as const).filter((hash) => record[hash] !== again[hash]);
      if (options.json === true) {
        printJson({
          rerun: {
            run: record.id,
            same: changed.length === 0,
            changed,
            resultHash: again.resultHash,
            before: record.resultHash,
          },
        });
      } else if (changed.length === 0) {
        process.stdout.write(`run ${record.id}: the same result, ${again.resultHash}\n`);
      }
      if (changed.length > 0) {
        throw new BacksightError("BACKSIGHT_RERUN", {
          id: record.id,
          reason: `${changed.join(", ")} changed`,
          advice: adviceFor(changed, record.spec.strategy.codeHash !== again.spec.strategy.codeHash),
        });
      }
    }),
  );

const rm = newCommand("rm", "removes a run from the store; its trial still counts")
  .argument(...RUN)
  .option(...DB)
  .action((run: string, options: StoreOptions) =>
    withSession(options, async (session) => {
      const { store, id } = await findRun(session, run);
      store.remove(id);
      if (options.json === true) printJson({ removed: id });
      else process.stdout.write(`removed ${id}\n`);
    }),
  );

export const command = newGroup("runs", "stored runs: ls (the default), show, rerun, rm")
  .addCommand(ls, { isDefault: true })
  .addCommand(show)
  .addCommand(rerun)
  .addCommand(rm);

async function withSession(options: StoreOptions, work: (session: Session) => Promise<void>): Promise<void> {
  const session = openSession(options);
  try {
    await work(session);
  } finally {
    session.close();
  }
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return 20;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "limit", rule: "a whole number from 1", value: text });
}

function adviceFor(changed: readonly string[], codeChanged: boolean): string {
  if (changed.includes("dataHash")) return "The prices are not the ones of that run.";
  if (codeChanged) return "The strategy's code is not the one of that run.";
  return "Neither prices nor code changed: the strategy isn't deterministic, or another version of Backsight ran it.";
}
