import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomMarket, seeds } from "../../../test/support/random-market.ts";
import { randomStream } from "../../core/random.ts";
import { simulateEvents } from "../../engine/event/simulate-events.ts";
import type { LaneSettings } from "../../engine/vector/fast/lane-settings.ts";
import { wordsFor } from "../../engine/vector/fast/signal-bits.ts";
import { sparseSettings } from "../../engine/vector/fast/sparse-settings.ts";
import { simulateSignals } from "../../engine/vector/simulate-signals.ts";
import type { EventContext, EventProgram } from "../../strategy/event-strategy.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { accountOverBars } from "./account-over-bars.ts";
import { NotedRuns } from "./noted-runs.ts";

type Context = EventContext<unknown, unknown>;
/** What a strategy saw at a close, and what its order was given as number. */
type Seen = readonly (number | boolean)[];

interface Case {
  readonly settings: LaneSettings;
  readonly firstDecision: number;
  readonly seed: number;
  readonly gap: number;
  readonly callbacks: "onBar" | "onSessionClose";
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    mood: fc.constantFrom("lively" as const, "quiet" as const, "continuous" as const),
    seed: seeds,
    length: fc.integer({ min: 1, max: 300 }),
    gap: fc.constantFrom(1, 3, 12),
    callbacks: fc.constantFrom("onBar" as const, "onBar" as const, "onBar" as const, "onSessionClose" as const),
    direction: fc.constantFrom("long" as const, "short" as const, "both" as const),
    fill: fc.constantFrom("next-open" as const, "close" as const),
    fraction: fc.constantFrom(1, 1, 0.7),
    stopLoss: fc.constantFrom(null, null, 0.01, 0.05),
    takeProfit: fc.constantFrom(null, null, 0.02, 0.1),
    trailingStop: fc
      .constantFrom(null, null, 0.01, 0.1)
      .map((fraction) => (fraction === null ? null : { kind: "fraction" as const, fraction })),
    rate: fc.constantFrom(0, 0.0005, 0.01),
    start: fc.nat({ max: 20 }),
  })
  .map(({ mood, seed, length, gap, callbacks, fraction, rate, start, ...rest }) => {
    const first = Math.min(start, length - 1);
    const settings: LaneSettings = {
      ...rest,
      bars: randomMarket(mood, seed, length),
      cash: 10_000,
      size: { kind: "fraction", fraction },
      sizeAt: "fill",
      costs: { commission: { kind: "rate", rate }, slippage: rate / 3, spread: 0 },
      start: first,
    };
    return { settings, firstDecision: first + (seed % 7), seed, gap, callbacks };
  });

/** A strategy whose orders follow from the bar and the side that it holds; some of them are more than signals. */
function programOf({ seed, gap, callbacks }: Case, seen: Seen[], unusual: number): EventProgram {
  const decide = ({ bar, position, account, waiting, buy, sell, close, hold, cancelAll }: Context): void => {
    const random = randomStream(seed, `orders/${bar.index}/${Math.sign(position.quantity)}`);
    let order = -1;
    if (random.below(gap) === 0) {
      const opposite = position.quantity > 0 ? sell : buy;
      const kind = random.below(6);
      if (position.isFlat) order = kind < 4 ? buy() : sell();
      else if (kind < 2) order = opposite();
      else if (kind < 5 || position.isShort) order = close();
      else order = buy();
    }
    if (unusual > 0 && random.below(unusual) === 0) {
      const kind = random.below(6);
      if (kind === 0) buy({ size: 1 });
      else if (kind === 1) sell({ limit: bar.close * 1.01 });
      else if (kind === 2) hold({ fraction: 0.5 });
      else if (kind === 3) cancelAll();
      else if (kind === 4) buy({ stopLoss: { fraction: 0.02 } });
      else sell();
    }
    seen.push([
      ...[bar.index, order, waiting, position.isFlat, position.isLong, position.isShort, position.quantity],
      ...[position.averagePrice, position.value, position.entries, account.cash, account.equity],
    ]);
  };
  return {
    ...{ strategy: "random", params: {}, columns: new Map(), schedule: null, state: () => ({}) },
    callbacks: { [callbacks]: decide as never, onEnd: ({ buy }: { buy: () => number }) => void buy() },
  };
}

function noted(one: Case, unusual = 0) {
  const seen: Seen[] = [];
  const sparse = sparseSettings(one.settings);
  if (typeof sparse === "string") throw new Error(sparse);
  const { bars } = one.settings;
  const runs = new NotedRuns(bars, one.settings, sparse);
  const room = () => new Uint32Array(wordsFor(bars.length));
  const program = programOf(one, seen, unusual);
  const first = runs.signalsOf(program, one.firstDecision, room);
  const { length } = seen;
  // Once more: nothing is left of the run before.
  expect(runs.signalsOf(program, one.firstDecision, room)).toStrictEqual(first);
  return { signals: first, seen: seen.slice(0, length) };
}

function plainly(one: Case, result: SimulationResult) {
  if (result.ruinedAt >= 0) return null;
  const { stretches, ...totals } = accountOverBars(one.settings.bars, result);
  const list = (column: ArrayLike<number>) => Array.from(column, (value) => value + 0);
  return {
    ...{ ...totals, pnl: list(totals.pnl), from: list(stretches.from) },
    ...{ cash: list(stretches.cash), quantity: list(stretches.quantity) },
  };
}

function simulated(one: Case, unusual = 0) {
  const seen: Seen[] = [];
  const { firstDecision, settings } = one;
  const result = simulateEvents({ ...settings, firstDecision, program: programOf(one, seen, unusual) });
  return { account: plainly(one, result), seen };
}

const maskOf = (bits: Uint32Array | null, length: number): Uint8Array | null =>
  bits && Uint8Array.from({ length }, (_, i) => (bits[i >>> 5]! >>> (i & 31)) & 1);

describe("orders of callbacks noted as signals", () => {
  it("come to what the event engine makes of them, and show the strategy the same", () => {
    let settled = 0;
    fc.assert(
      fc.property(cases, (one) => {
        const { signals, seen } = noted(one);
        const { account, seen: expected } = simulated(one);
        if (typeof signals === "string") {
          expect(signals).toBe("the strategy adds to its positions");
          return;
        }
        if (account === null) return;
        settled++;
        expect(seen).toStrictEqual(expected);
        const { length } = one.settings.bars;
        const result = simulateSignals({
          ...one.settings,
          firstDecision: one.firstDecision,
          entries: maskOf(signals.entries, length)!,
          exits: maskOf(signals.exits, length)!,
          shortEntries: maskOf(signals.shortEntries, length),
          shortExits: maskOf(signals.shortExits, length),
        });
        expect(plainly(one, result)).toStrictEqual(account);
      }),
      { numRuns: 3000 },
    );
    expect(settled).toBeGreaterThan(2000);
  });

  it("are left to the event engine as soon as they say more than signals", () => {
    let left = 0;
    fc.assert(
      fc.property(cases, (one) => {
        const { signals, seen } = noted(one, 10);
        const { account, seen: expected } = simulated(one, 10);
        if (account === null) return;
        if (typeof signals === "string") left++;
        else expect(seen).toStrictEqual(expected);
      }),
      { numRuns: 600 },
    );
    expect(left).toBeGreaterThan(400);
  });
});
