import { describe, expect, it } from "vitest";
import { countingLedger } from "../../test/support/counting-ledger.ts";
import { walkBars } from "../../test/support/walk-bars.ts";
import { int } from "../core/params/parameter.ts";
import { sha256 } from "../core/sha256.ts";
import { sma } from "../indicators/sma.ts";
import type { Bars } from "../market/bars.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import { buyAndHold } from "../strategy/library/buy-and-hold.ts";
import { createBacktest } from "./backtest.ts";
import { universalPorts } from "./default-ports.ts";
import type { RunDetail } from "./run-detail.ts";

const bars = walkBars(300, 2);
const presenter = {
  summary: ({ record }: RunDetail) => `summary of ${record.id}`,
  html: () => "html",
  markdown: () => "markdown",
  write: async () => {},
};

/** A platform that writes down what it is asked. */
function platform() {
  const trials = countingLedger();
  const saved: RunDetail[] = [];
  const backtest = createBacktest({
    ports: async (store) => (store ? { ...universalPorts(), trials } : universalPorts()),
    presenter,
    save: async (detail) => {
      saved.push(detail);
    },
  });
  return { backtest, trials, saved };
}

const cross = defineStrategy({
  name: "cross",
  params: { fast: int(3), slow: int(10) },
  where: (p) => p.fast < p.slow,
  signals({ close }, p) {
    const fast = sma(close, p.fast);
    const slow = sma(close, p.slow);
    return { entries: fast.gt(slow), exits: fast.lt(slow), plot: { fast, slow } };
  },
});

describe("a run's books", () => {
  it("hold every order and every fill of one instrument", async () => {
    const run = await platform().backtest(cross, bars, { params: { fast: 3, slow: 10 }, store: false });
    expect(run.fills.length).toBeGreaterThan(4);
    expect(run.orders.length).toBeGreaterThanOrEqual(run.fills.length);
    expect(run.books).toHaveLength(1);
    expect(run.fills).toBe(run.books[0]!.fills);
    // the first trade's entry is the first fill
    expect([run.fills.bar[0], run.fills.price[0]]).toEqual([run.trades.entryBar[0], run.trades.entryPrice[0]]);
  });

  it("are explained where nothing was ever asked for, and only there", async () => {
    const idle = defineStrategy({ name: "idle", signals: ({ close }) => ({ entries: close.gt(1e9) }) });
    const run = await platform().backtest(idle, bars, { store: false });
    expect(run.explain()).toEqual([
      { rule: "signal", reason: "nothing-asked", count: 300, meaning: expect.stringContaining("no signal") },
    ]);
    const held = await platform().backtest(buyAndHold, bars, { store: false });
    expect(held.orders.length).toBeGreaterThan(0);
    expect(held.explain().map(({ reason }) => reason)).not.toContain("nothing-asked");
  });

  it("are asked for by instrument where there are several", async () => {
    const other = walkBars(300, 3);
    const panel = [bars, { ...other, instrument: { ...other.instrument, symbol: "OTHER" } } as Bars];
    const both = defineStrategy({
      name: "both",
      onBar: ({ bar, instruments }) => {
        if (bar.index === 5) for (const one of instruments) one.buy({ size: 1 });
      },
    });
    const run = await platform().backtest(both, panel, { store: false });
    expect(run.books).toHaveLength(2);
    expect(() => run.orders).toThrow("run.orders of 2 instruments");
    expect(() => run.fills).toThrow("run.books");
  });
});

describe("backtest with splits and dividends", () => {
  const paid = { kind: "dividend", day: bars.session[100]!, amount: 0.5, currency: "USD" } as const;

  it("books them, and the run says so", async () => {
    const run = await platform().backtest(buyAndHold, bars, { actions: [paid], store: false });
    expect(run.detail.record.data.adjustment).toBe("point-in-time");
    expect(run.metrics.totalDividends).toBeCloseTo(0.5 * run.trades.quantity[0]!, 9);
    expect(run.trades.dividends[0]).toBe(run.metrics.totalDividends);
  });

  it("refuses what is none, and several instruments", async () => {
    const { backtest } = platform();
    await expect(backtest(buyAndHold, bars, { actions: [{ ...paid, amount: -1 }] })).rejects.toMatchObject({
      code: "BACKSIGHT_ARGUMENT",
      message: expect.stringContaining("actions[0]"),
    });
    const two = [bars, { ...bars, instrument: { ...bars.instrument, symbol: "B" } }];
    await expect(backtest(buyAndHold, two, { actions: [paid] })).rejects.toMatchObject({
      code: "BACKSIGHT_NOT_SUPPORTED",
    });
  });
});

describe("backtest", () => {
  it("runs, counts, keeps and shows", async () => {
    const { backtest, trials, saved } = platform();
    const run = await backtest(cross, bars, { params: { fast: "5" }, tag: "t", note: "n" });
    expect(trials.recorded).toHaveLength(1);
    expect(saved).toEqual([run.detail]);
    expect(run.detail.record).toMatchObject({ tag: "t", note: "n", spec: { params: { fast: 5, slow: 10 } } });
    expect(String(run)).toBe(`summary of ${run.id}`);
    expect(run.html()).toBe("html");
    expect(run.equity).toHaveLength(300);
    expect([...run.plot.keys()]).toEqual(["fast", "slow"]);
    expect(run.metrics).toBe(run.detail.record.metrics);
  });

  it("neither keeps nor counts with store: false", async () => {
    const { backtest, trials, saved } = platform();
    const run = await backtest(cross, bars, { store: false });
    expect(trials.recorded).toEqual([]);
    expect(saved).toEqual([]);
    expect(run.guards.trials.counted).toBe(false);
  });

  it("knows the package's own strategies by their code, not by their name", async () => {
    const { backtest } = platform();
    const { name, version } = buyAndHold;
    const library = (await backtest(buyAndHold, bars)).detail.record.spec.strategy;
    expect(library).toEqual({ source: "library", name, codeHash: sha256(`library/${name}/${version}`) });
    const own = (await backtest({ ...cross, name }, bars)).detail.record.spec.strategy;
    expect(own).toEqual({ source: "inline", name, codeHash: sha256(cross.sourceText) });
  });

  it("gives the same hashes for the same run", async () => {
    const { backtest } = platform();
    const hashes = async () => {
      const { specHash, dataHash, resultHash } = (await backtest(cross, bars)).detail.record;
      return [specHash, dataHash, resultHash];
    };
    expect(await hashes()).toEqual(await hashes());
  });

  it.each<[unknown, unknown, unknown, string]>([
    ["sma-cross", bars, {}, "string is neither made by defineStrategy() nor a class"],
    [cross, Promise.resolve(bars), {}, "bars must be made by load() or createBars(), was a promise: await it first."],
    [cross, undefined, {}, "bars must be made by load() or createBars(), was undefined."],
    [cross, [1, 2], {}, "was an array of number."],
    [cross, [], {}, "bars must be of one instrument at least, was none."],
    [cross, bars, { cahs: 5 }, 'unknown option "cahs". Did you mean "cash"?'],
    [cross, bars, { params: { fast: 50 } }, "break the strategy's own rule"],
  ])("refuses %o, %o, %o", async (strategy, prices, options, message) => {
    const { backtest, trials, saved } = platform();
    await expect(backtest(strategy, prices as Bars, options as object)).rejects.toMatchObject({
      name: "BacksightError",
      message: expect.stringContaining(message),
    });
    expect([trials.recorded, saved]).toEqual([[], []]);
  });
});
