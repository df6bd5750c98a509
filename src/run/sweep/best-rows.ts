/** A row and how well it did; greater is better. */
export interface ScoredRow<T> {
  /** Its place among all rows; of equal scores the earlier row is the better one. */
  readonly row: number;
  readonly score: number;
  readonly value: T;
}

/**
 * Keeps the best `count` rows of any number; a heap, its worst row on top. Rows whose score is NaN are left out, and rows
 * that say the same as an earlier one, which they score like.
 */
export class BestRows<T> {
  readonly #count: number;
  readonly #keyOf: (value: T, row: number) => string | number;
  readonly #heap: ScoredRow<T>[] = [];
  readonly #keys = new Set<string | number>();

  /** @param keyOf the same for rows that say the same; without it no two do */
  constructor(count: number, keyOf: (value: T, row: number) => string | number = (_, row) => row) {
    this.#count = count;
    this.#keyOf = keyOf;
  }

  /** `value` is asked for only where the row is kept. */
  offer(row: number, score: number, value: () => T): void {
    if (Number.isNaN(score) || this.#count < 1) return;
    const heap = this.#heap;
    const top = heap[0];
    const isFull = heap.length >= this.#count;
    if (isFull && top !== undefined && compare({ row, score }, top) >= 0) return;
    const kept = { row, score, value: value() };
    const key = this.#keyOf(kept.value, row);
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    if (isFull && top !== undefined) {
      this.#keys.delete(this.#keyOf(top.value, top.row));
      heap[0] = kept;
      this.#down(0);
    } else {
      heap.push(kept);
      this.#up(heap.length - 1);
    }
  }

  /** The rows kept, best first. */
  list(): readonly ScoredRow<T>[] {
    return this.#heap.toSorted(compare);
  }

  #up(at: number): void {
    for (let k = at; k > 0; ) {
      const parent = (k - 1) >> 1;
      if (!this.#swapIfWorse(k, parent)) return;
      k = parent;
    }
  }

  #down(at: number): void {
    for (let k = at; ; ) {
      const [left, right] = [2 * k + 1, 2 * k + 2];
      const child = this.#isWorse(right, left) ? right : left;
      if (!this.#swapIfWorse(child, k)) return;
      k = child;
    }
  }

  #isWorse(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    return first !== undefined && second !== undefined && compare(first, second) > 0;
  }

  #swapIfWorse(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (first === undefined || second === undefined || compare(first, second) <= 0) return false;
    this.#heap[a] = second;
    this.#heap[b] = first;
    return true;
  }
}

type Ranked = Pick<ScoredRow<unknown>, "row" | "score">;

/** Negative where `a` is the better row. */
function compare(a: Ranked, b: Ranked): number {
  if (a.score !== b.score) return a.score > b.score ? -1 : 1;
  return a.row - b.row;
}
