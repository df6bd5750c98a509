import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeOf } from "../../../test/support/fake-market.ts";
import { DAY, fakeSource, HOUR } from "../../../test/support/fake-source.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import type { VendorBars } from "../../data/market-data/data-source.ts";
import { createBars } from "../../market/create-bars.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { CacheManager } from "./cache-manager.ts";
import type { CacheAnswer } from "./cache-parts.ts";
import { HOT_FOLDER } from "./hot-columns.ts";
import { openManifest } from "./manifest.ts";

const HOURS = parseTimeframe("1h");
const NOW = 4000 * DAY;

function bars(from: number, to: number): DataRequest {
  return { source: "fake", dataset: "bars", symbol: "ABC", timeframe: HOURS, from, to };
}

/** Bars of an answer, told what is known of them, or not. */
function barsOf({ data, facts, verified }: CacheAnswer, isTold: boolean) {
  const { vwap: _, ...columns } = data.rows as VendorBars;
  const told = isTold && verified !== null ? { verified } : {};
  return createBars({ ...facts, timeframe: HOURS, ...columns, source: "fake", ...told });
}

function expectVerified(answer: CacheAnswer): void {
  expect(answer.verified).not.toBeNull();
  expect(barsOf(answer, true)).toEqual(barsOf(answer, false));
}

/** Opens above the high on some days, prices of eighths in some parts. */
function moodySource(partMs: number) {
  let parts = 0;
  const source = fakeSource({ partMs });
  return {
    ...source,
    async *fetch(request: DataRequest) {
      for await (const part of source.fetch(request, {})) {
        if (part.data.dataset !== "bars") throw new Error("bars are asked");
        const { rows } = part.data;
        const isFine = parts++ % 3 === 2;
        const close = isFine ? rows.close.map((price) => price + 0.125) : rows.close;
        const open = rows.open.map((price, i) => (rows.time[i]! % (5 * DAY) === 0 ? price + 50 : price));
        yield { ...part, data: { dataset: "bars" as const, rows: { ...rows, open, close } } };
      }
    },
  };
}

describe("what is known of cached bars", () => {
  it("is what a search finds, over files, parts of files and the day that is going on, hot or not", async () => {
    for (const partMs of [20 * DAY, 2000 * DAY]) {
      const folder = temporaryFolder();
      const sources = new Map([["fake", moodySource(partMs)]]);
      const cache = new CacheManager({ folder, sources, now: () => NOW + 5 * HOUR });
      expectVerified(await cache.getOrDownload(bars(NOW - 1500 * DAY, NOW + DAY)));
      const range = fc.tuple(fc.nat(1500 * 24), fc.integer({ min: 30, max: 1500 * 24 }));
      await fc.assert(
        fc.asyncProperty(range, async ([start, length]) => {
          const from = NOW - 1500 * DAY + start * HOUR;
          expectVerified(await cache.getOrDownload(bars(from, Math.min(from + length * HOUR, NOW + DAY))));
        }),
        { numRuns: 30, examples: [[[0, 1500 * 24]]] },
      );
      cache.close();
    }
  });

  it("isn't known of files of older versions: they are searched, once where a hot copy is made", async () => {
    const folder = temporaryFolder();
    const sources = new Map([["fake", fakeSource({ partMs: 1000 * DAY })]]);
    const cache = new CacheManager({ folder, sources, now: () => NOW });
    await cache.getOrDownload(bars(0, 1100 * DAY));
    forgetFacts(folder);
    rmSync(join(folder, HOT_FOLDER), { recursive: true });
    const short = await cache.getOrDownload(bars(1000 * DAY, 1100 * DAY));
    expect(short.verified).toBeNull();
    for (let reading = 0; reading < 2; reading++) {
      expectVerified(await cache.getOrDownload(bars(0, 1000 * DAY)));
    }
    cache.close();
  });

  it("can't be changed: the file's checksum covers it", async () => {
    const folder = temporaryFolder();
    const sources = new Map([["fake", fakeSource({ partMs: 100 * DAY })]]);
    const cache = new CacheManager({ folder, sources, now: () => NOW });
    await cache.getOrDownload(bars(0, 100 * DAY));
    const [path] = segmentFiles(folder);
    const bytes = readFileSync(path!);
    const at = bytes.indexOf('"grids":[');
    expect(at).toBeGreaterThan(0);
    bytes.write("1", at + 9);
    writeFileSync(path!, bytes);
    expect(await codeOf(cache.getOrDownload(bars(0, 100 * DAY), { isOffline: true }))).toBe("BACKSIGHT_CACHE_DAMAGED");
    cache.close();
  });
});

function segmentFiles(folder: string): string[] {
  const entries = readdirSync(join(folder, "segments"), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Makes the files of a cache as versions wrote them that didn't look for anything: another word of the same length. */
function forgetFacts(folder: string): void {
  const manifest = openManifest(folder, () => NOW);
  for (const segment of manifest.unused(Infinity, true)) {
    const path = join(folder, segment.path!);
    const bytes = readFileSync(path);
    bytes.write('"nothing!"', bytes.indexOf('"verified"'));
    writeFileSync(path, bytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    manifest.database.write((db) => db.prepare("UPDATE segments SET sha256 = ? WHERE id = ?").run(sha256, segment.id));
  }
  manifest.close();
}
