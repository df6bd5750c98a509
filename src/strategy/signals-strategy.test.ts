import { describe, expect, it, test } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { walkBars } from "../../test/support/walk-bars.ts";
import { SeriesGraph } from "../series/series-graph.ts";
import { evaluateSignals } from "./evaluate-signals.ts";
import { type GivenSignals, signalsHash, signalsStrategy } from "./signals-strategy.ts";

const bars = walkBars(4, 1);

describe("signalsStrategy", () => {
  it("replays its columns, whatever becomes of the arrays afterwards", () => {
    const entries = [true, false, 1, 0] as const;
    const stopLoss = [1, NaN, 2, NaN];
    const strategy = signalsStrategy({ entries, exits: Uint8Array.of(0, 1, 0, 1), stopLoss });
    stopLoss[0] = 9;
    const evaluated = evaluateSignals(strategy, new SeriesGraph(bars), {});
    expect([...evaluated.entries]).toEqual([1, 0, 1, 0]);
    expect([...evaluated.exits]).toEqual([0, 1, 0, 1]);
    expect([...evaluated.stopLoss!]).toEqual([1, NaN, 2, NaN]);
    expect(evaluated.isCausalByConstruction).toBe(false);
    expect(strategy).toMatchObject({ name: "signals", isReplayed: true, direction: "both", params: {} });
  });

  it("takes plain numbers as targets, and leaves their length to the run", () => {
    const strategy = signalsStrategy({ weights: [0.5, NaN, 0] }, { name: "mine", family: "f", direction: "long" });
    expect(strategy).toMatchObject({ name: "mine", family: "f", direction: "long" });
    expect(thrown(() => evaluateSignals(strategy, new SeriesGraph(bars), {})).message).toContain(
      "weights that is no column of 4 numbers",
    );
  });

  it("is known by what its columns say", () => {
    const textOf = (columns: GivenSignals) => signalsStrategy(columns).sourceText;
    expect(textOf({ entries: [1, 0] })).toBe(textOf({ entries: Float64Array.of(1, 0) }));
    expect(textOf({ entries: [1, 0] })).not.toBe(textOf({ entries: [0, 1] }));
    expect(textOf({ entries: [1, 0] })).not.toBe(textOf({ shortEntries: [1, 0] }));
    expect(textOf({ weights: [1, 0] })).not.toBe(textOf({ units: [1, 0] }));
  });

  test.each<[unknown, string]>([
    [null, "signalsStrategy takes an object of columns"],
    [{}, "it has no column of signals"],
    [{ entrys: [1] }, 'unknown column "entrys". Did you mean "entries"?'],
    [{ entries: [2] }, "entries is no array of 0 and 1, or true and false"],
    [{ entries: ["1"] }, "entries is no array of 0 and 1, or true and false"],
    [{ entries: "1" }, "entries is no array"],
    [{ weights: ["1"] }, "weights is no array of numbers"],
    [{ weights: Uint8Array.of(1) }, "weights is no array of numbers"],
    [{ entries: [1, 0], exits: [1] }, "exits holds 1 values, another column 2"],
  ])("refuses %j", (columns, message) => {
    const error = thrown(() => signalsStrategy(columns as GivenSignals));
    expect(error.code).toBe("BACKSIGHT_STRATEGY_DEFINITION");
    expect(error.message).toContain(message);
  });
});

describe("signalsHash", () => {
  const time = Float64Array.of(10, 20, 30);

  it("doesn't depend on bars where nothing is said", () => {
    const three = signalsHash({ entries: Uint8Array.of(0, 1, 0) }, time);
    expect(signalsHash({ entries: Uint8Array.of(1) }, Float64Array.of(20))).toBe(three);
    expect(signalsHash({ entries: Uint8Array.of(0, 0, 1) }, time)).not.toBe(three);
    const weights = signalsHash({ weights: Float64Array.of(NaN, 0.5, NaN) }, time);
    expect(signalsHash({ weights: Float64Array.of(0.5) }, Float64Array.of(20))).toBe(weights);
    expect(signalsHash({ weights: Float64Array.of(0, 0.5, NaN) }, time)).not.toBe(weights);
    expect(signalsHash({ weights: Float64Array.of(NaN, 0.25, NaN) }, time)).not.toBe(weights);
  });

  it("doesn't take one column's places for another's", () => {
    const a = signalsHash({ entries: Uint8Array.of(1, 0, 0), exits: Uint8Array.of(0, 1, 0) }, time);
    expect(signalsHash({ entries: Uint8Array.of(1, 1, 0), exits: Uint8Array.of(0, 0, 0) }, time)).not.toBe(a);
  });
});
