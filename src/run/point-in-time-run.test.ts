import { describe, expect, it } from "vitest";
import { dailyBars } from "../../test/support/random-simulation.ts";
import { runSpec } from "../../test/support/run-spec.ts";
import { thrown } from "../../test/support/thrown.ts";
import { walkBars } from "../../test/support/walk-bars.ts";
import { int } from "../core/params/parameter.ts";
import { createSha256 } from "../core/sha256.ts";
import { adjustBars } from "../data/prepare/adjust-bars.ts";
import { crossedAbove, crossedBelow } from "../indicators/crossed.ts";
import { sma } from "../indicators/sma.ts";
import type { Bars } from "../market/bars.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import { createBars } from "../market/create-bars.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import type { Strategy } from "../strategy/strategy.ts";
import { NO_COSTS } from "../trading/costs/cost-settings.ts";
import { checkActions } from "./check-actions.ts";
import { universalPorts } from "./default-ports.ts";
import { executeRun } from "./execute-run.ts";
import { dataHash } from "./identity.ts";

const FREE = { costs: NO_COSTS, benchmark: "hold" } as const;

function run(strategy: Strategy, bars: Bars, actions: readonly CorporateAction[] | null, benchmark = "hold") {
  const spec = runSpec({ params: { fast: 5, slow: 20 } });
  const settings = { ...spec.settings, ...FREE, benchmark };
  return executeRun({ spec: { ...spec, settings }, strategy, bars, actions }, universalPorts());
}

const split = (day: number, from: number, to: number): CorporateAction => ({ kind: "split", day, from, to });
const dividend = (day: number, amount: number): CorporateAction => ({ kind: "dividend", day, amount, currency: "USD" });

const cross = defineStrategy({
  name: "cross",
  params: { fast: int(5), slow: int(20) },
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    const [fast, slow] = [sma(close, p.fast), sma(close, p.slow)];
    return {
      entries: crossedAbove(fast, slow),
      exits: crossedBelow(fast, slow),
      stopLoss: close.times(0.9),
      plot: { slow },
    };
  },
});

/** A walk as it would have traded: seven times the price before a split on day 150, and twice that before one on day 300. */
function walkWithSplits(): { adjusted: Bars; raw: Bars; actions: CorporateAction[] } {
  const adjusted = walkBars(400, 3);
  const days = [adjusted.session[150]!, adjusted.session[300]!] as const;
  const factor = (i: number) => (i < 150 ? 14 : i < 300 ? 2 : 1);
  const times = (column: Float64Array) => column.map((price, i) => price * factor(i));
  const [open, high, low, close] = [
    times(adjusted.open),
    times(adjusted.high),
    times(adjusted.low),
    times(adjusted.close),
  ];
  const raw = createBars({ ...adjusted, open, high, low, close, ticksPerUnit: null });
  return { adjusted, raw, actions: [split(days[0], 1, 7), split(days[1], 1, 2)] };
}

describe("a point-in-time run", () => {
  it("has the trades and the equity of one on split-adjusted prices, stops of the strategy's own included", async () => {
    const { adjusted, raw, actions } = walkWithSplits();
    const [plain, pointInTime] = [await run(cross, adjusted, null), await run(cross, raw, actions)];
    expect(plain.result.trades.length).toBeGreaterThan(5);
    expect([...pointInTime.result.fills.bar]).toEqual([...plain.result.fills.bar]);
    expect([...pointInTime.result.trades.exitReason]).toEqual([...plain.result.trades.exitReason]);
    plain.result.equity.forEach((equity, i) => {
      expect(Math.abs(pointInTime.result.equity[i]! / equity - 1)).toBeLessThan(1e-9);
    });
    expect(pointInTime.detail.record.metrics.benchmarkReturn).toBeCloseTo(
      plain.detail.record.metrics.benchmarkReturn!,
      9,
    );
    // The average is drawn over the raw price: in the shares of the day.
    expect(pointInTime.plot.get("slow")![100]! / plain.plot.get("slow")![100]!).toBeCloseTo(14, 9);
  });

  it("says so, counts dividends, and checks what the strategy knew on what it saw", async () => {
    const { raw, actions } = walkWithSplits();
    const paid = dividend(raw.session[200]!, raw.close[199]! / 100);
    const { detail, result } = await run(cross, raw, [...actions, paid]);
    const { record } = detail;
    expect(record.data.adjustment).toBe("point-in-time");
    expect(record.guards.lookAhead.status).toBe("proved");
    const total = result.trades.dividends.reduce((sum, one) => sum + one, 0);
    expect(record.metrics.totalDividends).toBe(total);
    expect(result.cashEvents.length).toBe(result.quantity[199] === 0 ? 0 : 1);
  });

  it("tells a strategy nothing before it was known: prices seen at a bar don't change with later actions", async () => {
    const { raw, actions } = walkWithSplits();
    const seen: number[][] = [];
    const opaque = defineStrategy({
      name: "opaque",
      requiredHistory: () => 1,
      signals({ close }) {
        const values = close.values;
        seen.push([...values]);
        return {
          entries: Uint8Array.from(values, (price, i) => Number(price > (values[i - 1] ?? Infinity))),
          exits: new Uint8Array(values.length),
        };
      },
    });
    const { detail } = await run(opaque, raw, actions, "none");
    expect(detail.record.guards.lookAhead.status).toBe("passed");
    const [whole] = seen;
    seen.splice(0);
    await run(opaque, raw, actions.slice(0, 1), "none");
    expect(seen[0]!.slice(0, 300)).toEqual(whole!.slice(0, 300));
  });

  it("is named by its prices and its actions together", async () => {
    const { raw, actions } = walkWithSplits();
    const hashes = [null, [], actions, actions.slice(1)].map((given) => dataHash(raw, createSha256, given));
    expect(new Set(hashes).size).toBe(4);
    expect((await run(cross, raw, actions)).detail.record.dataHash).toBe(hashes[2]);
    // What came before the bars, or after them, is no part of the run.
    const others = [dividend(raw.session[0]! - 1, 1), ...actions, split(raw.session.at(-1)! + 1, 1, 2)];
    expect((await run(cross, raw, others)).detail.record.dataHash).toBe(hashes[2]);
  });

  it("notes what of the actions isn't used", async () => {
    const bars = dailyBars([
      [100, 100],
      [100, 100],
      [99, 99],
    ]);
    const { detail } = await run(cross, bars, [dividend(19_000, 1), dividend(20_002, 200)]);
    const ours = detail.record.notes.filter((note) => note.startsWith("the dividend"));
    expect(ours).toEqual(["the dividend of 2024-10-06: not used: it pays 200, the close before was 100"]);
  });

  it("refuses a strategy that decides bar by bar, by name", async () => {
    const { raw, actions } = walkWithSplits();
    const caller = defineStrategy({ name: "caller", onBar: () => {} });
    await expect(run(caller, raw, actions)).rejects.toMatchObject({ code: "BACKSIGHT_NOT_SUPPORTED" });
  });

  it("refuses prices that hold what it would book", async () => {
    const { raw, actions } = walkWithSplits();
    const adjusted = adjustBars(raw, actions, { mode: "total" }).bars;
    await expect(run(cross, adjusted, actions)).rejects.toMatchObject({ code: "BACKSIGHT_ADJUSTED_TWICE" });
  });
});

it("actions are splits and dividends, and nothing else", () => {
  expect(checkActions([split(1, 1, 2), dividend(2, 0.5)])).toHaveLength(2);
  for (const wrong of [
    {},
    [{ kind: "split", day: 1, from: 0, to: 2 }],
    [{ kind: "dividend", day: 1.5, amount: 1, currency: "USD" }],
    [null],
  ])
    expect(thrown(() => checkActions(wrong)).code).toBe("BACKSIGHT_ARGUMENT");
});
