import { describe, expect, expectTypeOf, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { bool, choice, int, num } from "../core/params/parameter.ts";
import { sma } from "../indicators/sma.ts";
import type { Columns } from "../series/columns.ts";
import type { Series } from "../series/series.ts";
import { defineStrategy } from "./define-strategy.ts";
import { isStrategy, type Signals } from "./strategy.ts";

const signals = ({ close, open }: Columns): Signals => ({ entries: close.gt(open) });
const define = (spec: unknown) => defineStrategy(spec as Parameters<typeof defineStrategy>[0]);

describe("defineStrategy", () => {
  it("fills in what isn't given", () => {
    const strategy = defineStrategy({ name: "plain", signals });
    expect(strategy).toMatchObject({ name: "plain", description: "", family: null, version: 1, params: {} });
    expect(strategy.where({})).toBe(true);
    expect(strategy.requiredHistory({})).toBe(1);
    expect(isStrategy(strategy)).toBe(true);
  });

  it("keeps what is", () => {
    const params = { fast: int(10), slow: int(50) };
    const strategy = defineStrategy({
      name: "Cross-2",
      description: "d",
      family: "crosses",
      version: 3,
      params,
      where: (p) => p.fast < p.slow,
      requiredHistory: (p) => p.slow,
      signals,
    });
    expect(strategy).toMatchObject({ name: "Cross-2", description: "d", family: "crosses", version: 3, params });
    expect(strategy.where({ fast: 50, slow: 10 })).toBe(false);
    expect(strategy.requiredHistory({ fast: 1, slow: 7 })).toBe(7);
  });

  it("is recognised by a mark that a second copy of the package shares", () => {
    expect(isStrategy({ [Symbol.for("backsight.strategy")]: true })).toBe(true);
    expect(isStrategy({ name: "plain", signals })).toBe(false);
    expect(isStrategy(null)).toBe(false);
  });

  it("has a text of its callbacks: another rule is another text", () => {
    const text = (spec: Parameters<typeof define>[0]) => define(spec).sourceText;
    const first = text({ name: "a", signals: ({ close }: Columns) => ({ entries: close.gt(1) }) });
    const second = text({ name: "a", signals: ({ close }: Columns) => ({ entries: close.gt(2) }) });
    expect(first).toContain("close.gt(1)");
    expect(second).not.toBe(first);
  });

  it.each<[unknown, string]>([
    [null, "defineStrategy takes an object"],
    ["sma", "defineStrategy takes an object"],
    [{ signals }, "name must be letters, digits and hyphens, was undefined"],
    [{ name: "two words", signals }, 'name must be letters, digits and hyphens, was "two words"'],
    [{ name: "../up", signals }, 'was "../up"'],
    [{ name: "", signals }, 'was ""'],
    [{ name: "x", signals, requiredHistry: () => 5 }, 'unknown key "requiredHistry". Did you mean "requiredHistory"?'],
    [{ name: "x", signal: signals }, 'unknown key "signal". Did you mean "signals"?'],
    [{ name: "x", signals, param: {} }, 'unknown key "param". Did you mean "params"?'],
    [{ name: "x", signals, stopLoss: 1 }, 'unknown key "stopLoss".'],
    [{ name: "x" }, "give signals, or onBar"],
    [{ name: "x", indicators: () => ({}) }, "give signals, or onBar"],
    [{ name: "x", onBar: 5 }, "onBar must be a function"],
    [{ name: "x", onBra: () => {} }, 'unknown key "onBra". Did you mean "onBar"?'],
    [{ name: "x", onBar: () => {}, schedule: "month" }, "schedule and onSchedule belong together"],
    [{ name: "x", signals: {} }, "signals must be a function"],
    [{ name: "x", signals, where: true }, "where must be a function"],
    [{ name: "x", signals, requiredHistory: 50 }, "requiredHistory must be a function"],
    [{ name: "x", signals, description: 5 }, "description must be a text"],
    [{ name: "x", signals, family: "" }, "family must not be empty"],
    [{ name: "x", signals, version: "2" }, "version must be a whole number above 0"],
    [{ name: "x", signals, params: null }, "params must be an object of int(), num(), bool() or choice()"],
    [{ name: "x", signals, params: [int(1)] }, "params must be an object"],
    [{ name: "x", signals, params: { fast: 10 } }, "parameter fast must be made by int(), num(), bool() or choice()"],
    [{ name: "x", signals, params: { fast: { kind: "float", default: 1 } } }, "parameter fast must be made by"],
    [{ name: "x", signals, params: { "fast=1": int(1) } }, 'the name of parameter "fast=1" must be letters'],
  ])("refuses %o", (spec, problem) => {
    const error = thrown(() => define(spec));
    expect(error.code).toBe("BACKSIGHT_STRATEGY_DEFINITION");
    expect(error.message).toContain(problem);
  });

  it.each(["onBar", "indicators", "state"])("refuses signals and %s together", (key) => {
    const error = thrown(() => define({ name: "x", signals, [key]: () => ({}) }));
    expect(error.message).toContain(`signals and ${key} together`);
  });

  it("infers what callbacks read", () => {
    const strategy = defineStrategy({
      name: "typed-events",
      params: { look: int(5) },
      indicators: ({ close }, p) => ({ line: sma(close, p.look) }),
      state: () => ({ seen: 0 }),
      onBar({ at, state, buy }, p) {
        expectTypeOf(at.line.previous).toEqualTypeOf<number>();
        expectTypeOf(state.seen).toEqualTypeOf<number>();
        expectTypeOf(p.look).toEqualTypeOf<number>();
        expectTypeOf(buy).returns.toEqualTypeOf<number>();
        // @ts-expect-error: no such indicator
        at.lines;
      },
    });
    expect(Object.keys(strategy.events!.callbacks)).toEqual(["onBar"]);
    expect(thrown(() => strategy.signals(undefined as never, { look: 5 }, { capital: 1 })).code).toBe(
      "BACKSIGHT_NOT_SUPPORTED",
    );
  });

  it("checks the conditions of parameters", () => {
    const define = (when: object) =>
      defineStrategy({
        name: "c",
        params: { exit: choice(["signal", "stop"]), stop: int(3) },
        when,
        signals: ({ close }: { close: Series }) => ({ entries: close.gt(1) }),
      } as never);
    const strategy = define({ stop: (p: { exit: string }) => p.exit === "stop" });
    expect(["signal", "stop"].map((exit) => strategy.isActive!("stop", { exit } as never))).toEqual([false, true]);
    expect(strategy.isActive!("exit", {} as never)).toBe(true);
    expect(() => define({ stopp: () => true })).toThrow('when names no parameter: "stopp". Did you mean "stop"?');
    expect(() => define({ stop: true })).toThrow("when.stop must be a function");
  });

  it("infers the parameters' types", () => {
    const strategy = defineStrategy({
      name: "typed",
      params: { fast: int(10), risk: num(0.1), long: bool(true), mode: choice(["slow", "quick"]) },
      where(p) {
        expectTypeOf(p.fast).toEqualTypeOf<number>();
        return p.fast > 0;
      },
      signals({ close }, p) {
        expectTypeOf(close).toEqualTypeOf<Series>();
        expectTypeOf(p.fast).toEqualTypeOf<number>();
        expectTypeOf(p.risk).toEqualTypeOf<number>();
        expectTypeOf(p.long).toEqualTypeOf<boolean>();
        expectTypeOf(p.mode).toEqualTypeOf<"slow" | "quick">();
        // @ts-expect-error: no such parameter
        expect(p.slow).toBeUndefined();
        return { entries: close.gt(p.fast) };
      },
    });
    expectTypeOf(strategy.params.mode.default).toEqualTypeOf<"slow" | "quick">();
    // @ts-expect-error: a mask is no column to trade on
    const wrong: Signals = { entries: "yes" };
    expect(wrong).toBeDefined();
  });
});
