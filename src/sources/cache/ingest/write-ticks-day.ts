import type { DataRows } from "../../../data/market-data/data-source.ts";
import { joinRows, lengthOfRows } from "../../../data/market-data/rows.ts";
import type { DayRows } from "./day-columns.ts";
import type { DayFileWriter } from "./day-file-writer.ts";

type TickRows = Exclude<DataRows, { dataset: "bars" }>;

const BLOCK_ROWS = 1 << 16;

/** Gathers the pieces of a file of ticks to blocks of a day, in the file's order. */
export class TicksDayWriter {
  private readonly writer: DayFileWriter;
  private waiting: TickRows[] = [];
  private rows = 0;

  constructor(writer: DayFileWriter) {
    this.writer = writer;
  }

  /** @throws {BacksightError} BACKSIGHT_FILE_WRITE */
  async add(piece: TickRows): Promise<void> {
    this.waiting.push(piece);
    this.rows += lengthOfRows(piece);
    if (this.rows >= BLOCK_ROWS) await this.flush();
  }

  /** Writes what waits; call it at the end. @throws {BacksightError} BACKSIGHT_FILE_WRITE */
  async flush(): Promise<void> {
    const { waiting } = this;
    if (waiting.length === 0) return;
    this.waiting = [];
    this.rows = 0;
    const columns = joinRows(waiting).rows as unknown as DayRows;
    const [first] = waiting;
    if (waiting.length === 1) return this.addParts(columns, first!.rows.symbol, lengthOfRows(first!));
    const runs = waiting.map((piece) => ({ ticker: piece.rows.symbol, rows: lengthOfRows(piece) }));
    await this.writer.addBlock(
      columns,
      0,
      runs.reduce((sum, { rows }) => sum + rows, 0),
      runs,
    );
  }

  /** One ticker's rows may be many: a reader of a few needn't unpack them all. */
  private async addParts(columns: DayRows, ticker: string, length: number): Promise<void> {
    for (let start = 0; start < length; start += BLOCK_ROWS) {
      const end = Math.min(length, start + BLOCK_ROWS);
      await this.writer.addBlock(columns, start, end, [{ ticker, rows: end - start }]);
    }
  }
}
