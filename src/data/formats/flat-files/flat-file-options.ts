/** How a flat file is read. */
export interface FlatFileOptions {
  /** The file's name in messages. */
  readonly path: string;
  /** The tickers that are wanted, as the file spells them; all without it. */
  readonly only?: ReadonlySet<string> | undefined;
  /** The times of the file's date, half-open, epoch milliseconds UTC, whole seconds; any time without it. */
  readonly range?: { readonly from: number; readonly to: number } | undefined;
  /** What happens to rows outside `range`: left out and counted (the default), kept and counted, or an error. */
  readonly wrongDates?: "drop" | "keep" | "refuse" | undefined;
  /** Which of several bars of one ticker and time is kept; without it the last in the file. */
  readonly duplicates?: "first" | "last" | undefined;
}
