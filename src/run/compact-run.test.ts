import fc from "fast-check";
import { expect, it } from "vitest";
import { compacted } from "../../test/support/compacted.ts";
import { randomMarket, seeds } from "../../test/support/random-market.ts";
import { PLAIN_SETTINGS, runSpec } from "../../test/support/run-spec.ts";
import { bitsOf } from "../../test/support/same-bits.ts";
import { crossedAbove, crossedBelow } from "../indicators/crossed.ts";
import { sma } from "../indicators/sma.ts";
import type { Bars } from "../market/bars.ts";
import { sliceBars } from "../market/slice-bars.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import type { Strategy } from "../strategy/strategy.ts";
import { universalPorts } from "./default-ports.ts";
import { executeRun } from "./execute-run.ts";
import type { RunSpec } from "./run-spec.ts";

const lazy = defineStrategy({
  name: "lazy",
  signals({ close, volume }) {
    const fast = sma(close, 3);
    const slow = sma(close, 8);
    const busy = volume.gt(sma(volume, 4));
    return { entries: crossedAbove(fast, slow).and(busy), exits: crossedBelow(fast, slow), plot: { fast, slow } };
  },
});

const plainArrays = defineStrategy({
  name: "plain-arrays",
  signals({ high, low, time }) {
    const [tops, bottoms, times] = [high.values, low.values, time.values];
    return { weights: tops.map((top, i) => (top - bottoms[i]! > 1 ? 0.5 : times[i]! % 5 === 0 ? 0 : NaN)) };
  },
});

async function run(strategy: Strategy, bars: Bars, settings: Partial<RunSpec["settings"]>) {
  const spec = runSpec({ params: {}, settings: { ...PLAIN_SETTINGS, ...settings } });
  const { detail, result, plot } = await executeRun(
    { spec, strategy, bars },
    { ...universalPorts(), stopwatch: () => 0 },
  );
  const { equity, cash, quantity } = result;
  return { bits: bitsOf(detail), columns: { equity, cash, quantity }, plot: new Map(plot) };
}

it("a run on packed columns is the run on plain ones, to the bit", async () => {
  const settings = fc.record({
    fill: fc.constantFrom("next-open" as const, "close" as const),
    returns: fc.constantFrom("session" as const, "bar" as const),
    settlement: fc.constantFrom("T+0" as const, "T+1" as const),
    stopLoss: fc.constantFrom(null, 0.02),
    benchmark: fc.constantFrom("hold", "none"),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(lazy, plainArrays),
      fc.constantFrom("lively" as const, "continuous" as const),
      seeds,
      settings,
      fc.nat(40),
      async (strategy, mood, seed, given, start) => {
        const bars = randomMarket(mood, seed, 150);
        const cut = (one: Bars) => sliceBars(one, start, 140);
        expect(await run(strategy, cut(compacted(bars)), given)).toEqual(await run(strategy, cut(bars), given));
      },
    ),
    { numRuns: 60 },
  );
});
