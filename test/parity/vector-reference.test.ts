import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SignalSimulation, simulateSignals, simulateTargets } from "../../src/engine/vector/simulate-signals.ts";
import { signalSimulations, targetSimulations } from "../support/intraday-simulation.ts";
import { dailyBars, maskAt, richSimulations, simulations } from "../support/random-simulation.ts";
import { ruleSimulations, ruleTargetSimulations } from "../support/rule-simulation.ts";
import { delayed, limitedByVolume, onMargin } from "../support/volume-simulation.ts";
import { inWords } from "./engine-words.ts";
import { referenceRun } from "./reference-simulator.ts";

function agree(input: SignalSimulation): void {
  expect(inWords(simulateSignals(input))).toStrictEqual(referenceRun(input));
}

describe("the vector engine and the reference simulator", () => {
  it("agree to the bit on fills, trades, cash, equity and what didn't fill", () => {
    fc.assert(fc.property(simulations, agree), { numRuns: 1500 });
  });

  it("agree with both sides, additions, stops, targets, trails and settlement, on daily bars", () => {
    fc.assert(fc.property(richSimulations, agree), { numRuns: 1500 });
  });

  it("agree where sessions have several bars and prices meet levels exactly", () => {
    fc.assert(fc.property(signalSimulations, agree), { numRuns: 4000 });
  });

  it("agree on weights and units", () => {
    fc.assert(
      fc.property(targetSimulations, (input) => {
        expect(inWords(simulateTargets(input))).toStrictEqual(referenceRun(input));
      }),
      { numRuns: 3000 },
    );
  });

  it("agree under every rule book, with orders that wait for their prices", () => {
    fc.assert(fc.property(ruleSimulations, agree), { numRuns: 6000 });
  });

  it("agree on weights and units under every rule book that knows them", () => {
    fc.assert(
      fc.property(ruleTargetSimulations, (input) => {
        expect(inWords(simulateTargets(input))).toStrictEqual(referenceRun(input));
      }),
      { numRuns: 1500 },
    );
  });

  it.each([
    ["signals", fc.oneof(richSimulations, signalSimulations)],
    ["orders that wait", ruleSimulations],
  ])("agree on fills by volume: %s", (_, inputs) => {
    fc.assert(fc.property(limitedByVolume(inputs), agree), { numRuns: 2500 });
  });

  it.each([
    ["signals", fc.oneof(richSimulations, signalSimulations)],
    ["orders that wait", ruleSimulations],
    ["fills by volume", limitedByVolume(fc.oneof(signalSimulations, ruleSimulations))],
  ])("agree on orders that are on their way for some time: %s", (_, inputs) => {
    fc.assert(fc.property(delayed(inputs), agree), { numRuns: 2500 });
  });

  it("agree on weights and units that are on their way for some time", () => {
    fc.assert(
      fc.property(delayed(fc.oneof(targetSimulations, limitedByVolume(targetSimulations))), (input) => {
        expect(inWords(simulateTargets(input))).toStrictEqual(referenceRun(input));
      }),
      { numRuns: 2500 },
    );
  });

  it("agree on margin calls", () => {
    let calls = 0;
    const input = onMargin(fc.oneof(richSimulations, signalSimulations, ruleSimulations));
    fc.assert(
      fc.property(input, (one) => {
        agree(one);
        calls += simulateSignals(one).marginCalls;
      }),
      { numRuns: 2000 },
    );
    expect(calls).toBeGreaterThan(20);
  });

  it("agree on fills by volume: weights and units", () => {
    fc.assert(
      fc.property(limitedByVolume(targetSimulations), (input) => {
        expect(inWords(simulateTargets(input))).toStrictEqual(referenceRun(input));
      }),
      { numRuns: 1500 },
    );
  });

  it("are asked about every rule by these inputs", () => {
    const seen = new Map<string, number>();
    for (const input of fc.sample(simulations, { numRuns: 1500, seed: 1 })) {
      const { notFilled, fills, trades, clipped, ruinedAt } = simulateSignals(input);
      for (const reason of Object.keys(notFilled)) seen.set(reason, (seen.get(reason) ?? 0) + 1);
      if (ruinedAt >= 0) seen.set("ruined", (seen.get("ruined") ?? 0) + 1);
      if (clipped > 0) seen.set("clipped", (seen.get("clipped") ?? 0) + 1);
      if (fills.length > 2) seen.set("several trades", (seen.get("several trades") ?? 0) + 1);
      if (trades.exitReason.includes(5)) seen.set("open trade", (seen.get("open trade") ?? 0) + 1);
    }
    const rare = [
      "warm-up",
      "already-in",
      "conflict",
      "nothing-to-close",
      "last-bar",
      "below-lot",
      "insufficient-cash",
      "clipped",
      "ruined",
      "several trades",
      "open trade",
    ].filter((name) => (seen.get(name) ?? 0) < 10);
    expect(rare).toEqual([]);
  });

  it("are asked about every way in and out by the inputs with stops and targets", () => {
    const seen = new Map<string, number>();
    const see = (names: Iterable<string>) => {
      for (const name of new Set(names)) seen.set(name, (seen.get(name) ?? 0) + 1);
    };
    const runs = [
      ...fc.sample(signalSimulations, { numRuns: 1500, seed: 1 }).map((input) => ({ input, run: referenceRun(input) })),
      ...fc.sample(targetSimulations, { numRuns: 1500, seed: 1 }).map((input) => ({ input, run: referenceRun(input) })),
    ];
    for (const { input, run } of runs) {
      const { trades, orders, fills } = run;
      see(trades.map(({ side, exitReason }) => `${side} ${exitReason}`));
      see(orders.map(({ outcome }) => outcome));
      see(trades.filter(({ isAmbiguous }) => isAmbiguous).map(({ exitReason }) => `ambiguous ${exitReason}`));
      const stopped = fills.filter(({ phase, bar }, i) => phase === "open" && fills[i + 1]?.bar === bar);
      see(stopped.map(() => "several fills at one open"));
      if (input.settlement === "T+1") see(orders.some(({ outcome }) => outcome !== "filled") ? ["refused T+1"] : []);
    }
    const reasons = ["signal", "reverse", "stop-loss", "take-profit", "trailing-stop", "open"];
    const wanted = [
      ...reasons.flatMap((reason) => [`long ${reason}`, `short ${reason}`]),
      ...["stop-loss", "take-profit", "trailing-stop"].map((reason) => `ambiguous ${reason}`),
      ...["beyond-stop", "no-stop", "insufficient-cash", "below-lot", "last-bar"],
      ...["short ruined", "several fills at one open", "refused T+1"],
    ];
    expect(wanted.filter((name) => (seen.get(name) ?? 0) < 5)).toEqual([]);
  });

  it("are asked about every rule book, and about every end of an order that waits", () => {
    const seen = new Map<string, number>();
    for (const input of fc.sample(ruleSimulations, { numRuns: 4000, seed: 1 })) {
      const { trades, orders, fills } = referenceRun(input);
      const book = input.rules!.name;
      const names = new Set([
        ...trades.map(({ exitReason }) => `${book} ${exitReason}`),
        ...orders.map(({ outcome }) => outcome),
        ...fills.map(
          ({ phase }, i) => `${book} ${phase} ${i > 0 && fills[i - 1]!.bar === fills[i]!.bar ? "again" : ""}`,
        ),
      ]);
      for (const name of names) seen.set(name, (seen.get(name) ?? 0) + 1);
    }
    const exits = (book: string, ...reasons: string[]) => reasons.map((reason) => `${book} ${reason}`);
    const wanted = [
      ...exits("backsight", "signal", "stop-loss", "take-profit", "trailing-stop", "reverse", "open", "intrabar again"),
      ...exits("vectorbt", "signal", "stop-loss", "take-profit", "trailing-stop", "reverse", "open", "close "),
      ...exits("backtrader", "signal", "stop-loss", "take-profit", "trailing-stop", "reverse", "open"),
      ...exits("backtesting.py", "signal", "stop-loss", "take-profit", "reverse", "end-of-data", "intrabar again"),
      ...exits("zipline", "signal", "stop-loss", "take-profit", "reverse", "open", "close "),
      ...exits("freqtrade", "signal", "stop-loss", "take-profit", "trailing-stop", "end-of-data", "intrabar again"),
      ...["timed-out", "replaced", "withdrawn", "position-closed", "data-ended", "insufficient-cash", "last-bar"],
    ];
    expect(wanted.filter((name) => (seen.get(name) ?? 0) < 20)).toEqual([]);
  });

  it("agree on an account that its own fees ruin", () => {
    // 10 units at 1 for 6 each: 100 − 10 − 60 = 30. Sold at 0.5: 30 + 5 − 60 = −25, and nothing is decided any more.
    const input: SignalSimulation = {
      bars: dailyBars([
        [1, 1],
        [1, 1],
        [1, 0.5],
        [0.5, 0.5],
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
      entries: maskAt(6, 0, 3, 4),
      exits: maskAt(6, 2),
      cash: 100,
      fill: "next-open",
      size: { kind: "quantity", quantity: 10 },
      sizeAt: "fill",
      costs: { commission: { kind: "per-unit", amount: 6 }, slippage: 0, spread: 0 },
      start: 0,
      firstDecision: 0,
    };
    agree(input);
    const { cash, ruinedAt, notFilled } = simulateSignals(input);
    expect([...cash]).toEqual([100, 30, 30, -25, -25, -25]);
    expect(ruinedAt).toBe(3);
    expect(notFilled).toEqual({});
  });
});
