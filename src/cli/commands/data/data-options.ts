import { BacksightError } from "../../../core/errors.ts";
import { progressLine } from "../../progress-line.ts";

/** Flags that the commands of `data` share. */
export interface DataOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export const ADDRESS = [
  "<address>",
  "csv:path?symbol=&tz=&timeframe=&calendar=, parquet:path, polygon:SYMBOL@1m?from=, synthetic:model, or a path",
] as const;
export const CONFIG = ["--config <file>", "configuration file (config.yaml)"] as const;
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

/** A whole number of a flag. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readCount(name: string, text: string | undefined, usual: number, least = 0): number {
  if (text === undefined) return usual;
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: `a whole number from ${least}`, value: text });
}
