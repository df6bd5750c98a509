import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { dayOfDate } from "../../src/market/calendar/calendar.ts";
import {
  type PolygonRestEmulator,
  startPolygonRest,
} from "../../src/sources/polygon/emulator/rest/start-polygon-rest.ts";
import { syntheticTickers } from "../../src/sources/polygon/emulator/synthetic-market-tickers.ts";
import { syntheticRestMarket } from "../../src/sources/polygon/emulator/synthetic-rest-market.ts";
import { runCli } from "../support/cli.ts";

/** SPLT splits four for one on 2026-01-20, DIVD pays 0.25 on 2026-02-06. */
const MARKET = {
  seed: 7,
  tickers: syntheticTickers(2),
  from: dayOfDate(2026, 1, 2),
  to: dayOfDate(2026, 2, 13),
} as const;
const RANGE = "from=2026-01-05&to=2026-02-13&via=rest";
const HOLD = `import { defineStrategy } from "backsight";
export default defineStrategy({
  name: "hold",
  signals: ({ close }) => {
    const entries = new Uint8Array(close.length);
    entries[0] = 1;
    return { entries, exits: new Uint8Array(close.length) };
  },
});
`;

let rest: PolygonRestEmulator;
let folder: string;

beforeAll(async () => {
  rest = await startPolygonRest({ market: syntheticRestMarket(MARKET), keys: ["rest"] });
  vi.stubEnv("MASSIVE_API_KEY", "rest");
  folder = mkdtempSync(join(tmpdir(), "backsight-actions-"));
  mkdirSync(join(folder, "home"));
  const polygon = { rest_endpoint: rest.url, plan: "advanced" };
  writeFileSync(join(folder, "config.yaml"), JSON.stringify({ data: { cache_dir: "kept" }, polygon }));
  writeFileSync(join(folder, "hold.ts"), HOLD);
}, 60_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await rest.close();
  rmSync(folder, { recursive: true, force: true });
});

async function cli(...args: string[]) {
  const outcome = await runCli([...args, "--json"], { folder, home: join(folder, "home") });
  return { ...outcome, document: outcome.code === 0 ? JSON.parse(outcome.stdout) : null };
}

const run = (symbol: string, ...more: string[]) =>
  cli("run", "hold.ts", "--data", `polygon:${symbol}?${RANGE}`, "--quiet", ...more);

describe("run --adjust point-in-time on vendor data", () => {
  it("holds four times the shares after a split of one to four, and gains what split-adjusted prices gain", async () => {
    const pointInTime = await run("SPLT@1d", "--adjust", "point-in-time");
    expect({ code: pointInTime.code, stderr: pointInTime.stderr }).toEqual({ code: 0, stderr: "" });
    const splits = await run("SPLT@1d", "--adjust", "splits");
    const [own, adjusted] = [pointInTime.document, splits.document];
    expect([own.run.data.adjustment, adjusted.run.data.adjustment]).toEqual(["point-in-time", "split"]);
    expect(own.metrics.finalEquity / adjusted.metrics.finalEquity).toBeCloseTo(1, 9);
    expect(own.metrics.benchmarkReturn).toBeCloseTo(adjusted.metrics.benchmarkReturn, 9);
    expect(own.metrics.totalDividends).toBe(0);
    expect(own.run.dataHash).not.toBe(adjusted.run.dataHash);
  }, 60_000);

  it("is paid dividends, once; repeats; and is the same on bars of minutes but for the price that it entered at", async () => {
    const { code, document } = await run("DIVD@1d", "--adjust", "point-in-time");
    expect(code).toBe(0);
    const raw = (await run("DIVD@1d", "--adjust", "none")).document;
    const { totalDividends, finalEquity } = document.metrics;
    // Shares without leverage: what 100,000 buys, times 0.25 each.
    const shares = totalDividends / 0.25;
    expect(totalDividends).toBeGreaterThan(0);
    expect(finalEquity - raw.metrics.finalEquity).toBeCloseTo(totalDividends, 6);
    // Prices that are adjusted for splits, the usual ones, hold no dividends: they are paid too.
    const usual = (await run("DIVD@1d")).document;
    expect(usual.run.data.adjustment).toBe("split");
    expect(usual.metrics.totalDividends).toBeCloseTo(totalDividends, 9);
    expect(usual.metrics.finalEquity).toBeCloseTo(finalEquity, 6);
    const total = (await run("DIVD@1d", "--adjust", "total")).document;
    expect(total.metrics.totalDividends).toBe(0);
    expect((await cli("runs", "rerun", document.run.id)).code).toBe(0);
    const minutes = (await run("DIVD@5m", "--adjust", "point-in-time")).document;
    expect(minutes.metrics.totalDividends / 0.25 / shares).toBeCloseTo(1, 1);
  }, 60_000);

  it("books both for each of several instruments", async () => {
    const both = await cli(
      ...["run", "hold.ts", "--quiet", "--adjust", "point-in-time"],
      ...["--data", `polygon:SPLT@1d?${RANGE}`, "--data", `polygon:DIVD@1d?${RANGE}`],
    );
    expect({ code: both.code, stderr: both.stderr }).toEqual({ code: 0, stderr: "" });
    const alone = (await run("DIVD@1d", "--adjust", "point-in-time")).document;
    // Half of the cash each.
    expect(both.document.metrics.totalDividends / alone.metrics.totalDividends).toBeCloseTo(0.5, 2);
    expect(both.document.run.data.adjustment).toBe("point-in-time");
    expect((await cli("runs", "rerun", both.document.run.id)).code).toBe(0);
  }, 60_000);

  it("is refused by name where shares of two kinds would mix, and for files", async () => {
    const weekly = await run("SPLT@1w", "--adjust", "point-in-time");
    expect(weekly.code).not.toBe(0);
    expect(weekly.stderr).toContain("adjust=point-in-time on bars of 1w");
    const file = await cli("run", "hold.ts", "--data", "csv:prices.csv", "--adjust", "point-in-time");
    expect(file.stderr).toContain("--adjust point-in-time for csv: prices");
    const shown = await cli("data", "show", `polygon:SPLT@1d?${RANGE}&adjust=point-in-time`);
    expect(shown.stderr).toContain("where nothing but prices is wanted");
  }, 60_000);
});
