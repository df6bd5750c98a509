import type { DatabaseSync } from "node:sqlite";

export interface Candidates {
  readonly count: number;
  /** Up to five. */
  readonly ids: readonly string[];
}

/** The rows that a name may mean: an id, the start of one (in any case), or `last` for the newest. */
export function candidates(db: DatabaseSync, table: "backtests" | "sweeps", name: string): Candidates {
  const ids = (sql: string, ...values: string[]): string[] =>
    db
      .prepare(sql)
      .all(...values)
      .map(({ id }) => String(id));
  const exact =
    name === "last"
      ? ids(`SELECT id FROM ${table} ORDER BY created_at DESC, id DESC LIMIT 1`)
      : ids(`SELECT id FROM ${table} WHERE id = ?`, name);
  if (exact.length > 0 || name === "") return { count: exact.length, ids: exact };
  const pattern = `${name.replace(/[\\%_]/g, "\\$&")}%`;
  const counted = db.prepare(`SELECT count(*) AS n FROM ${table} WHERE id LIKE ? ESCAPE '\\'`).get(pattern);
  const some = ids(`SELECT id FROM ${table} WHERE id LIKE ? ESCAPE '\\' ORDER BY id LIMIT 5`, pattern);
  return { count: Number(counted?.n), ids: some };
}

/** The candidates as an error names them. */
export function candidatesText({ count, ids }: Candidates): string {
  return ids.join(", ") + (count > ids.length ? ", …" : "");
}
