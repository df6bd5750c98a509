import { describe, expect, it } from "vitest";
import { countingLedger } from "../../test/support/counting-ledger.ts";
import { dailyBars, maskAt } from "../../test/support/random-simulation.ts";
import { PLAIN_SETTINGS, runSpec } from "../../test/support/run-spec.ts";
import { walkBars } from "../../test/support/walk-bars.ts";
import { int } from "../core/params/parameter.ts";
import { crossedAbove, crossedBelow } from "../indicators/crossed.ts";
import { sma } from "../indicators/sma.ts";
import type { Bars } from "../market/bars.ts";
import { panelOf } from "../market/panel.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import { definePortfolio } from "../strategy/portfolio/define-portfolio.ts";
import type { Strategy } from "../strategy/strategy.ts";
import { tradeAt } from "../trading/trade-columns.ts";
import { universalPorts } from "./default-ports.ts";
import { executePortfolioRun } from "./execute-portfolio-run.ts";
import { executeRun } from "./execute-run.ts";
import type { RunSpec } from "./run-spec.ts";

const named = (symbol: string, bars: Bars): Bars => ({ ...bars, instrument: { ...bars.instrument, symbol } });
const A = named(
  "A",
  dailyBars([
    [10, 10],
    [10, 20],
    [20, 20],
    [20, 20],
  ]),
);
const B = named(
  "B",
  dailyBars([
    [50, 50],
    [50, 50],
    [50, 25],
    [25, 25],
  ]),
);

const halves = definePortfolio({
  name: "halves",
  rebalance: { everyBars: 2 },
  allocate: () => ({ A: 0.5, B: 0.5 }),
});

function run(strategy: Strategy, bars: readonly Bars[], changes: Partial<RunSpec> = {}, ports = {}) {
  const spec = runSpec({ params: {}, ...changes });
  return executePortfolioRun({ spec, strategy, panel: panelOf(bars) }, { ...universalPorts(), ...ports });
}

describe("a run on several instruments", () => {
  it("can be followed on paper", async () => {
    // 50 A at 10 and 10 B at 50; at row 3's open A is worth 1,000 and B 250: 625 each, so 18.75 A go and 15 B come.
    const { detail, account } = await run(halves, [A, B], { settings: { ...PLAIN_SETTINGS, benchmark: "hold" } });
    expect([...account.equity]).toEqual([1000, 1500, 1250, 1250]);
    const { record, trades, curve } = detail;
    expect(trades.symbols).toEqual(["A", "B"]);
    expect(tradeAt(trades, 0)).toMatchObject({ symbol: "A", quantity: 50, pnl: 500, entryBar: 1, exitReason: "open" });
    expect(tradeAt(trades, 1)).toMatchObject({ symbol: "B", quantity: 25, pnl: -250 });
    expect(record.metrics).toMatchObject({ finalEquity: 1250, totalReturn: 0.25, openTrades: 2 });
    expect(record.data).toMatchObject({ symbol: "A+B", symbols: ["A", "B"], bars: 4 });
    expect(record.guards.lookAhead.status).toBe("proved");
    // What holding half of each would have brought: 50 A and 10 B.
    expect([...curve.benchmark]).toEqual([1000, 1500, 1250, 1250]);
  });

  it("says whether what it traded was in its universe at the time", async () => {
    const always = defineStrategy({ name: "always", signals: ({ close }) => ({ entries: close.gt(0) }) });
    const [first] = A.session;
    const judged = async (isMember: (symbol: string, day: number) => boolean) => {
      const panel = panelOf([A, B], { isMember });
      const { detail } = await executePortfolioRun(
        {
          spec: runSpec({ params: {}, settings: { ...PLAIN_SETTINGS, size: { kind: "fraction", fraction: 0.4 } } }),
          strategy: always,
          panel,
        },
        universalPorts(),
      );
      return detail.record.survivorship;
    };
    // Both are bought at the second open, by what the first close decided; B joins a day later.
    const early = await judged((symbol, day) => symbol === "A" || day > first!);
    expect(early).toEqual({ traded: 2, early: ["B"], missing: [], survivors: 1 });
    // B leaves after the second day, what was decided on the first is older.
    const gone = await judged((symbol, day) => symbol === "A" || day <= first! + 1);
    expect(gone).toEqual({ traded: 2, early: [], missing: [], survivors: 0.5 });
    expect(await judged(() => true)).toBeUndefined();
  });

  it("is named by its settings, its prices and its result", async () => {
    const first = await run(halves, [A, B]);
    const again = await run(halves, [A, B]);
    const other = await run(halves, [A, named("B", walkBars(4, 3))], {});
    for (const hash of ["specHash", "dataHash", "resultHash"] as const)
      expect(again.detail.record[hash]).toBe(first.detail.record[hash]);
    expect(other.detail.record.dataHash).not.toBe(first.detail.record.dataHash);
    expect(other.detail.record.resultHash).not.toBe(first.detail.record.resultHash);
  });

  it("counts as a trial on all its instruments", async () => {
    const trials = countingLedger({});
    await run(halves, [A, B], {}, { trials });
    expect(trials.recorded).toHaveLength(1);
    expect(trials.recorded[0]).toMatchObject({ instruments: ["A", "B"], strategy: "halves" });
  });

  it("judges signals of each by itself, as a run on each alone does", async () => {
    const cross = defineStrategy({
      name: "cross",
      params: { fast: int(5), slow: int(20) },
      requiredHistory: (p) => p.slow,
      signals({ close }, p) {
        const [fast, slow] = [sma(close, p.fast), sma(close, p.slow)];
        return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow) };
      },
    });
    const changes = {
      params: { fast: 5, slow: 20 },
      settings: { ...PLAIN_SETTINGS, size: { kind: "quantity", quantity: 0.01 } as const },
    };
    const all = [1, 2, 3].map((seed) => named(`S${seed}`, walkBars(300, seed)));
    const { account, detail } = await run(cross, all, changes);
    expect(detail.record.guards.lookAhead.status).toBe("proved");
    for (const [k, bars] of all.entries()) {
      const spec = runSpec(changes);
      const alone = await executeRun({ spec, strategy: cross, bars }, universalPorts());
      expect(account.books[k]!.fills).toEqual(alone.account.books[0]!.fills);
      expect(account.books[k]!.fills.length).toBeGreaterThan(0);
    }
  });

  it("takes weights that a strategy gives for each alone, traded where they change", async () => {
    const half = defineStrategy({ name: "half", signals: ({ close }) => ({ weights: close.values.map(() => 0.5) }) });
    const { account } = await run(half, [A, B]);
    expect([...account.equity]).toEqual([1000, 1500, 1250, 1250]);
    expect(account.books.map(({ fills }) => fills.length)).toEqual([1, 1]);
    const units = defineStrategy({ name: "units", signals: ({ close }) => ({ units: close.values.map(() => 1) }) });
    await expect(run(units, [A, B])).rejects.toThrow("units of units on several instruments isn't supported");
  });

  it("shows a strategy prices as they were known, and moves money at raw ones", async () => {
    const raw = named(
      "A",
      dailyBars([
        [10, 10],
        [10, 10],
        [5, 5],
        [5, 5],
      ]),
    );
    const split = { kind: "split", day: 20_002, from: 1, to: 2 } as const;
    const seen: number[][] = [];
    const watching = definePortfolio({
      name: "watching",
      rebalance: { everyBars: 9 },
      allocate({ close }) {
        seen.push([...close[0]!]);
        return { A: 0.5, B: 0.5 };
      },
    });
    const spec = runSpec({ params: {}, settings: { ...PLAIN_SETTINGS, benchmark: "hold" } });
    const request = { spec, strategy: watching, panel: panelOf([raw, B]), actionsOf: [[split], null] };
    const { account, detail } = await executePortfolioRun(request, universalPorts());
    // 50 A at 10 become 100 at 5; 10 B fall from 50 to 25.
    expect([...account.equity]).toEqual([1000, 1000, 750, 750]);
    expect([...detail.curve.benchmark]).toEqual([1000, 1000, 750, 750]);
    expect(seen[0]).toEqual([10]);
    expect(detail.record.data.adjustment).toBe("point-in-time");
    const plain = await executePortfolioRun({ ...request, actionsOf: null }, universalPorts());
    expect(plain.detail.record.dataHash).not.toBe(detail.record.dataHash);
    expect([...plain.account.equity]).toEqual([1000, 1000, 500, 500]);
  });

  it("catches one that sees the future", async () => {
    const cheat = defineStrategy({
      name: "cheat",
      signals: ({ close }) => {
        const prices = close.values;
        const entries = Uint8Array.from(prices, (price, i) => ((prices[i + 1] ?? 0) > price ? 1 : 0));
        return { entries, exits: entries.map((entry) => 1 - entry) };
      },
    });
    const { detail } = await run(cheat, [named("A", walkBars(300, 1)), named("B", walkBars(300, 2))]);
    expect(detail.record.guards.lookAhead.status).toBe("failed");
  });

  it("says when a portfolio gives other weights for the same past", async () => {
    let calls = 0;
    const fickle = definePortfolio({ name: "fickle", allocate: () => ({ A: (calls++ % 3) / 10 }) });
    const { detail } = await run(fickle, [A, B]);
    expect(detail.record.guards.lookAhead.status).toBe("nondeterministic");
  });

  it("starts at the range that is asked for", async () => {
    const from = A.time[2]!;
    const { detail, account } = await run(halves, [A, B], { from });
    expect(detail.record.data.bars).toBe(2);
    expect(account.start).toBe(2);
    expect([...account.equity.slice(0, 3)]).toEqual([1000, 1000, 1000]);
  });

  it("merges trades by entry", async () => {
    const once = (bar: number) =>
      defineStrategy({
        name: "once",
        signals: ({ close, volume }) => ({
          entries: maskAt(close.length, close.values[0] === 10 ? bar : 0, volume.length > 99 ? 1 : bar),
          exits: maskAt(close.length),
        }),
      });
    const { detail } = await run(once(1), [A, B], {
      settings: { ...PLAIN_SETTINGS, size: { kind: "quantity", quantity: 1 } },
    });
    expect([...detail.trades.instrument]).toEqual([1, 0]);
    expect([...detail.trades.entryBar]).toEqual([1, 2]);
  });
});
