import type { DatabaseSync } from "node:sqlite";

/** Whose tries are counted, and on which prices: half-open interval, epoch milliseconds. */
export interface StoredTriesQuery {
  readonly strategy: string;
  readonly instruments: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** Runs, and rows of sweeps that are trials, stored before a moment, ISO 8601 UTC. */
export function countTries(
  db: DatabaseSync,
  moment: string,
  { strategy, instruments, from, to }: StoredTriesQuery,
): { ofStrategy: number; onPrices: number } {
  const count = db.prepare(
    `WITH tries AS (
       SELECT strategy_name, symbol, start_date, end_date, 1 AS count FROM backtests WHERE created_at < :moment
       UNION ALL
       SELECT strategy_name, symbol, start_date, end_date, length FROM sweeps JOIN sweep_blocks ON sweep_id = id
       WHERE is_trial = 1 AND created_at < :moment)
     SELECT sum(count) FILTER (WHERE strategy_name = :strategy) AS ofStrategy,
       sum(count) FILTER (WHERE symbol IN (SELECT value FROM json_each(:instruments))
         AND unixepoch(start_date, 'subsec') < :to AND unixepoch(end_date, 'subsec') > :from) AS onPrices FROM tries`,
  );
  const interval = { from: from / 1000, to: to / 1000 };
  const found = count.get({ moment, strategy, instruments: JSON.stringify(instruments), ...interval });
  return { ofStrategy: Number(found?.ofStrategy), onPrices: Number(found?.onPrices) };
}
