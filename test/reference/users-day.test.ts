import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REPOSITORY, runCli } from "../support/cli.ts";

/** Daily prices of Alphabet, 2004-08-19 to 2013-03-01, as backtesting.py ships them. */
const PRICES = join(REPOSITORY, "../shared/reference/data/GOOG-2004-2013.csv");
const SETTINGS = ["--size", "100", "--fill", "next-open", "--commission", "0.001", "--slippage", "0"];

interface RunDocument {
  readonly run: { readonly id: string; readonly resultHash: string; readonly data: { readonly symbol: string } };
  readonly metrics: Readonly<Record<string, number>>;
  readonly guards: { readonly lookAhead: { readonly status: string; readonly boundaries: number } };
  readonly trades: readonly { readonly entryBar: number; readonly exitReason: string }[];
}

describe.skipIf(!existsSync(PRICES))("a user's day on real prices (skipped without ../shared/reference/data)", () => {
  const folder = mkdtempSync(join(tmpdir(), "backsight-day-"));
  const home = join(folder, "home");
  const backsight = (...args: string[]) => runCli(args, { folder, home });
  const data = ["--data", `csv:${PRICES}`];
  let document: RunDocument;

  beforeAll(async () => {
    const params = ["--param", "fast=10", "--param", "slow=20"];
    const { code, stdout, stderr } = await backsight("run", "sma-cross", ...data, ...params, ...SETTINGS, "--json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    document = JSON.parse(stdout) as RunDocument;
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("ends with the money of VectorBT 1.1.0, Backtrader 1.9.78 and backtesting.py 0.6.6", () => {
    expect(document.metrics.finalEquity).toBeCloseTo(190_428.522, 6);
    expect(document.run.data.symbol).toBe("GOOG");
  });

  it("trades when they do: 46 closed trades, one open, the same first entries", () => {
    expect(document.metrics).toMatchObject({ tradesCount: 46, openTrades: 1 });
    expect(document.trades.map(({ entryBar }) => entryBar).slice(0, 5)).toEqual([75, 88, 119, 157, 265]);
    expect(document.trades.map(({ exitReason }) => exitReason).filter((reason) => reason !== "signal")).toEqual([
      "open",
    ]);
  });

  it("is stored, shown, reported and repeated with the same result hash", async () => {
    const shown = await backsight("runs", "show", "last", "--json");
    expect(JSON.parse(shown.stdout)).toMatchObject({
      run: { id: document.run.id, resultHash: document.run.resultHash },
      metrics: { finalEquity: document.metrics.finalEquity },
    });

    const report = await backsight("report", "last", "--out", "run.html");
    expect(report).toEqual({ code: 0, stdout: "run.html\n", stderr: "" });
    const page = readFileSync(join(folder, "run.html"), "utf8");
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).toContain("190,428.52");

    const rerun = await backsight("runs", "rerun", "last", "--json", "--quiet");
    expect(rerun.code).toBe(0);
    const { resultHash } = document.run;
    expect(JSON.parse(rerun.stdout)).toMatchObject({ rerun: { same: true, resultHash, before: resultHash } });
  });

  const cheats = {
    "the next close": "const known = Array.from(prices, (price, i) => (prices[i + 1] ?? price) > price);",
    "an average centred on the bar": `const known = Array.from(prices, (price, i) => {
      const around = prices.slice(Math.max(0, i - 5), i + 6);
      return price > around.reduce((sum, value) => sum + value, 0) / around.length;
    });`,
  };

  it.each(Object.entries(cheats))("a strategy that reads %s fails under --strict", async (_, lines) => {
    const source = `import { defineStrategy } from "backsight";
export default defineStrategy({
  name: "cheat",
  signals({ close }) {
    const prices = close.values;
    ${lines}
    return { entries: known, exits: known.map((yes) => !yes) };
  },
});
`;
    writeFileSync(join(folder, "cheat.ts"), source);
    const { code, stdout, stderr } = await backsight("run", "cheat.ts", ...data, ...SETTINGS, "--strict", "--json");
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as RunDocument).guards.lookAhead).toMatchObject({ status: "failed" });
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: "BACKSIGHT_GUARD_FAILED", message: expect.stringContaining("SEES THE FUTURE") },
    });
  });
});
