import { BacksightError } from "../../../core/errors.ts";

/** The writer's package. */
export type HyparquetWriter = Pick<typeof import("hyparquet-writer"), "ByteWriter" | "ParquetWriter">;

/**
 * Loads the package that writes Parquet: nothing else does.
 *
 * @param load for tests
 * @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE
 */
export async function loadHyparquetWriter(
  load: () => Promise<HyparquetWriter> = () => import("hyparquet-writer"),
): Promise<HyparquetWriter> {
  try {
    return await load();
  } catch (cause) {
    const details = { feature: "Writing Parquet files", name: "hyparquet-writer" };
    throw new BacksightError("BACKSIGHT_MISSING_PACKAGE", details, { cause });
  }
}
