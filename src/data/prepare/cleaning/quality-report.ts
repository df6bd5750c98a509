/** What cleaning looks for. */
export const QUALITY_ISSUES = {
  unsorted: "rows that come before the row above them",
  duplicate: "rows with the time of another one",
  invalid: "rows without a finite price above 0, with a negative volume, or with the high below the low",
  range: "bars whose open or close lies outside low to high",
  spike: "prices far from those around them",
  "volume-outlier": "volumes far above those around them",
  stale: "runs of equal bars that traded",
  "zero-volume": "bars in which nothing traded",
  corrected: "trades that were corrected or cancelled later",
  "one-sided": "quotes with a side that nobody quotes",
  crossed: "quotes whose bid is above their offer",
} as const;

export type QualityIssue = keyof typeof QUALITY_ISSUES;

/** What is done about an issue. flag: the rows stay and are listed. */
export type CleaningAction = "keep" | "flag" | "drop" | "clamp" | "sort" | "refuse";

/** One kind of finding. */
export interface QualityFinding {
  readonly issue: QualityIssue;
  readonly action: CleaningAction;
  readonly count: number;
  /** Indices of the rows as given, ascending, the first hundred at most. */
  readonly rows: readonly number[];
}

/** What was looked at, and every row that was touched or found wrong; plain data. */
export interface QualityReport {
  readonly rows: number;
  readonly kept: number;
  readonly findings: readonly QualityFinding[];
}

/** Lines for people; one that says so when nothing was found. */
export function qualityLines({ rows, kept, findings }: QualityReport): string[] {
  if (findings.length === 0) return [`${rows} rows, nothing found`];
  return [
    `${rows} rows, ${kept} kept`,
    ...findings.map(({ issue, action, count, rows: where }) => {
      const shown = where.slice(0, 5).join(", ");
      return `${count} ${QUALITY_ISSUES[issue]} (${action}): rows ${shown}${count > 5 ? ", …" : ""}`;
    }),
  ];
}
