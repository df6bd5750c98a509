import type { MarketBars } from "../../../data/formats/flat-files/market-bars.ts";
import type { DayRows } from "./day-columns.ts";
import type { DayFileWriter, DayRun } from "./day-file-writer.ts";

/** Rows of a block, but for the last ticker's: little to unpack for one ticker, much to pack at once. */
const BLOCK_ROWS = 1 << 14;

/** Adds all bars of a market, ticker by ticker. @throws {BacksightError} BACKSIGHT_FILE_WRITE */
export async function writeBarsDay(market: MarketBars, writer: DayFileWriter): Promise<void> {
  const { tickers, starts } = market;
  const rows: DayRows = { ...market };
  let runs: DayRun[] = [];
  let start = 0;
  for (const [k, ticker] of tickers.entries()) {
    const end = starts[k + 1]!;
    runs.push({ ticker, rows: end - starts[k]! });
    if (end - start < BLOCK_ROWS && k < tickers.length - 1) continue;
    await writer.addBlock(rows, start, end, runs);
    runs = [];
    start = end;
  }
}
