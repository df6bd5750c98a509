import type { DayBlocks } from "./day-blocks.ts";
import type { DayRows } from "./day-columns.ts";

/** Numbers for each run: which of the chosen tickers, block, first row within the block, rows. */
const NUMBERS = 4;
/** Blocks that are unpacked at once, on other threads. */
const AT_ONCE = 4;

/**
 * Where some tickers' rows stand in a market's day. Of the day's index only that is kept: a year of days fits into
 * memory beside each other.
 */
export class ChosenRuns {
  private readonly blocks: DayBlocks;
  private readonly runs: Uint32Array;

  /** @param runs four numbers each, in the file's order */
  constructor(blocks: DayBlocks, runs: readonly number[]) {
    this.blocks = blocks;
    this.runs = Uint32Array.from(runs);
  }

  /** Adds how many rows each ticker has. */
  countInto(rows: Uint32Array): void {
    const { runs } = this;
    for (let at = 0; at < runs.length; at += NUMBERS) rows[runs[at]!]! += runs[at + 3]!;
  }

  /**
   * Hands out the rows of the chosen tickers from `begin` to `end`, excluded, run by run in the file's order: rows
   * `start` to `stop`, excluded, of the columns. Each block is read once.
   *
   * @throws {BacksightError} BACKSIGHT_CACHE_DAMAGED, BACKSIGHT_FILE_READ, what `take` throws
   */
  async read(
    begin: number,
    end: number,
    take: (ticker: number, columns: DayRows, start: number, stop: number) => void,
  ): Promise<void> {
    const { runs } = this;
    const wanted: number[] = [];
    for (let at = 0; at < runs.length; at += NUMBERS) if (runs[at]! >= begin && runs[at]! < end) wanted.push(at);
    if (wanted.length === 0) return;
    const numbers = [...new Set(wanted.map((at) => runs[at + 1]!))];
    const file = this.blocks.open();
    const unpacking: Promise<DayRows>[] = [];
    const start = (k: number) => {
      if (k >= numbers.length) return;
      const block = file.read(numbers[k]!);
      // Whoever takes it gets the failure; one that nobody takes any more is none.
      block.catch(() => {});
      unpacking.push(block);
    };
    try {
      for (let k = 0; k < AT_ONCE; k++) start(k);
      let next = 0;
      for (const [k, number] of numbers.entries()) {
        const columns = await unpacking.shift()!;
        start(k + AT_ONCE);
        for (; next < wanted.length && runs[wanted[next]! + 1] === number; next++) {
          const at = wanted[next]!;
          take(runs[at]!, columns, runs[at + 2]!, runs[at + 2]! + runs[at + 3]!);
        }
      }
    } finally {
      await Promise.allSettled(unpacking);
      file.close();
    }
  }
}
