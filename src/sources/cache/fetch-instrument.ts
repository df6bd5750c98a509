import { throwIfCancelled } from "../../core/cancellation.ts";
import type { DataPart, InstrumentSource } from "../../data/market-data/data-source.ts";
import { lengthOfRows } from "../../data/market-data/rows.ts";
import { checkPart } from "./check-part.ts";
import type { Download } from "./download.ts";
import { writeSegment } from "./segment-file.ts";
import type { TimeRange } from "./time-ranges.ts";

/**
 * Asks a source for what is missing of one instrument. Each part is on disk and recorded before the next is awaited:
 * what came before a failure stays. Ranges that the source doesn't answer to their end stay open.
 *
 * @throws {BacksightError} what the source throws, BACKSIGHT_SOURCE_ANSWER, BACKSIGHT_FILE_WRITE, BACKSIGHT_STORE,
 * BACKSIGHT_CANCELLED
 */
export async function fetchInstrument(source: InstrumentSource, download: Download): Promise<void> {
  const { manifest, key, facts, basis, fs } = download;
  for (const range of download.missing) {
    for await (const { from, to, data } of partsOf(source, download, range)) {
      const about = { ...key, from, to, adjustment: key.dataset === "bars" ? facts.adjustment : "raw", basis } as const;
      if (lengthOfRows(data) === 0) manifest.commit({ segments: [], coverage: [about] });
      else manifest.commit({ segments: [await writeSegment(manifest.folder, about, data, fs, manifest.key)] });
    }
  }
}

/** The checked parts of one range, not kept anywhere. */
export async function* partsOf(
  source: InstrumentSource,
  { key, request, context, onAsked }: Pick<Download, "key" | "request" | "context" | "onAsked">,
  range: TimeRange,
): AsyncGenerator<DataPart> {
  throwIfCancelled(context.signal);
  onAsked(range);
  let open = range;
  for await (const part of source.fetch({ ...request, ...range }, context)) {
    checkPart(key, part, open);
    yield part;
    open = { from: part.to, to: range.to };
    throwIfCancelled(context.signal);
  }
}
