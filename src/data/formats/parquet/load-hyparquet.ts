import { BacksightError } from "../../../core/errors.ts";

/** The reader's package. */
export type Hyparquet = Pick<typeof import("hyparquet"), "parquetMetadata" | "parquetRead">;

/**
 * Loads the package that reads Parquet: nothing else does.
 *
 * @param load for tests
 * @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE
 */
export async function loadHyparquet(load: () => Promise<Hyparquet> = () => import("hyparquet")): Promise<Hyparquet> {
  try {
    return await load();
  } catch (cause) {
    const details = { feature: "Reading Parquet files", name: "hyparquet" };
    throw new BacksightError("BACKSIGHT_MISSING_PACKAGE", details, { cause });
  }
}
