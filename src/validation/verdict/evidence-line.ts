/**
 * What one piece of evidence says. "void": the numbers mean nothing, whatever else is known. "luck" and "doubt" both stand
 * against the result: luck explains it, or nobody can tell. "real" speaks for it.
 */
export type EvidenceSays = "void" | "luck" | "doubt" | "real";

/** One piece of evidence, weighed. */
export interface EvidenceLine {
  readonly id: string;
  readonly says: EvidenceSays;
  /** How much it counts among those that say the same; decides which three are named, never the label. */
  readonly weight: number;
  /** One sentence with its numbers. */
  readonly text: string;
}
