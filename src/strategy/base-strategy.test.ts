import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { walkBars } from "../../test/support/walk-bars.ts";
import { int } from "../core/params/parameter.ts";
import { sma } from "../indicators/sma.ts";
import type { Columns } from "../series/columns.ts";
import type { Series } from "../series/series.ts";
import { SeriesGraph } from "../series/series-graph.ts";
import { asStrategy } from "./as-strategy.ts";
import { BaseStrategy } from "./base-strategy.ts";
import { defineStrategy } from "./define-strategy.ts";
import { evaluateSignals } from "./evaluate-signals.ts";

const CONTEXT = { capital: 1000 };

const parameters = { fast: int(3, { min: 1 }), slow: int(8, { min: 2 }) };

class AboveAverage extends BaseStrategy<typeof parameters> {
  readonly parameters = parameters;
  override requiredHistory(): number {
    return this.p.slow;
  }
  override isValid(): boolean {
    return this.p.fast < this.p.slow;
  }
  generateSignals({ close }: Columns): Float64Array {
    expectTypeOf(this.p.fast).toEqualTypeOf<number>();
    const fast = sma(close, this.p.fast).values;
    const slow = sma(close, this.p.slow).values;
    return fast.map((value, i) => (value > slow[i]! ? 1 : value < slow[i]! ? 0 : NaN));
  }
}

const aboveAverage = defineStrategy({
  name: "above-average",
  params: parameters,
  where: (p) => p.fast < p.slow,
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    const fast = sma(close, p.fast);
    const slow = sma(close, p.slow);
    return { entries: fast.gt(slow), exits: fast.lt(slow) };
  },
});

/** The name under which the class of a plain object's methods is known. */
function strategyOf(Class: unknown) {
  return asStrategy(Class);
}

describe("BaseStrategy", () => {
  it("says the same as defineStrategy with the same rule", () => {
    const adapted = strategyOf(AboveAverage);
    expect(adapted.name).toBe(aboveAverage.name);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2, max: 20 }), (seed, fast, slow) => {
        const bars = walkBars(80, seed);
        const p = { fast, slow };
        expect(adapted.where(p)).toBe(aboveAverage.where(p));
        expect(adapted.requiredHistory(p)).toBe(aboveAverage.requiredHistory(p));
        const ours = evaluateSignals(adapted, new SeriesGraph(bars), p, CONTEXT);
        const theirs = evaluateSignals(aboveAverage, new SeriesGraph(bars), p, CONTEXT);
        expect(ours.entries).toEqual(theirs.entries);
        expect(ours.exits).toEqual(theirs.exits);
      }),
      { numRuns: 50 },
    );
  });

  it("takes a lazy direction, which can be proved", () => {
    class Lazy extends BaseStrategy {
      readonly parameters = {};
      generateSignals({ close, open }: Columns): Series {
        return close.minus(open);
      }
    }
    const bars = walkBars(40, 3);
    const { entries, exits, isCausalByConstruction } = evaluateSignals(
      strategyOf(Lazy),
      new SeriesGraph(bars),
      {},
      CONTEXT,
    );
    expect(isCausalByConstruction).toBe(true);
    expect(entries).toEqual(Uint8Array.from(bars.close, (close, i) => (close > bars.open[i]! ? 1 : 0)));
    expect(exits).toEqual(Uint8Array.from(bars.close, (close, i) => (close <= bars.open[i]! ? 1 : 0)));
  });

  it("keeps what is held on NaN, and is flat on 0 and on −1, since shorts aren't allowed", () => {
    class Directions extends BaseStrategy {
      readonly parameters = {};
      generateSignals(): Float64Array {
        return Float64Array.of(1, NaN, 0, -1);
      }
    }
    const { entries, exits } = evaluateSignals(strategyOf(Directions), new SeriesGraph(walkBars(4, 1)), {}, CONTEXT);
    expect([...entries]).toEqual([1, 0, 0, 0]);
    expect([...exits]).toEqual([0, 0, 1, 1]);
  });

  it("starts each run afresh", () => {
    class Counting extends BaseStrategy {
      readonly parameters = {};
      private calls = 0;
      generateSignals({ close }: Columns): Float64Array {
        this.calls++;
        return close.values.map(() => this.calls);
      }
    }
    const strategy = strategyOf(Counting);
    const first = evaluateSignals(strategy, new SeriesGraph(walkBars(4, 1)), {}, CONTEXT);
    expect(evaluateSignals(strategy, new SeriesGraph(walkBars(4, 1)), {}, CONTEXT).entries).toEqual(first.entries);
  });

  it.each([
    ["SmaCross", "sma-cross"],
    ["Rsi2Reversal", "rsi2-reversal"],
    ["My_Strategy", "my-strategy"],
    ["$", "anonymous"],
  ])("is called by its class: %s is %s", (name, strategy) => {
    const Class = class extends BaseStrategy {
      readonly parameters = {};
      generateSignals(): Float64Array {
        return new Float64Array();
      }
    };
    Object.defineProperty(Class, "name", { value: name });
    expect(strategyOf(Class).name).toBe(strategy);
  });

  const withField = (fields: object) =>
    class Wrong extends BaseStrategy {
      readonly parameters = {};
      constructor() {
        super();
        Object.assign(this, fields);
      }
      generateSignals(): Float64Array {
        return new Float64Array();
      }
    };

  it.each<[object, string]>([
    [{ parameters: undefined }, "parameters must be an object of int(), num(), bool() or choice()"],
    [{ parameters: { fast: 10 } }, "parameter fast must be made by int(), num(), bool() or choice()"],
    [{ generateSignals: 5 }, "generateSignals must be a method"],
    [{ calculatePositions: 5 }, "calculatePositions must be a method"],
  ])("refuses a class with %o", (fields, problem) => {
    const error = thrown(() => strategyOf(withField(fields)));
    expect(error.code).toBe("BACKSIGHT_STRATEGY_DEFINITION");
    expect(error.message).toContain('strategy "wrong"');
    expect(error.message).toContain(problem);
  });

  it.each<[unknown, string]>([
    [undefined, "undefined from generateSignals"],
    [null, "null from generateSignals"],
    [[1, 0], "object from generateSignals"],
    [Promise.resolve(), "a promise from generateSignals"],
  ])("refuses %o from generateSignals", (value, problem) => {
    const strategy = strategyOf(withField({ generateSignals: () => value }));
    const error = thrown(() => evaluateSignals(strategy, new SeriesGraph(walkBars(4, 1)), {}, CONTEXT));
    expect(error.code).toBe("BACKSIGHT_STRATEGY_RESULT");
    expect(error.message).toContain(problem);
  });

  it("names a constructor that throws", () => {
    class Thrower extends BaseStrategy {
      readonly parameters = {};
      readonly window = (this.p as Record<string, number>).fast!;
      generateSignals(): Float64Array {
        return new Float64Array(this.window);
      }
    }
    const error = thrown(() => strategyOf(Thrower));
    expect(error.code).toBe("BACKSIGHT_STRATEGY_THREW");
    expect(error.message).toContain('strategy "thrower" threw in its constructor');
  });
});
