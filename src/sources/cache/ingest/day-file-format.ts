import type { Dataset } from "../../../data/market-data/data-request.ts";

/**
 * A market's day in one file, made to be written fast and read by ticker:
 *
 *     blocks    columns of some thousand rows each, Zstandard; rows of a ticker stand together
 *     index     JSON (`DayIndex`), then as 32-bit numbers the runs and the blocks
 *     tail      `TAIL_BYTES`: where the index begins (64 bits), its length and CRC-32, the length of its JSON, `MAGIC`
 *
 * All numbers are little-endian. Each block and the index have a CRC-32, so that a reader of one ticker needs to check
 * only what it reads.
 */
export const DAY_FORMAT = 1;
export const MAGIC = "BSDAY\0\0\x01";
export const TAIL_BYTES = 32;
/** Numbers in the index for each run: ticker, block, first row within the block, rows. */
export const RUN_NUMBERS = 4;
/** Numbers in the index for each block: its place in the file (low, high half), bytes, CRC-32, unpacked bytes, rows. */
export const BLOCK_NUMBERS = 6;

export interface DayIndex {
  readonly format: number;
  readonly dataset: Dataset;
  readonly columns: readonly string[];
  readonly tickers: readonly string[];
  readonly runs: number;
  readonly blocks: number;
  /** What was noticed when the day was read; counts by kind. */
  readonly quality: Readonly<Record<string, number | string>>;
}
