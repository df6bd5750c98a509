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
      for (const day of request.days) {
        throwIfCancelled(context.signal);
        const { segment, quality } = await ingestDay(request, day, ports, context);
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
