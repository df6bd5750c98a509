import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intradayBars, plainSettings, signalSimulations } from "../../../test/support/intraday-simulation.ts";
import { tradeAt } from "../../trading/trade-columns.ts";
import { simulateSignals } from "./simulate-signals.ts";

const RUNS = { numRuns: 500 };
const none = (length: number) => new Uint8Array(length);

describe("ruin", () => {
  it("can't come to who is long without borrowing and pays a rate", () => {
    fc.assert(
      fc.property(signalSimulations, (given) => {
        const commission = { kind: "rate", rate: 0.05 } as const;
        const { ruinedAt, equity } = simulateSignals({
          ...given,
          direction: "long",
          leverage: 1,
          costs: { ...given.costs, commission },
        });
        expect(ruinedAt).toBe(-1);
        expect(equity.every((money) => money > 0)).toBe(true);
      }),
      RUNS,
    );
  });

  it("liquidates at the next open and lets nothing follow", () => {
    fc.assert(
      fc.property(signalSimulations, (input) => {
        const { ruinedAt, fills, quantity, cash } = simulateSignals(input);
        if (ruinedAt < 0) return;
        const after = Array.from(fills.bar).filter((bar) => bar > ruinedAt);
        expect(after.length).toBeLessThanOrEqual(1);
        const next = ruinedAt + 1;
        if (next === input.bars.length) return;
        if (after.length === 1)
          expect([after[0], fills.reference[fills.length - 1]]).toEqual([next, input.bars.open[next]]);
        expect(quantity.slice(next).every((units) => units === 0)).toBe(true);
        expect(new Set(cash.slice(next)).size).toBe(1);
      }),
      { numRuns: 2000 },
    );
  });

  it("comes to a short whose price doubles, and to a long that borrowed and halves", () => {
    const run = (open: number, leverage: number, direction: "long" | "short") => {
      const prices = [100, 100, open, 77].map((price) => [price, price, price, price] as const);
      const mask = Uint8Array.of(1, 0, 0, 0);
      return simulateSignals({
        ...plainSettings(intradayBars(prices)),
        entries: mask,
        exits: none(4),
        shortEntries: mask,
        direction,
        leverage,
        size: { kind: "fraction", fraction: leverage },
      });
    };
    // Ten short at 100 leave 2,000 in cash; at 200 nothing is left, and they are bought back at 77.
    const short = run(200, 1, "short");
    expect([...short.equity]).toEqual([1000, 1000, 0, 1230]);
    expect([short.ruinedAt, tradeAt(short.trades, 0).exitReason]).toEqual([2, "ruined"]);
    // Twenty long at 100 owe 1,000; at 50 they are worth that.
    const long = run(50, 2, "long");
    expect([...long.equity]).toEqual([1000, 1000, 0, 540]);
    expect(long.ruinedAt).toBe(2);
  });
});
