import { BacksightError } from "../../../core/errors.ts";
import { withCache } from "../../../project/with-cache.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { CONFIG, type DataOptions, readCount } from "./data-options.ts";

interface CleanOptions extends DataOptions {
  readonly olderThan?: string;
  readonly maxSize?: string;
  readonly config?: string;
}

export const clean = newCommand("clean", "removes cached files that weren't used for long, and what nothing refers to")
  .option("--older-than <days>", "not read for so many days; pinned ones stay")
  .option("--max-size <gigabytes>", "until the rest fits, unused for the longest time first")
  .option(...CONFIG)
  .action(async ({ olderThan, maxSize, config, json }: CleanOptions) => {
    const days = olderThan === undefined ? undefined : readCount("older-than", olderThan.replace(/d$/, ""), 0);
    const limit = maxSize === undefined ? undefined : readGigabytes(maxSize);
    const removed = await withCache({ config }, async (cache) => {
      const parts = [cache.sweep()];
      if (days !== undefined) parts.push(cache.cleanOldData(days));
      if (limit !== undefined) parts.push(cache.shrinkTo(limit));
      return parts.reduce((sum, { files, bytes }) => ({ files: sum.files + files, bytes: sum.bytes + bytes }));
    });
    const { files, bytes } = removed ?? { files: 0, bytes: 0 };
    if (json === true) printJson({ removed: { files, bytes } });
    else process.stdout.write(`removed ${files} files, ${(bytes / 1e6).toFixed(1)} MB\n`);
  });

function readGigabytes(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1e9;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "max-size", rule: "gigabytes, such as 20", value: text });
}
