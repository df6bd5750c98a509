import { factsOfPart, joinFacts, type VerifiedFacts, verifiedFactsOf } from "../../market/verified-facts.ts";
import type { DataRows } from "./data-source.ts";
import { joinRows, rowsBetween } from "./rows.ts";

/** Rows of a dataset, and what is known of them where they are bars that were looked at before. */
export interface VerifiedRows {
  readonly data: DataRows;
  /** Null for ticks, and where nobody has looked. */
  readonly verified: VerifiedFacts | null;
}

/** Rows with what a look at them finds. */
export function verifyRows(data: DataRows): VerifiedRows {
  return { data, verified: data.dataset === "bars" ? verifiedFactsOf(data.rows) : null };
}

/** As `rowsBetween`. */
export function verifiedBetween({ data, verified }: VerifiedRows, from: number, to: number): VerifiedRows {
  const part = rowsBetween(data, from, to);
  if (verified === null || part === data || part.dataset !== "bars") return { data: part, verified };
  return { data: part, verified: factsOfPart(verified, part.rows) };
}

/** As `joinRows`. */
export function joinVerified(pieces: readonly VerifiedRows[]): VerifiedRows {
  const bars = pieces.flatMap(({ data, verified }) =>
    data.dataset === "bars" ? [{ columns: data.rows, facts: verified }] : [],
  );
  return { data: joinRows(pieces.map(({ data }) => data)), verified: joinFacts(bars) };
}
