import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { bool, choice, int, num } from "./parameter.ts";
import { describeParameter, resolveParams } from "./resolve-params.ts";

const PARAMS = {
  fast: int(10, { min: 2, max: 100 }),
  risk: num(0.01, { min: 0, max: 1 }),
  long: bool(true),
  mode: choice(["slow", "quick"]),
};
const resolve = (given: Record<string, unknown>) => resolveParams("demo", PARAMS, given);

describe("resolveParams", () => {
  it("gives the defaults, in declared order", () => {
    expect(resolve({})).toEqual({ fast: 10, risk: 0.01, long: true, mode: "slow" });
    expect(Object.keys(resolve({ mode: "quick", fast: 3 }))).toEqual(["fast", "risk", "long", "mode"]);
    expect(resolve({ fast: undefined }).fast).toBe(10);
  });

  it.each([
    ["fast", 5, 5],
    ["fast", "5", 5],
    ["fast", " 5 ", 5],
    ["fast", "1e1", 10],
    ["risk", "2%", 0.02],
    ["risk", "0.07%", 0.0007],
    ["risk", ".5", 0.5],
    ["long", "false", false],
    ["long", true, true],
    ["mode", "quick", "quick"],
  ])("reads %s from %j", (name, given, value) => expect(resolve({ [name]: given })[name]).toBe(value));

  it.each([
    ["fast", 1, "parameter fast must be a whole number from 2 to 100, was 1."],
    ["fast", 101, "from 2 to 100, was 101."],
    ["fast", 2.5, "was 2.5."],
    ["fast", "2.5", "was 2.5."],
    ["fast", "ten", "was ten."],
    ["fast", "", "was ."],
    ["fast", true, "was true."],
    ["fast", null, "was null."],
    ["fast", NaN, "was NaN."],
    ["fast", "5:50:5", "was 5:50:5."],
    ["risk", Infinity, "parameter risk must be a number from 0 to 1, was Infinity."],
    ["risk", "101%", "was 101%."],
    ["long", 1, "parameter long must be true or false, was 1."],
    ["long", "yes", "was yes."],
    ["mode", "Quick", "parameter mode must be one of slow, quick, was Quick."],
  ])("refuses %s = %j", (name, given, message) => {
    const error = thrown(() => resolve({ [name]: given }));
    expect(error.code).toBe("BACKSIGHT_PARAMETER_VALUE");
    expect(error.message).toContain(message);
  });

  it("names the nearest parameter and all known ones", () => {
    const error = thrown(() => resolve({ fats: 5 }));
    expect(error.code).toBe("BACKSIGHT_PARAMETER_UNKNOWN");
    expect(error.message).toBe(
      'unknown parameter "fats" for strategy "demo". Did you mean "fast"? Known parameters: fast, risk, long, mode.',
    );
    expect(thrown(() => resolveParams("demo", {}, { x: 1 })).message).toContain("Known parameters: none.");
  });

  it.each(["constructor", "__proto__", "toString", "hasOwnProperty"])("takes %s for an unknown parameter", (name) => {
    const given = JSON.parse(`{"${name}": 1}`) as Record<string, unknown>;
    expect(thrown(() => resolve(given)).code).toBe("BACKSIGHT_PARAMETER_UNKNOWN");
  });

  it("reads a value's text as the value", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 100 }),
        fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
        fc.boolean(),
        (fast, risk, long) => {
          const texts = { fast: String(fast), risk: String(risk), long: String(long) };
          expect(resolve(texts)).toEqual(resolve({ fast, risk, long }));
        },
      ),
    );
  });
});

describe("describeParameter", () => {
  it.each([
    [int(1), "a whole number"],
    [int(1, { min: 0 }), "a whole number from 0"],
    [num(1, { max: 2 }), "a number up to 2"],
    [num(1, { min: 0, max: 2 }), "a number from 0 to 2"],
    [bool(true), "true or false"],
    [choice(["a", "b"]), "one of a, b"],
  ])("%o is %j", (parameter, text) => expect(describeParameter(parameter)).toBe(text));
});
