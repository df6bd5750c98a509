import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { driveEvents } from "../../../test/support/drive-events.ts";
import { randomMarket, seeds } from "../../../test/support/random-market.ts";
import { randomStream } from "../../core/random.ts";
import type { OrderRequest } from "../../strategy/event-strategy.ts";
import type { SimulationSettings } from "../../trading/simulation-settings.ts";

const runs = fc.record({
  mood: fc.constantFrom("lively" as const, "quiet" as const, "continuous" as const),
  seed: seeds,
  length: fc.integer({ min: 5, max: 700 }),
  gap: fc.constantFrom(2, 10, 60),
  settings: fc.record({
    fill: fc.constantFrom("next-open" as const, "close" as const),
    trailingStop: fc.constantFrom(null, null, { kind: "fraction" as const, fraction: 0.02 }),
    timeStop: fc.constantFrom(null, null, null, 7),
    breakEven: fc.constantFrom(null, null, null, { afterGain: 0.01, offset: 0 }),
    takeProfit: fc.constantFrom(null, 0.03, [
      { afterBars: 0, fraction: 0.05 },
      { afterBars: 20, fraction: 0.01 },
    ]),
  }),
});

type Run = typeof runs extends fc.Arbitrary<infer T> ? T : never;

/** Buys and sells with brackets now and then, and tells at every bar what it sees. */
function drive({ mood, seed, length, gap, settings }: Run, more: Partial<SimulationSettings>) {
  const bars = randomMarket(mood, seed, length);
  const random = randomStream(seed, "orders");
  const seen: number[] = [];
  const bracket = (side: 1 | -1, close: number): OrderRequest =>
    random.below(3) === 0 ? {} : { stopLoss: close * (1 - side * 0.01), takeProfit: { fraction: 0.02 }, size: 1 };
  const { result } = driveEvents(
    bars,
    {
      onBar({ bar, position, account, buy, sell, close }) {
        seen.push(bar.index, position.quantity, position.stop, account.equity);
        if (random.below(gap) !== 0) return;
        const what = random.below(4);
        if (what === 0) buy(bracket(1, bar.close));
        else if (what === 1) sell(bracket(-1, bar.close));
        else if (what === 2) buy({ size: 1 });
        else close();
      },
    },
    { ...(settings as Partial<SimulationSettings>), accumulate: 3, ...more },
  );
  return { seen, result };
}

describe("bars in which nothing can happen", () => {
  it("are passed over together as they are one by one", () => {
    let fills = 0;
    fc.assert(
      fc.property(runs, (run) => {
        const together = drive(run, {});
        // A limit that nothing reaches asks for a look at every bar.
        const singly = drive(run, { risk: { maxTurnover: 1e9 } });
        fills += together.result.fills.length;
        expect(together.seen).toEqual(singly.seen);
        for (const name of ["cash", "quantity", "fills", "orders", "trades"] as const)
          expect(together.result[name]).toEqual(singly.result[name]);
      }),
      { numRuns: 400 },
    );
    expect(fills).toBeGreaterThan(2000);
  });
});
