import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { DAY, expectedBars, fakeSource } from "../../../test/support/fake-source.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { parseTimeframe } from "../../market/timeframe.ts";
import { openDatabase } from "../../platform/sqlite.ts";
import { CacheManager } from "./cache-manager.ts";
import { MANIFEST_SCHEMA } from "./manifest-schema.ts";

const WRITER = fileURLToPath(new URL("../../../test/support/cache-writer.ts", import.meta.url));
/** CACHE_KILLS=1000 makes a soak of it. */
const KILLS = Number(process.env.CACHE_KILLS ?? 24);
const FIRST = 351;
const LAST = 400;

interface Writer {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly firstLine: Promise<void>;
  readonly end: Promise<number | string>;
}

function startWriter(folder: string, days: number, symbols: string): Writer {
  const args = ["--conditions=backsight-source", WRITER, folder, String(FIRST), String(LAST), String(days), symbols];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  const first = Promise.withResolvers<void>();
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const whole = (rest + text).split("\n");
    rest = whole.pop() ?? "";
    lines.push(...whole);
    if (lines.length > 0) first.resolve();
  });
  const end = once(child, "close").then(([code, signal]) => {
    first.resolve();
    return code ?? signal;
  });
  return { child, lines, firstLine: first.promise, end };
}

function open(folder: string): { cache: CacheManager; asked: [number, number][] } {
  const source = fakeSource();
  const cache = new CacheManager({ folder, sources: new Map([["fake", source]]), now: () => 10_000 * DAY });
  return { cache, asked: source.asked };
}

const request = (symbol: string, from: number, to: number) =>
  ({
    source: "fake",
    dataset: "bars",
    symbol,
    timeframe: parseTimeframe("1h"),
    from: from * DAY,
    to: to * DAY,
  }) as const;

describe("a cache in many processes", () => {
  it("is downloaded into once by 8 of them", async () => {
    const folder = temporaryFolder();
    const writers = Array.from({ length: 8 }, () => startWriter(folder, 5, "A,B,C"));
    expect(await Promise.all(writers.map(({ end }) => end))).toEqual(Array(8).fill(0));
    const asked = writers.map(({ lines }) => Number(/^asked (\d+)$/.exec(lines.at(-1) ?? "")?.[1]));
    expect(asked.reduce((sum, count) => sum + count, 0)).toBe(3);
    const { cache } = open(folder);
    for (const symbol of ["A", "B", "C"]) {
      const { data } = await cache.getOrDownload(request(symbol, FIRST, LAST), { isOffline: true });
      expect(data).toEqual({ dataset: "bars", rows: expectedBars(FIRST * DAY, LAST * DAY) });
    }
    expect((await cache.check()).problems).toEqual([]);
    cache.close();
  });

  it(
    `has whole files, all that were said to be kept and nothing twice, after ${KILLS} kills at any moment`,
    async () => {
      const folder = temporaryFolder();
      for (let kills = 0; kills < KILLS; ) {
        const symbols = [`K${kills}`, `L${kills}`];
        const writers = [0, 1].map(() => startWriter(folder, 1, symbols.join(",")));
        await Promise.all(
          writers.map(async ({ child, firstLine, end }) => {
            await firstLine;
            await new Promise((resolve) => setTimeout(resolve, Math.random() * 250));
            child.kill("SIGKILL");
            if ((await end) === "SIGKILL") kills++;
          }),
        );
        const { cache, asked } = open(folder);
        for (const line of writers.flatMap(({ lines }) => lines)) {
          const [symbol, day] = line.split(" ");
          if (symbol === "asked" || Number(day) === FIRST) continue;
          const { data } = await cache.getOrDownload(request(symbol!, FIRST, Number(day)), { isOffline: true });
          expect(data).toEqual({ dataset: "bars", rows: expectedBars(FIRST * DAY, Number(day) * DAY) });
        }
        // The next process goes on where the dead ones stopped, without waiting for their locks.
        const [symbol] = symbols;
        const { data } = await cache.getOrDownload(request(symbol!, FIRST, LAST));
        expect(data).toEqual({ dataset: "bars", rows: expectedBars(FIRST * DAY, LAST * DAY) });
        expect(asked.length).toBeLessThanOrEqual(1);
        cache.close();
      }
      const { cache } = open(folder);
      expect((await cache.check()).problems).toEqual([]);
      cache.close();
      const database = openDatabase(join(folder, "manifest.db"), MANIFEST_SCHEMA);
      expect(database.read((db) => db.prepare("PRAGMA integrity_check").get()?.integrity_check)).toBe("ok");
      expect(database.read((db) => db.prepare("PRAGMA foreign_key_check").all())).toEqual([]);
      database.close();
    },
    60_000 + KILLS * 10_000,
  );
});
