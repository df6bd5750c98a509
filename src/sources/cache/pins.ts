import type { Database } from "../../platform/sqlite.ts";
import type { SeriesKey } from "./segment.ts";

/** Series by some of their parts: those of a source, a symbol, a dataset, one alone. */
export type SeriesChoice = Pick<SeriesKey, "source"> & Partial<SeriesKey>;

/**
 * Pins the chosen series at a time, or takes their pins off; how many changed.
 *
 * @throws {BacksightError} BACKSIGHT_STORE
 */
export function setPinned(database: Database, choice: SeriesChoice, at: number | null): number {
  const { source, dataset = null, symbol = null } = choice;
  const timeframe = choice.timeframe === undefined ? null : (choice.timeframe ?? "");
  return database.write((db) => {
    const { changes } = db
      .prepare(
        `UPDATE series SET pinned_at = :at WHERE source = :source AND (:dataset IS NULL OR dataset = :dataset)
         AND (:symbol IS NULL OR symbol = :symbol) AND (:timeframe IS NULL OR timeframe = :timeframe)
         AND (pinned_at IS NULL) = (:at IS NOT NULL)`,
      )
      .run({ at, source, dataset, symbol, timeframe });
    return Number(changes);
  });
}
