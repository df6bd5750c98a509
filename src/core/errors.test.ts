import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BacksightError, ERRORS, type ErrorCode, type ErrorDetails, isBacksightError, reasonOf } from "./errors.ts";

const CODES = Object.keys(ERRORS) as ErrorCode[];

/** The names in braces that the texts of a code ask for. */
function placeholders(code: ErrorCode): string[] {
  const { message, fix } = ERRORS[code];
  return [...`${message} ${fix}`.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
}

function errorWith(code: ErrorCode, value: unknown): BacksightError {
  const details = Object.fromEntries(placeholders(code).map((name) => [name, value]));
  return new BacksightError(code, details as ErrorDetails<ErrorCode>);
}

const messageOf = (value: unknown) => new BacksightError("BACKSIGHT_TIMEFRAME", { value }).message;

describe("the table of errors", () => {
  it.each(CODES)("%s fills every placeholder with its detail", (code) => {
    const { message } = errorWith(code, "DETAIL");
    expect(message).not.toMatch(/\{\w+\}|undefined/);
    for (const _ of placeholders(code)) expect(message).toContain("DETAIL");
  });

  it.each(CODES)("%s says on one line what was wrong and then what to do", (code) => {
    const error = errorWith(code, "a\nb\r\n\tc\u2028d");
    expect(error.message).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(error.fix === "" || error.message.endsWith(error.fix)).toBe(true);
    expect(error.exitCode).toBe(ERRORS[code].exit);
    expect(error.code).toBe(code);
  });

  it.each(CODES)("%s ends its sentences", (code) => {
    const { message, fix } = ERRORS[code];
    const whole = /^\{\w+\}$/;
    // A suggestion brings its own point; a reason that stands last brings its own as well.
    expect(whole.test(message) || /[.?]$|[.]\{(hint|known)\}$|\{reason\}$/.test(message), message).toBe(true);
    const isCommand = fix.startsWith("npm i ") || fix.endsWith(": {command}");
    expect(whole.test(fix) || isCommand || fix.endsWith("."), fix).toBe(true);
  });
});

describe("details in messages", () => {
  it("cuts long values after 200 characters", () => {
    expect(messageOf("x".repeat(500))).toContain(`"${"x".repeat(200)}…"`);
    expect(messageOf("x".repeat(200))).toContain(`"${"x".repeat(200)}"`);
  });

  it("doesn't cut a character in half", () => {
    expect(messageOf(`${"x".repeat(199)}😀😀`).isWellFormed()).toBe(true);
  });

  it("takes control characters out, so that no value can write to a terminal or fake a line", () => {
    expect(messageOf("\u001b[31mred\u0007\nsecond line")).toContain('" [31mred second line"');
  });

  it.each([
    [NaN, "NaN"],
    [-0, "0"],
    [null, "null"],
    [undefined, "undefined"],
    [true, "true"],
    [{ fraction: 2 }, '{"fraction":2}'],
    [{ fraction: NaN }, '{"fraction":"NaN"}'],
    [[1, "a"], '[1,"a"]'],
    [{ n: 1n }, '{"n":"1"}'],
    [Symbol("s"), "Symbol(s)"],
    [function named() {}, "the function named"],
    [() => 1, "a function"],
  ])("shows %o", (value, text) => expect(messageOf(value)).toContain(`"${text}"`));

  it("survives values that have no JSON", () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(messageOf(circular)).toContain('"an object"');
    expect(messageOf({ toJSON: () => undefined })).toContain('"an object"');
  });

  it("doesn't read a value as a template", () => {
    expect(messageOf("{value} $& {name}")).toContain('"{value} $& {name}"');
  });

  it("takes whatever a caller got wrong", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withTypedArray: true }), (value) => {
        expect(messageOf(value)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

describe("isBacksightError", () => {
  it("knows its own, and those of a second copy of the package by code", () => {
    expect(isBacksightError(new BacksightError("BACKSIGHT_CANCELLED", {}))).toBe(true);
    const foreign = Object.assign(new Error("x"), { name: "BacksightError", code: "BACKSIGHT_CANCELLED" });
    expect(isBacksightError(foreign)).toBe(true);
  });

  it("knows no others", () => {
    expect(isBacksightError(new Error("x"))).toBe(false);
    expect(isBacksightError(Object.assign(new Error("x"), { name: "BacksightError", code: "ENOENT" }))).toBe(false);
    expect(isBacksightError({ name: "BacksightError", code: "BACKSIGHT_CANCELLED" })).toBe(false);
    expect(isBacksightError(undefined)).toBe(false);
  });

  it("keeps the cause", () => {
    const cause = new Error("deep");
    expect(new BacksightError("BACKSIGHT_CANCELLED", {}, { cause }).cause).toBe(cause);
  });
});

describe("reasonOf", () => {
  it.each([
    [new Error("first\n  second"), "first second"],
    ["text", "text"],
    [undefined, "undefined"],
    [42, "42"],
  ])("puts %o on one line", (thrown, reason) => expect(reasonOf(thrown)).toBe(reason));
});
