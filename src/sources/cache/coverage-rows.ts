import type { DatabaseSync } from "node:sqlite";
import { prepared } from "./prepared.ts";
import { subtract, type TimeRange, unionOf } from "./time-ranges.ts";

/** What a series has been answered for on one basis of prices: disjoint ranges, ascending. */
export function selectCoverage(db: DatabaseSync, series: number, basis: string): TimeRange[] {
  return prepared(db, "SELECT from_time, to_time FROM coverage WHERE series_id = ? AND basis = ? ORDER BY from_time")
    .all(series, basis)
    .map((row) => ({ from: Number(row.from_time), to: Number(row.to_time) }));
}

/** Adds ranges on one basis; prices on other bases no longer hold there. */
export function addCoverage(db: DatabaseSync, series: number, basis: string, ranges: readonly TimeRange[]): void {
  for (const other of new Set([basis, ...basesOf(db, series)])) {
    const covered = selectCoverage(db, series, other);
    replace(db, series, other, other === basis ? unionOf([...covered, ...ranges]) : subtract(covered, ranges));
  }
}

/** Takes ranges away on every basis: they will be asked for again. */
export function removeCoverage(db: DatabaseSync, series: number, ranges: readonly TimeRange[]): void {
  for (const basis of basesOf(db, series)) {
    replace(db, series, basis, subtract(selectCoverage(db, series, basis), ranges));
  }
}

function basesOf(db: DatabaseSync, series: number): string[] {
  const rows = prepared(db, "SELECT DISTINCT basis FROM coverage WHERE series_id = ?").all(series);
  return rows.map(({ basis }) => String(basis));
}

function replace(db: DatabaseSync, series: number, basis: string, ranges: readonly TimeRange[]): void {
  prepared(db, "DELETE FROM coverage WHERE series_id = ? AND basis = ?").run(series, basis);
  const insert = prepared(db, "INSERT INTO coverage (series_id, basis, from_time, to_time) VALUES (?, ?, ?, ?)");
  for (const { from, to } of ranges) insert.run(series, basis, from, to);
}
