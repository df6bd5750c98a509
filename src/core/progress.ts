/** One step of long work, told to whoever watches: a bar on a terminal, an event stream, nobody. */
export interface Progress {
  /** What is being done, in the user's words: "reading prices.csv". */
  readonly task: string;
  readonly done: number;
  /** Undefined while the end isn't known. */
  readonly total?: number;
  readonly unit: "bytes" | "bars" | "rows" | "runs" | "steps";
}

export type ProgressListener = (progress: Progress) => void;

export const noProgress: ProgressListener = () => {};
