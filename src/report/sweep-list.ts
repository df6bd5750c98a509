import { formatDateTime, formatNumber } from "./format.ts";
import { type TextColumn, textTable } from "./text-table.ts";

/** What a list says of a stored sweep. */
export interface ListedSweep {
  readonly id: string;
  readonly createdAt: string;
  readonly strategy: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly method: string;
  readonly metric: string;
  readonly trials: number;
  /** Null: not known before the end. */
  readonly total: number | null;
  readonly finishedAt: string | null;
}

const FEWEST_COLUMNS = 60;

const COLUMNS: readonly TextColumn[] = [
  { head: "id" },
  { head: "when (UTC)" },
  { head: "strategy" },
  { head: "data" },
  { head: "by" },
  { head: "combinations", isNumber: true },
  { head: "state" },
];

/** A list of sweeps for a terminal, one line each, never wider than `width` (60 at least). */
export function sweepList(sweeps: readonly ListedSweep[], width: number): string {
  const cells = sweeps.map(({ id, createdAt, strategy, symbol, timeframe, method, metric, trials, finishedAt }) => [
    id,
    formatDateTime(Date.parse(createdAt)),
    strategy,
    `${symbol} ${timeframe}`,
    `${method}, ${metric}`,
    formatNumber(trials, 0),
    finishedAt === null ? "not ended" : "done",
  ]);
  return textTable(COLUMNS, cells, Math.max(FEWEST_COLUMNS, width)).join("\n");
}
