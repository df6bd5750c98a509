import { BacksightError } from "../../core/errors.ts";

export type DuckDb = Pick<typeof import("@duckdb/node-api"), "DuckDBInstance" | "StatementType">;

/**
 * Loads the package that answers SQL: nothing else does.
 *
 * @param load for tests
 * @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE
 */
export async function loadDuckDb(load: () => Promise<DuckDb> = () => import("@duckdb/node-api")): Promise<DuckDb> {
  try {
    return await load();
  } catch (cause) {
    const details = { feature: "Asking in SQL", name: "@duckdb/node-api" };
    throw new BacksightError("BACKSIGHT_MISSING_PACKAGE", details, { cause });
  }
}
