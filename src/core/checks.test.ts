import { describe, expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { throwIfCancelled } from "./cancellation.ts";
import { checkFinite, checkInteger, checkLength, checkNotNegative, checkPositive } from "./checks.ts";

describe("argument checks", () => {
  it("give the value back when it fits", () => {
    expect(checkInteger("n", 2, 2, 5)).toBe(2);
    expect(checkInteger("n", 5, 2, 5)).toBe(5);
    expect(checkPositive("n", Number.MIN_VALUE)).toBe(Number.MIN_VALUE);
    expect(checkNotNegative("n", 0)).toBe(0);
    expect(checkFinite("n", -1e308)).toBe(-1e308);
    expect(() => checkLength("n", [1, 2], 2)).not.toThrow();
  });

  it.each([
    [() => checkInteger("n", 1, 2), "n must be an integer from 2, was 1."],
    [() => checkInteger("n", 6, 2, 5), "n must be an integer from 2 to 5, was 6."],
    [() => checkInteger("n", 2.5, 2), "n must be an integer from 2, was 2.5."],
    [() => checkInteger("n", 2 ** 53, 0), "n must be an integer from 0, was 9007199254740992."],
    [() => checkInteger("n", "5", 2), 'n must be an integer from 2, was "5".'],
    [() => checkPositive("n", 0), "n must be a finite number above 0, was 0."],
    [() => checkPositive("n", Infinity), "n must be a finite number above 0, was Infinity."],
    [() => checkNotNegative("n", -1e-9), "n must be a finite number, not negative, was -1e-9."],
    [() => checkFinite("n", NaN), "n must be a finite number, was NaN."],
    [() => checkFinite("n", ""), 'n must be a finite number, was "".'],
    [() => checkLength("n", [1], 2), "n must hold 2 values, held 1."],
  ])("name rule and value: %s", (check, message) => expect(thrown(check).message).toContain(message));
});

describe("throwIfCancelled", () => {
  it("throws once the signal is aborted, with its reason as cause", () => {
    const controller = new AbortController();
    expect(() => throwIfCancelled(controller.signal)).not.toThrow();
    expect(() => throwIfCancelled(undefined)).not.toThrow();
    controller.abort("enough");
    const error = thrown(() => throwIfCancelled(controller.signal));
    expect(error.code).toBe("BACKSIGHT_CANCELLED");
    expect(error.cause).toBe("enough");
  });
});
