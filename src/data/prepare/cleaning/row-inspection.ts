import { BacksightError } from "../../../core/errors.ts";
import {
  type CleaningAction,
  QUALITY_ISSUES,
  type QualityFinding,
  type QualityIssue,
  type QualityReport,
} from "./quality-report.ts";

const LISTED_ROWS = 100;

/** Gathers what is found in some rows, and which of them stay. */
export class RowInspection {
  private readonly found = new Map<QualityIssue, { action: CleaningAction; count: number; rows: number[] }>();
  private readonly isDropped: Uint8Array;
  private readonly source: string;

  /** @param source where the rows come from; errors start with it */
  constructor(source: string, length: number) {
    this.source = source;
    this.isDropped = new Uint8Array(length);
  }

  stays(row: number): boolean {
    return this.isDropped[row] === 0;
  }

  /** A row has an issue. @throws {BacksightError} BACKSIGHT_DATA_QUALITY where the policy says to refuse it */
  report(issue: QualityIssue, action: CleaningAction, row: number): void {
    if (action === "keep") return;
    if (action === "refuse") {
      const details = { source: this.source, row, issue: QUALITY_ISSUES[issue] };
      throw new BacksightError("BACKSIGHT_DATA_QUALITY", details);
    }
    if (action === "drop") this.isDropped[row] = 1;
    let finding = this.found.get(issue);
    if (finding === undefined) {
      finding = { action, count: 0, rows: [] };
      this.found.set(issue, finding);
    }
    finding.count++;
    if (finding.rows.length < LISTED_ROWS) finding.rows.push(row);
  }

  result(): { readonly kept: number; readonly report: QualityReport } {
    const rows = this.isDropped.length;
    const kept = rows - this.isDropped.reduce((sum, dropped) => sum + dropped, 0);
    const findings: QualityFinding[] = [...this.found].map(([issue, { action, count, rows: where }]) => ({
      issue,
      action,
      count,
      rows: where.sort((a, b) => a - b),
    }));
    return { kept, report: { rows, kept, findings } };
  }
}
