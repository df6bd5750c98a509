import type { Adjustment } from "../../../market/bars.ts";
import type { Calendar } from "../../../market/calendar/calendar.ts";
import type { Timeframe } from "../../../market/timeframe.ts";

/** How to read a CSV file of bars. What isn't given is inferred from the file, and said in the bars' notes. */
export interface CsvOptions {
  /** The file's name in messages. */
  readonly path: string;
  /** The symbol when neither `symbol` nor a symbol column names one. */
  readonly defaultSymbol: string;
  /** Selects the rows of one symbol when the file has a symbol column; else names the instrument. */
  readonly symbol?: string | undefined;
  /** IANA zone of times that are written without an offset. */
  readonly timeZone?: string | undefined;
  readonly timeframe?: Timeframe | undefined;
  readonly calendar?: Calendar | undefined;
  /** What was already done to the prices; "raw" without it. */
  readonly adjustment?: Adjustment | undefined;
}
