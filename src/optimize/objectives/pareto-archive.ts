import { dominates } from "../samplers/pareto-fronts.ts";

/** A member of the front. */
export interface ArchivedPoint<T> {
  /** Its place among all points. */
  readonly row: number;
  readonly scores: readonly number[];
  readonly value: T;
}

/**
 * The Pareto front of any number of points, kept as they come; of points with the same scores the first stays. Memory
 * and each offer grow with the front, not with the number of points.
 */
export class ParetoArchive<T> {
  #members: ArchivedPoint<T>[] = [];

  /** `value` is asked for only where the point is kept. @returns whether it is */
  offer(row: number, scores: readonly number[], value: () => T): boolean {
    for (const member of this.#members) {
      if (dominates(member.scores, scores) || member.scores.every((score, k) => score === scores[k])) return false;
    }
    this.#members = this.#members.filter((member) => !dominates(scores, member.scores));
    this.#members.push({ row, scores, value: value() });
    return true;
  }

  /** The front, the best by the first goal first. */
  list(): readonly ArchivedPoint<T>[] {
    return this.#members.toSorted((a, b) => b.scores[0]! - a.scores[0]! || a.row - b.row);
  }
}
