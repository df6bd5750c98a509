import { growableInt32 } from "../../../core/growable-column.ts";

/**
 * The tickers of consecutive rows, of which most repeat the one above: a number for each spelling, and the row at which
 * each run of one ticker begins. Spellings are taken as they are: case matters, `NA`, `NULL` and `nan` are tickers.
 */
export class TickerRuns {
  /** Spellings in the order of their first rows; their numbers are their places here. */
  readonly tickers: string[] = [];
  /** Number of the ticker of each run, and its first row. */
  readonly runTickers = growableInt32();
  readonly runStarts = growableInt32();
  /** Number of the last row's ticker; −1 before the first. */
  current = -1;

  private readonly codes = new Map<string, number>();
  private readonly text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  private bytes: Uint8Array = new Uint8Array(0);

  /** Whether `bytes[start, end)` is the current ticker. */
  isCurrent(bytes: Uint8Array, start: number, end: number): boolean {
    const { bytes: ticker } = this;
    const { length } = ticker;
    if (length !== end - start || this.current < 0) return false;
    for (let i = 0; i < length; i++) if (ticker[i] !== bytes[start + i]) return false;
    return true;
  }

  /**
   * Makes `bytes[start, end)` the current ticker and returns its spelling.
   *
   * @throws {TypeError} for bytes that aren't UTF-8
   */
  change(bytes: Uint8Array, start: number, end: number): string {
    const ticker = this.text.decode(bytes.subarray(start, end));
    let code = this.codes.get(ticker);
    if (code === undefined) {
      code = this.tickers.length;
      this.tickers.push(ticker);
      this.codes.set(ticker, code);
    }
    this.bytes = bytes.slice(start, end);
    this.current = code;
    return ticker;
  }

  /** Begins a run of the current ticker at `row`. */
  begin(row: number): void {
    this.runTickers.push(this.current);
    this.runStarts.push(row);
  }
}
