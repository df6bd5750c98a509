import { availableParallelism, freemem } from "node:os";
import type { DuckDBConnection } from "@duckdb/node-api";
import { throwIfCancelled } from "../../core/cancellation.ts";
import type { Json } from "../../core/canonical-json.ts";
import { BacksightError } from "../../core/errors.ts";
import { type DuckDb, loadDuckDb } from "./load-duckdb.ts";
import { definitionOf, filesOf, type SqlTable, text } from "./sql-table.ts";

export interface SqlColumn {
  readonly name: string;
  /** As DuckDB calls it. */
  readonly type: string;
}

export interface SqlAnswer {
  readonly columns: readonly SqlColumn[];
  /** Row by row: instants as ISO 8601 UTC, whole numbers beyond 2^53 as text, the rest as JSON has it. To be read once. */
  readonly rows: AsyncIterable<readonly Json[]>;
}

export interface SqlOptions {
  readonly signal?: AbortSignal | undefined;
}

const AGAIN_MS = 50;

/**
 * Answers one SELECT (or EXPLAIN, DESCRIBE, SHOW) over the given tables in DuckDB's SQL. Only their files can be read,
 * nothing can be written, and no network is reached: the database is in memory and its settings are locked before the
 * query is looked at.
 *
 * @throws {BacksightError} BACKSIGHT_SQL with DuckDB's own words, BACKSIGHT_MISSING_PACKAGE, BACKSIGHT_CANCELLED; the
 * rows throw the same
 */
export async function querySql(sql: string, tables: readonly SqlTable[], options: SqlOptions = {}): Promise<SqlAnswer> {
  const duckDb = await loadDuckDb();
  const { signal } = options;
  throwIfCancelled(signal);
  const names = tables.map(({ name }) => name).join(", ");
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throwIfCancelled(signal);
      throw error instanceof BacksightError ? error : failure(error, names);
    }
  };
  const connection = await guarded(() => prepare(duckDb, tables));
  let again: ReturnType<typeof setInterval> | undefined;
  const interrupt = () => {
    connection.interrupt();
    // Between two statements nothing is there to be interrupted, and the next one would run to its end.
    again ??= setInterval(interrupt, AGAIN_MS);
  };
  signal?.addEventListener("abort", interrupt, { once: true });
  const release = () => {
    signal?.removeEventListener("abort", interrupt);
    clearInterval(again);
    connection.closeSync();
  };
  try {
    const result = await guarded(async () => {
      throwIfCancelled(signal);
      await checkReadOnly(duckDb, connection, sql, names);
      throwIfCancelled(signal);
      return connection.stream(sql);
    });
    const columns = result.columnNames().map((name, k) => ({ name, type: String(result.columnType(k)) }));
    return { columns, rows: rowsOf(result.yieldRowsJson(), columns, guarded, release) };
  } catch (error) {
    release();
    throw error;
  }
}

async function* rowsOf(
  batches: AsyncIterableIterator<unknown[][]>,
  columns: readonly SqlColumn[],
  guarded: <T>(work: () => Promise<T>) => Promise<T>,
  release: () => void,
): AsyncIterable<readonly Json[]> {
  const readers = columns.map(({ type }) => readerOf(type));
  try {
    for (;;) {
      const batch = await guarded(() => batches.next());
      if (batch.done === true) return;
      for (const row of batch.value) yield row.map((value, k) => readers[k]!(value as Json));
    }
  } finally {
    release();
  }
}

async function prepare({ DuckDBInstance }: DuckDb, tables: readonly SqlTable[]): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    threads: String(availableParallelism()),
    memory_limit: `${Math.max(256, Math.floor(freemem() / 2 / 2 ** 20))}MiB`,
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  for (const table of tables) for (const statement of definitionOf(table)) await connection.run(statement);
  const files = tables.flatMap(filesOf).map(text).join(", ");
  await connection.run(`SET allowed_paths = [${files}]`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
  return connection;
}

async function checkReadOnly(
  { StatementType }: DuckDb,
  connection: DuckDBConnection,
  sql: string,
  tables: string,
): Promise<void> {
  if (sql.trim() === "") throw new BacksightError("BACKSIGHT_SQL", { reason: "it is empty", tables });
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) {
    throw new BacksightError("BACKSIGHT_SQL", {
      reason: `it holds ${statements.count} statements instead of one`,
      tables,
    });
  }
  const { statementType } = await statements.prepare(0);
  const isReading = statementType === StatementType.SELECT || statementType === StatementType.EXPLAIN;
  if (!isReading) throw new BacksightError("BACKSIGHT_SQL", { reason: "it doesn't only read", tables });
}

/** DuckDB's words in one line, with the place that its arrow points at. */
function failure(error: unknown, tables: string): BacksightError {
  const message = error instanceof Error ? error.message : String(error);
  const [first, ...rest] = message.replace("Failed to extract statements: ", "").split("\n");
  const line = rest.findIndex((part) => part.startsWith("LINE "));
  const shown = /^(LINE \d+: )(.*)$/.exec(rest[line] ?? "");
  const at = (rest[line + 1]?.indexOf("^") ?? -1) - (shown?.[1]?.length ?? 0);
  const place = shown === null || at < 0 ? "" : `, at "${shown[2]!.slice(at, at + 30)}"`;
  return new BacksightError("BACKSIGHT_SQL", { reason: `${first}${place}`, tables }, { cause: error });
}

function readerOf(type: string): (value: Json) => Json {
  if (type.startsWith("TIMESTAMP")) return (value) => (typeof value === "string" ? isoOf(value) : value);
  if (!/^U?(BIG|HUGE)INT$/.test(type)) return (value) => value;
  return (value) => (typeof value === "string" && Number.isSafeInteger(Number(value)) ? Number(value) : value);
}

/** "2024-01-02 03:04:05.678+00" as 2024-01-02T03:04:05.678Z. */
function isoOf(value: string): string {
  return `${value.replace(" ", "T").replace(/\+00$/, "")}Z`;
}
