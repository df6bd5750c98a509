import type { Json } from "../../../core/canonical-json.ts";
import { BacksightError } from "../../../core/errors.ts";
import { didYouMean } from "../../../core/nearest-name.ts";
import { AUDIT_ACTIONS, AUDIT_KINDS, type AuditRow } from "../../../platform/audit/audit-row.ts";
import { openUserAudit } from "../../../project/user-audit.ts";
import { textTable } from "../../../report/text-table.ts";
import { newCommand } from "../../new-command.ts";
import { printJson, tableWidth } from "../../print.ts";

interface ListOptions {
  readonly limit?: string;
  readonly before?: string;
  readonly since?: string;
  readonly action?: string;
  readonly kind?: string;
  readonly json?: boolean;
}

export const ls = newCommand("ls", "what was noted, newest first")
  .option("--limit <count>", "how many (50)")
  .option("--before <row>", "only rows before this one: the next page")
  .option("--since <time>", "only from this date or ISO 8601 time (UTC) on")
  .option("--action <name>", "only this action, such as secret.read")
  .option("--kind <name>", `only actions about this: ${AUDIT_KINDS.join(", ")}`)
  .action((options: ListOptions) => {
    const limit = readCount("limit", options.limit) ?? 50;
    const before = readCount("before", options.before);
    const since = readTime(options.since);
    const action = readName("action", AUDIT_ACTIONS, options.action);
    const kind = readName("kind", AUDIT_KINDS, options.kind);
    const audit = openUserAudit("backsight audit ls");
    try {
      const rows = audit.list({
        limit: limit + 1,
        ...(before === undefined ? {} : { before }),
        ...(since === undefined ? {} : { since }),
        ...(action === undefined ? {} : { action }),
        ...(kind === undefined ? {} : { kind }),
      });
      const shown = rows.slice(0, limit);
      const next = rows.length > limit ? shown.at(-1)!.seq : null;
      if (options.json === true) printJson({ audit: shown.map((row) => ({ ...row })) as Json, next });
      else process.stdout.write(shown.length === 0 ? `nothing noted in ${audit.path}\n` : tableOf(shown, next));
    } finally {
      audit.close();
    }
  });

function tableOf(rows: readonly AuditRow[], next: number | null): string {
  const cells = rows.map(({ seq, time, action, subject, outcome, detail, command, pid }) => [
    String(seq),
    time.slice(0, 19).replace("T", " "),
    action,
    subject,
    detail === "" ? outcome : `${outcome}, ${detail}`,
    `${command} (${pid})`,
  ]);
  const heads = [
    { head: "row", isNumber: true },
    ...["time (UTC)", "action", "of", "outcome", "by"].map((head) => ({ head })),
  ];
  const lines = textTable(heads, cells, Math.max(60, tableWidth()));
  return `${[...lines, ...(next === null ? [] : [`more: --before ${next}`])].join("\n")}\n`;
}

function readCount(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "a whole number from 1", value });
}

function readTime(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const isTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(value);
  const time = isTime ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new BacksightError("BACKSIGHT_DATE", { name: "--since", value });
}

function readName<T extends string>(kind: string, known: readonly T[], name: string | undefined): T | undefined {
  if (name === undefined) return undefined;
  const found = known.find((one) => one === name);
  if (found !== undefined) return found;
  const hint = didYouMean(name, known);
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", { kind, name, hint, known: known.join(", ") });
}
