import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { walkBars } from "../../../test/support/walk-bars.ts";
import { momentum, single, walk } from "../../../test/support/walk-forward.ts";
import { int } from "../../core/params/parameter.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import { simpleReturns } from "../session-equity.ts";

describe("stitchedRun", () => {
  const bars = walkBars(200, 3);

  it.each([
    { look: 3, isAnchored: false },
    { look: 8, isAnchored: true },
  ])("flattened with one combination is a chain of single runs", async ({ look, isAnchored }) => {
    const { account, record } = await walk(bars, { look: [look], windows: { isAnchored } });
    let cash = 100_000;
    for (let start = 60; start < 200; start += 20) {
      const { account: own } = await single(bars, start, start + 20, look, cash);
      expect(account.equity.subarray(start, start + 20)).toEqual(own.equity.subarray(start));
      cash = own.equity.at(-1)!;
    }
    expect(record.drift.distance).toBe(0);
  });

  it("carried with one combination is one single run, to the bit", async () => {
    const { detail } = await walk(bars, { look: [5], positions: "carry" });
    const { detail: own } = await single(bars, 60, 200, 5, 100_000);
    expect(detail.record.resultHash).toBe(own.record.resultHash);
    expect(detail.record.metrics).toEqual(own.record.metrics);
  });

  it("carries masks, weights and stops of any history like one single run", async () => {
    const weights = defineStrategy({
      ...{ name: "weights", params: momentum.params },
      signals: ({ close }, p) => ({ weights: close.over(close.lag(p.look)).minus(0.5) }),
    });
    const stopped = defineStrategy({
      ...{ name: "stopped", params: momentum.params },
      signals: ({ close }, p) => ({
        ...{ entries: close.gt(close.lag(p.look)), shortEntries: close.lt(close.lag(p.look)) },
        stopLoss: close.times(0.97),
      }),
    });
    const shape = fc.record({
      seed: fc.integer({ min: 1, max: 1000 }),
      test: fc.integer({ min: 1, max: 30 }),
      look: fc.integer({ min: 2, max: 9 }),
      strategy: fc.constantFrom<unknown>(momentum, weights, stopped),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ seed, test, look, strategy }) => {
        const history = walkBars(120, seed);
        const windows = { train: 40, test, step: test };
        const wish = { windows, look: [look], strategy: strategy as never, positions: "carry" } as const;
        const { detail, account } = await walk(history, wish);
        const { detail: own } = await single(history, 40, account.bars.length, look, 100_000, {
          strategy: strategy as never,
        });
        expect(detail.record.resultHash).toBe(own.record.resultHash);
      }),
      { numRuns: 20 },
    );
  });

  it.each(["flatten", "carry"] as const)(
    "books splits and dividends of raw prices like single runs: %s",
    async (positions) => {
      const raw = { ...bars, adjustment: "raw" } as const;
      const dayAt = (row: number) => bars.session[row]!;
      const actions: CorporateAction[] = [
        { kind: "dividend", day: dayAt(75), amount: 1, currency: "USD" },
        { kind: "split", day: dayAt(110), from: 2, to: 3 },
        { kind: "dividend", day: dayAt(150), amount: 2, currency: "USD" },
      ];
      const { account, detail } = await walk(raw, { look: [5], actions, positions });
      const whole =
        positions === "carry" ? [[60, 200]] : [60, 80, 100, 120, 140, 160, 180].map((start) => [start, start + 20]);
      let cash = 100_000;
      let dividends = 0;
      for (const [start = 0, end = 0] of whole) {
        const own = await single(raw, start, end, 5, cash, { actions });
        expect(account.equity.subarray(start, end)).toEqual(own.account.equity.subarray(start));
        cash = own.account.equity.at(-1)!;
        dividends += own.account.books[0]!.cashEvents.length;
      }
      expect(account.books[0]!.cashEvents.length).toBe(dividends);
      expect(detail.record.data.adjustment).toBe("point-in-time");
    },
  );

  it("stitches returns that are those of the windows", async () => {
    const { detail, record } = await walk(bars);
    const returns = simpleReturns(detail.sessions.equity, 100_000);
    for (const [k, { tested }] of record.windows.entries()) {
      const product = returns.subarray(20 * k, 20 * k + 20).reduce((all, one) => all * (1 + one), 1);
      expect(product - 1).toBeCloseTo(tested.metrics.totalReturn!, 12);
    }
  });

  it("takes the first step of each test where tests overlap, and says how far they differ", async () => {
    const { record, detail } = await walk(bars, { windows: { step: 10 } });
    const parts = record.windows.map(({ outOfSample }) => outOfSample.bars);
    // (200 - 60 - 20) / 10 + 1 windows; the last one gives all of its test.
    expect(parts).toEqual([...Array.from({ length: 12 }, () => 10), 20]);
    expect(detail.record.data.bars).toBe(140);
    // Every bar but the first and the last ten is tested twice.
    expect(record.overlap!.bars).toBe(120);
    expect(record.overlap!.dispersion).toBeGreaterThan(0);
  });

  it.each(["flatten", "carry"] as const)("passes bars between tests in cash: %s", async (positions) => {
    const { account, record } = await walk(bars, { windows: { step: 35 }, positions });
    // Tests of 20 bars from 60, 95, 130 and 165 on.
    expect(record.windows).toHaveLength(4);
    expect(record.overlap).toBe(null);
    for (const gap of [80, 115, 150]) {
      const left = positions === "carry" ? gap + 1 : gap;
      for (let i = left; i < gap + 15; i++) {
        expect(account.held.at(i)).toBe(0);
        expect(account.equity[i]).toBe(account.equity[left]);
      }
    }
    expect(account.held.at(79)! + account.held.at(114)! + account.held.at(149)!).toBeGreaterThan(0);
  });

  it("passes windows without a choice in cash, and ends where none has one", async () => {
    const late = defineStrategy({
      ...{ name: "late", params: momentum.params },
      signals: ({ close, time }, p) => {
        const open = close.gt(close.lag(p.look)).and(time.gt(bars.time[70]!));
        return { entries: open, exits: close.lt(close.lag(p.look)) };
      },
    });
    const { record, account } = await walk(bars, { strategy: late as never });
    expect(record.windows[0]).toMatchObject({ params: null, efficiency: null, tested: { annualReturn: null } });
    expect(record.windows[6]!.params).not.toBe(null);
    expect([...account.equity.subarray(60, 80)]).toEqual(Array.from({ length: 20 }, () => 100_000));
    const carried = await walk(bars, { strategy: late as never, positions: "carry" });
    expect([...carried.account.equity.subarray(60, 80)]).toEqual(Array.from({ length: 20 }, () => 100_000));
    const never = defineStrategy({
      ...{ name: "never", params: momentum.params },
      signals: ({ close }) => ({ entries: close.lt(0) }),
    });
    await expect(walk(bars, { strategy: never as never })).rejects.toThrow("in none of 7 windows can a combination");
  });

  it("walks strategies that decide bar by bar, and doesn't carry them", async () => {
    const events = defineStrategy({
      ...{ name: "by-bar", params: { look: int(5, { min: 2, max: 9 }) } },
      onBar(context: { readonly position: { readonly quantity: number }; buy(): void; close(): void }) {
        if (context.position.quantity === 0) context.buy();
        else context.close();
      },
    } as never);
    const { detail } = await walk(bars, { strategy: events as never });
    expect(detail.record.engine).toBe("event");
    await expect(walk(bars, { strategy: events as never, positions: "carry" })).rejects.toThrow(
      "carrying positions of by-bar",
    );
  });
});
