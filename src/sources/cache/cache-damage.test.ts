import { createHash } from "node:crypto";
import nodeFs, {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeOf } from "../../../test/support/fake-market.ts";
import { DAY, expectedBars, type FakeSource, fakeSource } from "../../../test/support/fake-source.ts";
import { canMount, smallDisk } from "../../../test/support/small-disk.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { randomStream } from "../../core/random.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import type { AtomicFileSystem } from "../../platform/atomic-file.ts";
import { CacheManager, type CacheOptions } from "./cache-manager.ts";

function bars(fromDay: number, toDay: number, symbol = "ABC"): DataRequest {
  const timeframe = parseTimeframe("1h");
  return { source: "fake", dataset: "bars", symbol, timeframe, from: fromDay * DAY, to: toDay * DAY };
}

/** Of all columns. */
function sha256Of({ rows }: { readonly rows: object }): string {
  const hash = createHash("sha256");
  for (const [name, column] of Object.entries(rows).sort()) hash.update(name).update(column as Float64Array);
  return hash.digest("hex");
}

const right = (fromDay: number, toDay: number) => ({
  dataset: "bars",
  rows: expectedBars(fromDay * DAY, toDay * DAY),
});

function open(folder: string, source: FakeSource = fakeSource(), rest: Partial<CacheOptions> = {}): CacheManager {
  return new CacheManager({ folder, sources: new Map([["fake", source]]), now: () => 1000 * DAY, ...rest });
}

/** The files of segments below a cache's folder. */
function filesOf(folder: string): string[] {
  const below = join(folder, "segments");
  if (!existsSync(below)) return [];
  const entries = readdirSync(below, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe("a damaged file", () => {
  it("is never read as other data: fetched again with the network, a typed error without", async () => {
    const folder = temporaryFolder();
    const source = fakeSource();
    const cache = open(folder, source);
    await cache.getOrDownload(bars(90, 100));
    let [path] = filesOf(folder);
    const damage = fc.record({
      at: fc.nat(),
      mask: fc.integer({ min: 1, max: 255 }),
      isCut: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, mask, isCut }) => {
        const bytes = readFileSync(path!);
        if (isCut) truncateSync(path!, at % bytes.length);
        else {
          bytes[at % bytes.length]! ^= mask;
          writeFileSync(path!, bytes);
        }
        expect(await codeOf(cache.getOrDownload(bars(91, 92), { isOffline: true }))).toBe("BACKSIGHT_CACHE_DAMAGED");
        const asked = source.asked.length;
        expect((await cache.getOrDownload(bars(90, 100))).data).toEqual(right(90, 100));
        expect(source.asked.length).toBe(asked + 1);
        expect(filesOf(folder)).toHaveLength(1);
        [path] = filesOf(folder);
      }),
      { numRuns: 60 },
    );
    expect(readdirSync(join(folder, "quarantine"))).toHaveLength(60);
    cache.close();
  });

  it("is a typed error, or no harm, whichever bit of a file or its hot copy is flipped: 2,000 of them", async () => {
    const folder = temporaryFolder();
    const cache = open(folder, fakeSource({ partMs: 1000 * DAY }), { now: () => 2000 * DAY });
    await cache.getOrDownload(bars(90, 100));
    await cache.getOrDownload(bars(0, 1000, "LONG"));
    const path = filesOf(folder).find((name) => name.includes("ABC"))!;
    const whole = readFileSync(path);
    const hot = join(folder, "hot", readdirSync(join(folder, "hot"))[0]!);
    const wanted = sha256Of(right(0, 1000));
    const random = randomStream(2000, "flips");
    const flip = (file: string) => {
      const bytes = readFileSync(file);
      const bit = random.below(bytes.length * 8);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(file, bytes);
    };
    for (let k = 0; k < 2000; k++) {
      if (k % 50 === 0) {
        flip(hot);
        const { data } = await cache.getOrDownload(bars(0, 1000, "LONG"), { isOffline: true });
        expect(sha256Of(data)).toBe(wanted);
        continue;
      }
      flip(path);
      expect(await codeOf(cache.getOrDownload(bars(91, 92), { isOffline: true }))).toBe("BACKSIGHT_CACHE_DAMAGED");
      writeFileSync(path, whole);
    }
    expect((await cache.getOrDownload(bars(90, 100), { isOffline: true })).data).toEqual(right(90, 100));
    cache.close();
  }, 180_000);

  it("is found and repaired by a check, which leaves alone what it may not change", async () => {
    const folder = temporaryFolder();
    const source = fakeSource();
    const cache = open(folder, source);
    await cache.getOrDownload(bars(90, 130));
    const files = filesOf(folder).sort();
    truncateSync(files[0]!, 100);
    rmSync(files[1]!);
    copyFileSync(files[3]!, files[2]!);
    const found = await cache.check();
    expect(found.files).toBe(4);
    expect(found.problems.map(({ outcome }) => outcome)).toEqual(["kept", "kept", "kept"]);
    expect(new Set(found.problems.map(({ problem }) => problem.replace(/\d+ of \d+/, "N of N")))).toEqual(
      new Set(["it has N of N bytes", "it is gone"]),
    );
    expect((await cache.check()).problems).toHaveLength(3);
    const asked = source.asked.length;
    const repaired = await cache.check({ repair: true });
    expect(repaired.problems.map(({ outcome }) => outcome)).toEqual(Array(3).fill("fetched-again"));
    expect(source.asked.length).toBe(asked + 3);
    expect((await cache.check()).problems).toEqual([]);
    expect((await cache.getOrDownload(bars(90, 130), { isOffline: true })).data).toEqual(right(90, 130));
    cache.close();
  });

  it("is set aside by a repair without the network; then its range is missing", async () => {
    const folder = temporaryFolder();
    const cache = open(folder);
    await cache.getOrDownload(bars(90, 110));
    truncateSync(filesOf(folder)[0]!, 7);
    const { problems } = await cache.check({ repair: true, isOffline: true });
    expect(problems.map(({ outcome }) => outcome)).toEqual(["set-aside"]);
    expect(await codeOf(cache.getOrDownload(bars(90, 110), { isOffline: true }))).toBe("BACKSIGHT_CACHE_OFFLINE");
    expect((await cache.getOrDownload(bars(90, 110))).data).toEqual(right(90, 110));
    cache.close();
  });

  it("that is gone counts as never fetched", async () => {
    const folder = temporaryFolder();
    const source = fakeSource();
    const cache = open(folder, source);
    await cache.getOrDownload(bars(90, 110));
    for (const path of filesOf(folder)) rmSync(path);
    expect(await codeOf(cache.getOrDownload(bars(90, 110), { isOffline: true }))).toBe("BACKSIGHT_CACHE_OFFLINE");
    expect((await cache.getOrDownload(bars(90, 110))).data).toEqual(right(90, 110));
    cache.close();
  });

  it("as manifest is refused, with the reason", async () => {
    const folder = temporaryFolder();
    open(folder).close();
    const path = join(folder, "manifest.db");
    writeFileSync(path, "this was a database once");
    expect(() => open(folder)).toThrow(`the database ${path}: it isn't an SQLite database, or is damaged.`);
  });
});

const CALLS = [
  "statSync",
  "realpathSync",
  "openSync",
  "writeSync",
  "fchmodSync",
  "fsyncSync",
  "closeSync",
  "renameSync",
  "unlinkSync",
] as const satisfies readonly (keyof AtomicFileSystem)[];

function watched(before: (call: string) => void): AtomicFileSystem {
  const fs: Record<string, unknown> = {};
  for (const call of CALLS) {
    fs[call] = (...args: unknown[]): unknown => {
      // A close that fails has still closed, as on Linux.
      const result = call === "closeSync" ? Reflect.apply(nodeFs[call], nodeFs, args) : undefined;
      before(call);
      return call === "closeSync" ? result : Reflect.apply(nodeFs[call], nodeFs, args);
    };
  }
  return fs as unknown as AtomicFileSystem;
}

describe("a download whose writing fails", () => {
  it("keeps what was kept, publishes no half, and goes on later, whichever system call fails", async () => {
    const calls: string[] = [];
    const counted = open(temporaryFolder(), fakeSource(), { fs: watched((call) => calls.push(call)) });
    await counted.getOrDownload(bars(90, 120));
    counted.close();
    expect(calls.filter((call) => call === "renameSync")).toHaveLength(3);
    for (let failing = 0; failing < calls.length; failing++) {
      const code = ["ENOSPC", "EIO", "EMFILE"][failing % 3]!;
      const source = fakeSource();
      let made = 0;
      const before = () => {
        if (made++ === failing) throw Object.assign(new Error(`${code}: seam`), { code });
      };
      const cache = open(temporaryFolder(), source, { fs: watched(before) });
      expect(await codeOf(cache.getOrDownload(bars(90, 120)))).toBe("BACKSIGHT_FILE_WRITE");
      const kept = cache.list().series[0]?.to ?? 90 * DAY;
      expect(kept).toBe((90 + 10 * Math.floor((3 * failing) / calls.length)) * DAY);
      expect((await cache.getOrDownload(bars(90, 120))).data).toEqual(right(90, 120));
      expect(source.asked).toEqual([
        [90 * DAY, 120 * DAY],
        [kept, 120 * DAY],
      ]);
      expect((await cache.check()).problems).toEqual([]);
      cache.close();
    }
  });

  it.skipIf(!canMount)(
    "loses nothing on a full disk of 16 MB, and goes on when there is room (needs root and mount)",
    async () => {
      const { folder, grow } = smallDisk(16 * 2 ** 20);
      const source = fakeSource({ partMs: 2000 * DAY });
      const cache = open(folder, source, { now: () => 100_000 * DAY });
      const wanted = sha256Of(right(0, 4000));
      const kept: string[] = [];
      let code = "";
      for (let i = 0; code === ""; i++) {
        code = await codeOf(cache.getOrDownload(bars(0, 4000, `S${i}`)));
        if (code === "") kept.push(`S${i}`);
      }
      expect(code).toMatch(/^BACKSIGHT_(FILE_WRITE|STORE)$/);
      expect(kept.length).toBeGreaterThan(5);
      for (const symbol of kept) {
        const { data } = await cache.getOrDownload(bars(0, 4000, symbol), { isOffline: true });
        expect(data).toEqual(right(0, 4000));
      }
      grow(64 * 2 ** 20);
      expect(sha256Of((await cache.getOrDownload(bars(0, 4000, `S${kept.length}`))).data)).toBe(wanted);
      expect((await cache.check()).problems).toEqual([]);
      cache.close();
    },
  );
});
