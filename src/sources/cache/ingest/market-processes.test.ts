import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { MINUTE_DAYS, MINUTE_SYMBOLS, minuteMarket, minutesOf } from "../../../../test/support/minute-market.ts";
import { temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { usEquity } from "../../../market/calendar/us-equity.ts";
import { parseTimeframe } from "../../../market/timeframe.ts";
import { CacheManager } from "../cache-manager.ts";
import { rangeOfDay } from "../range-of-day.ts";

const WRITER = fileURLToPath(new URL("../../../../test/support/market-writer.ts", import.meta.url));
/** CACHE_KILLS=1000 makes a soak of it. */
const KILLS = Number(process.env.CACHE_KILLS ?? 8);
/** The writer works for about so long. */
const LONGEST_MS = 700;

/** Runs a writer, which is killed some time after its first line; what it said, and whether it came to its end. */
async function write(folder: string, killAfter: number): Promise<{ lines: string[]; isDone: boolean }> {
  const child = spawn(process.execPath, ["--conditions=backsight-source", WRITER, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  let timer: NodeJS.Timeout | undefined;
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
    if (killAfter < Infinity) timer ??= setTimeout(() => child.kill("SIGKILL"), killAfter);
  });
  const [code, signal] = await once(child, "close");
  clearTimeout(timer);
  expect(code ?? signal).toBe(signal === null ? 0 : "SIGKILL");
  return { lines: text.split("\n").slice(0, -1), isDone: signal === null };
}

function open(folder: string): CacheManager {
  const now = () => Date.UTC(2024, 5, 1);
  return new CacheManager({ folder, sources: new Map([["minutes", minuteMarket()]]), now });
}

describe("days of a whole market and files for its symbols", () => {
  it(
    `are whole, all that were said to be kept and nothing twice, after ${KILLS} kills at any moment`,
    async () => {
      const range = {
        from: rangeOfDay(usEquity, MINUTE_DAYS[0]!).from,
        to: rangeOfDay(usEquity, MINUTE_DAYS.at(-1)!).to,
      };
      const request = { source: "minutes", dataset: "bars", timeframe: parseTimeframe("1m"), ...range } as const;
      let folder = temporaryFolder();
      const kept = new Set<string>();
      for (let kills = 0; kills < KILLS; ) {
        const { lines, isDone } = await write(folder, Math.random() * LONGEST_MS);
        const said = lines.filter((line) => line !== "begun" && line !== "done");
        // What a dead writer had kept, the next one doesn't do again.
        for (const line of said) expect(kept).not.toContain(line);
        for (const line of said) kept.add(line);
        if (!isDone) kills++;
        const cache = open(folder);
        expect((await cache.check()).problems).toEqual([]);
        const { series } = cache.list({ symbol: "*" });
        const days = [...kept].filter((line) => line.startsWith("day")).length;
        expect(series[0]?.rows ?? 0).toBeGreaterThanOrEqual(days * 390 * MINUTE_SYMBOLS.length);
        for (const symbol of MINUTE_SYMBOLS.filter((name) => kept.has(`symbol ${name}`))) {
          const { data } = await cache.getOrDownload({ ...request, symbol }, { isOffline: true });
          expect(data).toEqual({ dataset: "bars", rows: minutesOf(symbol) });
        }
        cache.close();
        if (!isDone) continue;
        folder = temporaryFolder();
        kept.clear();
      }
      expect((await write(folder, Infinity)).isDone).toBe(true);
      const cache = open(folder);
      for (const symbol of MINUTE_SYMBOLS) {
        const { data } = await cache.getOrDownload({ ...request, symbol }, { isOffline: true });
        expect(data).toEqual({ dataset: "bars", rows: minutesOf(symbol) });
      }
      expect(cache.list({ symbol: "*" }).series[0]?.rows).toBe(MINUTE_DAYS.length * 390 * MINUTE_SYMBOLS.length);
      cache.close();
    },
    60_000 + KILLS * 20_000,
  );
});
