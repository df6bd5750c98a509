import { type SearchEvidence, type SearchEvidenceInput, searchEvidence } from "./search-evidence.ts";
import { type Verdict, verdict } from "./verdict.ts";

/** The card of what a search brought home, and the numbers behind it. */
export interface SearchVerdict extends SearchEvidence {
  readonly verdict: Verdict;
}

/**
 * Judges the best of a search by all that was tried beside it: the rule of `verdict` on the evidence of `searchEvidence`.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_LENGTH
 * @example verdictOfSearch({ tried: [returnsOfA, returnsOfB], periodsPerYear: 252 }).verdict.label // "can't tell", say
 */
export function verdictOfSearch(input: SearchEvidenceInput): SearchVerdict {
  const found = searchEvidence(input);
  return { ...found, verdict: verdict(found.evidence) };
}
