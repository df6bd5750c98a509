import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY, expectedBars, fakeSource } from "../../../test/support/fake-source.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import { verifyRows } from "../../data/market-data/verified-rows.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { CacheManager } from "./cache-manager.ts";
import { readHot, writeHot } from "./hot-columns.ts";
import type { StoredSegment } from "./segment-rows.ts";

/** 1,000 days of 24 bars, a day in seven without: more than 20,000 rows. */
const LONG: DataRequest = {
  source: "fake",
  dataset: "bars",
  symbol: "ABC",
  timeframe: parseTimeframe("1h"),
  from: 0,
  to: 1000 * DAY,
};

function segment(rows: number): StoredSegment {
  const series = { source: "fake", dataset: "bars", symbol: "ABC", timeframe: "1h", from: 0, to: DAY } as const;
  const kept = { rows, path: "segments/x.parquet", bytes: 1, sha256: "5a", adjustment: "raw", basis: "" } as const;
  return { ...series, ...kept, id: 1, storedAt: 0, usedAt: 0 };
}

describe("hot copies", () => {
  it("give the same rows as the file, are made by the first reading and used by the next", async () => {
    const folder = temporaryFolder();
    const source = fakeSource({ partMs: 1000 * DAY });
    const cache = new CacheManager({ folder, sources: new Map([["fake", source]]), now: () => 2000 * DAY });
    const first = await cache.getOrDownload(LONG);
    expect(first.data).toEqual({ dataset: "bars", rows: expectedBars(0, 1000 * DAY) });
    const [name] = readdirSync(join(folder, "hot"));
    const { ino } = statSync(join(folder, "hot", name!));
    expect((await cache.getOrDownload(LONG)).data).toEqual(first.data);
    const some = await cache.getOrDownload({ ...LONG, from: 500 * DAY, to: 505 * DAY });
    expect(some.data).toEqual({ dataset: "bars", rows: expectedBars(500 * DAY, 505 * DAY) });
    expect(statSync(join(folder, "hot", name!)).ino).toBe(ino);
    writeFileSync(join(folder, "hot", name!), "nonsense");
    expect((await cache.getOrDownload(LONG)).data).toEqual(first.data);
    expect(statSync(join(folder, "hot", name!)).size).toBeGreaterThan(8 * 8 * 20_000);
    cache.close();
  });

  it("go with their files, and before them when room is short", async () => {
    const folder = temporaryFolder();
    let clock = 2000 * DAY;
    const source = fakeSource({ partMs: 1000 * DAY });
    const cache = new CacheManager({ folder, sources: new Map([["fake", source]]), now: () => clock });
    await cache.getOrDownload(LONG);
    const { bytes } = cache.list();
    const [name] = readdirSync(join(folder, "hot"));
    const { size } = statSync(join(folder, "hot", name!));
    expect(cache.shrinkTo(bytes + size)).toEqual({ files: 0, bytes: 0 });
    expect(cache.shrinkTo(bytes + size - 1)).toEqual({ files: 0, bytes: size });
    expect(existsSync(join(folder, "hot"))).toBe(false);
    await cache.getOrDownload(LONG);
    expect(readdirSync(join(folder, "hot"))).toHaveLength(1);
    clock += 2 * DAY;
    expect(cache.cleanOldData(1).files).toBe(1);
    expect(readdirSync(join(folder, "hot"))).toEqual([]);
    cache.close();
  });

  it("are never read as other rows when bits of them change", () => {
    const folder = temporaryFolder();
    const stored = segment(200);
    const rows = expectedBars(0, 10 * DAY);
    const data = verifyRows({ dataset: "bars", rows });
    writeHot(folder, { ...stored, rows: rows.time.length }, data);
    const hot = { ...stored, rows: rows.time.length };
    expect(readHot(folder, hot)).toEqual(data);
    expect(readHot(folder, { ...hot, sha256: "5b" })).toBeUndefined();
    const path = join(folder, "hot", "x.parquet.columns");
    const whole = readFileSync(path);
    const flips = fc.uniqueArray(fc.nat(whole.length * 8 - 1), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(flips, (bits) => {
        const bytes = Buffer.from(whole);
        for (const bit of bits) bytes[bit >> 3]! ^= 1 << (bit & 7);
        writeFileSync(path, bytes);
        expect(readHot(folder, hot)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
    for (let length = 0; length < whole.length; length += 61) {
      writeFileSync(path, whole.subarray(0, length));
      expect(readHot(folder, hot)).toBeUndefined();
    }
  });
});
