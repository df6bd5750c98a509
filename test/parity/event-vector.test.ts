import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simulateEvents, simulateSignalEvents, simulateTargetEvents } from "../../src/engine/event/simulate-events.ts";
import { type SignalSimulation, simulateSignals, simulateTargets } from "../../src/engine/vector/simulate-signals.ts";
import { columnOf } from "../../src/market/compact/compact-bars.ts";
import { checkEnginesAgree } from "../../src/run/engines-agree.ts";
import type { EventContext, EventProgram } from "../../src/strategy/event-strategy.ts";
import type { SimulationResult } from "../../src/trading/simulation-result.ts";
import { longSignalSimulations, targetSimulations } from "../support/intraday-simulation.ts";
import { richSimulations, simulations } from "../support/random-simulation.ts";
import { limitedRuleSimulations, limitedTargetSimulations } from "../support/risk-simulation.ts";
import { ruleSimulations, ruleTargetSimulations } from "../support/rule-simulation.ts";
import { delayed, limitedByVolume } from "../support/volume-simulation.ts";

function agree(input: SignalSimulation): void {
  checkEnginesAgree(simulateSignals(input), simulateSignalEvents(input), columnOf(input.bars, "closeTime"));
}

describe("signals through the event engine", () => {
  it.each([
    ["any prices and cash", simulations],
    ["both sides, additions, stops, targets and trails", richSimulations],
    ["several bars to a session", longSignalSimulations],
    ["every rule book, with orders that wait", ruleSimulations],
    ["every rule book, with limits of the account", limitedRuleSimulations],
    ["fills by volume", limitedByVolume(fc.oneof(richSimulations, longSignalSimulations))],
    ["fills by volume of orders that wait", limitedByVolume(ruleSimulations)],
    ["orders on their way", delayed(fc.oneof(richSimulations, ruleSimulations))],
    ["orders on their way, filled by volume", limitedByVolume(delayed(ruleSimulations))],
  ])("give what the vector engine gives: %s", (_, inputs) => {
    fc.assert(fc.property(inputs, agree), { numRuns: 500 });
  });

  it.each([
    ["weights and units", targetSimulations],
    ["under every rule book", ruleTargetSimulations],
    ["with limits of the account", limitedTargetSimulations],
    ["fills by volume", limitedByVolume(targetSimulations)],
    ["orders on their way", delayed(targetSimulations)],
  ])("give what the vector engine gives: %s", (_, inputs) => {
    fc.assert(
      fc.property(inputs, (input) => {
        checkEnginesAgree(simulateTargets(input), simulateTargetEvents(input), columnOf(input.bars, "closeTime"));
      }),
      { numRuns: 400 },
    );
  });
});

/** The signals' meaning as a person would write it bar by bar. */
function transcribed(input: SignalSimulation): EventProgram {
  const { entries, exits, shortEntries, shortExits, stopLevels, targetLevels, size } = input;
  const { direction = "both", accumulate = 1 } = input;
  const price = (column: Float64Array | null | undefined, i: number) => {
    const level = column?.[i] ?? NaN;
    return Number.isNaN(level) ? undefined : level;
  };
  const onBar = ({ bar: { index: i }, position, buy, sell, close }: EventContext<{}, undefined>) => {
    const is = (column: Uint8Array | null | undefined, side: "long" | "short") =>
      (direction === "both" || direction === side) && (column?.[i] ?? 0) === 1;
    const [long, short] = [is(entries, "long"), is(shortEntries, "short")];
    const [longExit, shortExit] = [is(exits, "long"), is(shortExits, "short")];
    let wanted = long === short ? 0 : long ? 1 : -1;
    const side = Math.sign(position.quantity);
    if (wanted !== side && wanted !== 0 && (wanted > 0 ? longExit : shortExit)) wanted = 0;
    const [stopLoss, takeProfit] = [price(stopLevels, i), price(targetLevels, i)];
    const levels = { ...(stopLoss && { stopLoss }), ...(takeProfit && { takeProfit }) };
    const enter = () => (wanted > 0 ? buy(levels) : sell(levels));
    if (side === 0) {
      if (wanted !== 0) enter();
    } else if (wanted === -side) {
      // Units net out against a position; a position is left whole where a size is an intent.
      if (size.kind === "quantity") close();
      enter();
    } else if (side > 0 ? longExit : shortExit) close();
    else if (wanted === side && position.entries < accumulate) enter();
  };
  return {
    strategy: "transcribed",
    params: {},
    columns: new Map(),
    schedule: null,
    callbacks: { onBar: onBar as never },
    state: () => undefined,
  };
}

describe("the same decisions sent as orders", () => {
  it("give the same orders, fills and equity to the bit", () => {
    const told = ({ fills, orders, ...result }: SimulationResult) => {
      const { exitReason, ...rest } = fills;
      return { fills: rest, orders, cash: result.cash, equity: result.equity, quantity: result.quantity };
    };
    fc.assert(
      fc.property(fc.oneof(richSimulations, longSignalSimulations), (input) => {
        const levels = [...(input.stopLevels ?? []), ...(input.targetLevels ?? [])];
        // Orders take no price of 0 or below.
        fc.pre(levels.every((level) => !(level <= 0)));
        const ours = simulateEvents({ ...input, program: transcribed(input) });
        expect(told(ours)).toStrictEqual(told(simulateSignals(input)));
      }),
      { numRuns: 1500 },
    );
  });
});
