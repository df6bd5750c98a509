import { describe, expect, expectTypeOf, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { bool, choice, int, num, type Values } from "./parameter.ts";

describe("declaring parameters", () => {
  it("keeps default and options", () => {
    expect(int(10, { min: 2, max: 100, step: 2 })).toEqual({ kind: "int", default: 10, min: 2, max: 100, step: 2 });
    expect(num(0.5, { description: "share" })).toEqual({ kind: "num", default: 0.5, description: "share" });
    expect(bool(true)).toEqual({ kind: "bool", default: true });
    expect(choice(["a", "b"])).toEqual({ kind: "choice", default: "a", choices: ["a", "b"] });
    expect(choice(["a", "b"], { default: "b" }).default).toBe("b");
  });

  it.each([
    [() => int(2.5), "default must be a whole number for int(), was 2.5."],
    [() => int(1, { min: 2, max: 5 }), "default must be between 2 and 5, was 1."],
    [() => int(6, { max: 5 }), "default must be between -Infinity and 5, was 6."],
    [() => int(3, { min: 5, max: 2 }), "default must be between 5 and 2, was 3."],
    [() => int(3, { min: NaN }), "default must be between NaN and Infinity, was 3."],
    [() => int(3, { step: 0.5 }), "step must be a whole number for int(), was 0.5."],
    [() => num(NaN), "default must be a finite number, was NaN."],
    [() => num(1, { step: 0 }), "step must be a finite number above 0, was 0."],
    [() => num(1, { step: -1 }), "step must be a finite number above 0, was -1."],
    [() => num(1, { min: 0, log: true }), "min must be above 0 on a logarithmic scale, was 0."],
    [() => num("1" as never), 'default must be a finite number, was "1".'],
    [() => bool(1 as never), "default must be true or false, was 1."],
    [() => choice(["a", "b"], { default: "c" as never }), "default must be one of a, b, was c."],
  ])("refuses what can't be meant: %s", (declare, message) => {
    const error = thrown(declare);
    expect(error.code).toBe("BACKSIGHT_ARGUMENT");
    expect(error.message).toContain(message);
  });

  it("types values by declaration", () => {
    const params = { fast: int(10), risk: num(0.1), long: bool(true), mode: choice(["a", "b"]) };
    type P = Values<typeof params>;
    expectTypeOf<P["fast"]>().toEqualTypeOf<number>();
    expectTypeOf<P["risk"]>().toEqualTypeOf<number>();
    expectTypeOf<P["long"]>().toEqualTypeOf<boolean>();
    expectTypeOf<P["mode"]>().toEqualTypeOf<"a" | "b">();
    // @ts-expect-error: not one of the choices
    expect(() => choice(["a", "b"], { default: "z" })).toThrow();
  });
});
