import { rmSync } from "node:fs";
import { join } from "node:path";
import { throwIfCancelled } from "../../../core/cancellation.ts";
import type { FlatFileQuality } from "../../../data/formats/flat-files/flat-file-quality.ts";
import type { MarketDay } from "../../../data/market-data/data-source.ts";
import type { MarketIngest } from "../market-ingest.ts";
import { extractSymbols } from "./extract-symbols.ts";
import { ingestDay } from "./ingest-day.ts";

export interface FlatFileIngestOptions {
  /** Told what was noticed in each day that was brought in, before it is committed. */
  readonly onQuality?: ((day: MarketDay, quality: FlatFileQuality) => void) | undefined;
}

/** Brings flat files of whole markets (CSV, gzip) into a cache, one day after the other. */
export function flatFileIngest({ onQuality }: FlatFileIngestOptions = {}): MarketIngest {
  return {
    async ingestDays(request, ports, context) {
      const total = request.days.reduce((sum, { byteLength }) => sum + byteLength, 0);
      let before = 0;
      for (const [i, day] of request.days.entries()) {
        throwIfCancelled(context.signal);
        const task = `fetching ${day.key.split("/").at(-1)} (${i + 1} of ${request.days.length} files)`;
        const onBytes = (done: number) => context.onProgress?.({ task, done: before + done, total, unit: "bytes" });
        const { segment, quality } = await ingestDay(request, day, ports, context, onBytes);
        before += day.byteLength;
        onQuality?.(day, quality);
        const { rows, path, bytes, sha256, adjustment, basis, ...series } = segment;
        const { key, etag, byteLength, lastModified } = day;
        try {
          ports.commit({ segments: [segment], objects: [{ ...series, key, etag, byteLength, lastModified }] });
        } catch (error) {
          rmSync(join(ports.folder, path), { force: true });
          throw error;
        }
      }
    },
    extractSymbols: (request, ports, context) => extractSymbols(request, ports, context),
  };
}
