import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { simulateSignalEvents, simulateTargetEvents } from "../../src/engine/event/simulate-events.ts";
import { type SignalSimulation, simulateSignals, simulateTargets } from "../../src/engine/vector/simulate-signals.ts";
import type { Bars } from "../../src/market/bars.ts";
import type { CorporateAction } from "../../src/market/corporate-action.ts";
import { CASH_EVENT_KINDS } from "../../src/trading/ledger/cash-events.ts";
import type { SimulationSettings } from "../../src/trading/simulation-settings.ts";
import { EXIT_REASONS } from "../../src/trading/trade-columns.ts";
import { signalSimulations, targetSimulations } from "../support/intraday-simulation.ts";
import { richSimulations } from "../support/random-simulation.ts";
import { ruleSimulations } from "../support/rule-simulation.ts";
import { inWords } from "./engine-words.ts";
import { referenceRun } from "./reference-simulator.ts";

const SPLIT = EXIT_REASONS.indexOf("split");

interface Drawn {
  readonly at: number;
  readonly kind: "split" | "dividend";
  /** Powers of two, so that restating a level and computing it anew give the same bits. */
  readonly ratio: readonly number[];
  readonly share: number;
}

const drawn: fc.Arbitrary<Drawn[]> = fc.array(
  fc.record({
    at: fc.nat({ max: 1000 }).map((parts) => parts / 1000),
    kind: fc.constantFrom("split" as const, "dividend" as const),
    ratio: fc.constantFrom([1, 2], [1, 8], [4, 1], [2, 1], [1024, 1], [1, 1]),
    share: fc.constantFrom(0.002, 0.01, 0.1),
  }),
  { minLength: 4, maxLength: 16, size: "max" },
);

/** At most one split a day; a dividend is a share of the least close, so that every price can hold it. */
function actionsOn({ session, close, instrument }: Bars, rows: readonly Drawn[]): CorporateAction[] {
  const actions = new Map<string, CorporateAction>();
  const least = Math.min(...close);
  for (const { at, kind, ratio, share } of rows) {
    const day = session[Math.floor(at * (session.length - 1))]!;
    const [from, to] = ratio as [number, number];
    const { currency } = instrument;
    const action: CorporateAction =
      kind === "split" ? { kind, day, from, to } : { kind, day, amount: (least * share) / 64, currency };
    actions.set(`${kind} ${day}`, action);
  }
  return [...actions.values()];
}

const withActions = <T extends SimulationSettings>(input: T, rows: readonly Drawn[]): T => ({
  ...input,
  actions: actionsOn(input.bars, rows),
});
/** The amount of a trail is restated with its position: a matter of its own. */
const isKnown = ({ trailingStop }: SimulationSettings) => trailingStop?.kind !== "amount";

function agree(input: SignalSimulation): void {
  const expected = referenceRun(input);
  expect(inWords(simulateSignals(input))).toStrictEqual(expected);
  expect(inWords(simulateSignalEvents(input))).toStrictEqual(expected);
}

describe("both engines and the reference simulator, with splits and dividends", () => {
  it.each([
    ["daily bars", richSimulations, 1000],
    ["sessions of several bars", signalSimulations, 1500],
    ["every rule book, with orders that wait", ruleSimulations, 2000],
  ] as const)("agree to the bit: %s", (_, simulations, numRuns) => {
    fc.assert(
      fc.property(simulations.filter(isKnown), drawn, (input, rows) => agree(withActions(input, rows))),
      { numRuns },
    );
  });

  it("agree on weights and units", () => {
    fc.assert(
      fc.property(targetSimulations.filter(isKnown), drawn, (input, rows) => {
        const given = withActions(input, rows);
        const expected = referenceRun(given);
        expect(inWords(simulateTargets(given))).toStrictEqual(expected);
        expect(inWords(simulateTargetEvents(given))).toStrictEqual(expected);
      }),
      { numRuns: 1500 },
    );
  });

  it("are asked about positions that are split, paid, charged, and paid out", () => {
    const seen = new Map<string, number>();
    const see = (name: string) => seen.set(name, (seen.get(name) ?? 0) + 1);
    for (const [input, rows] of fc.sample(fc.tuple(signalSimulations.filter(isKnown), drawn), {
      numRuns: 1500,
      seed: 1,
    })) {
      const { fills, cashEvents, trades } = simulateSignals(withActions(input, rows));
      if (cashEvents.kind.includes(CASH_EVENT_KINDS.indexOf("dividend"))) see("paid");
      if (cashEvents.kind.includes(CASH_EVENT_KINDS.indexOf("dividend-charged"))) see("charged");
      const paidOut = fills.exitReason.filter((reason) => reason === SPLIT).length;
      const ended = trades.exitReason.filter((reason) => reason === SPLIT).length;
      if (ended > 0) see("paid out whole");
      if (paidOut > ended) see("paid out in part");
    }
    expect(
      ["paid", "charged", "paid out in part", "paid out whole"].filter((name) => (seen.get(name) ?? 0) < 5),
    ).toEqual([]);
  });
});
