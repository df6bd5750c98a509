import { progressLine } from "../../progress-line.ts";

/** Flags that the commands of `data` share. */
export interface DataOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const ADDRESS = [
  "<address>",
  "csv:path?symbol=&tz=&timeframe=&calendar=, parquet:path, synthetic:model, or a path",
] as const;
export const QUIET = ["--quiet", "no progress"] as const;

/** Runs long work under a progress line, which ends whatever happens. */
export async function withProgress<T>(
  { quiet = false }: DataOptions,
  work: (onProgress: ReturnType<typeof progressLine>["onProgress"]) => Promise<T>,
): Promise<T> {
  const progress = progressLine(quiet);
  try {
    return await work(progress.onProgress);
  } finally {
    progress.end();
  }
}
