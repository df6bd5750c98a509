import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberReader, parseNumber } from "./parse-number.ts";

const encoder = new TextEncoder();

function parse(text: string, decimalComma = false): number {
  const bytes = encoder.encode(`9${text}9`);
  return parseNumber(bytes, 1, bytes.length - 1, decimalComma);
}

const DIGITS = fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 24 });
const SIGN = fc.constantFrom("", "-", "+");

const decimal = fc
  .tuple(
    SIGN,
    DIGITS,
    fc.boolean(),
    DIGITS,
    fc.option(fc.tuple(fc.constantFrom("e", "E"), SIGN, fc.integer({ min: 0, max: 340 }))),
  )
  .map(([sign, whole, hasPoint, fraction, power]) => {
    const digits = whole + fraction === "" ? "0" : whole;
    const front = hasPoint ? `${digits}.${fraction}` : digits === "" ? "0" : digits;
    return `${sign}${front}${power === null ? "" : power.join("")}`;
  });

test("the same double as Number, for any decimal text", () => {
  fc.assert(
    fc.property(decimal, (text) => {
      expect(parse(text)).toBe(Number(text));
    }),
    { numRuns: 2000 },
  );
});

test("the same double as Number, for prices as programs print them", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e7, noNaN: true }), fc.integer({ min: 0, max: 12 }), (price, decimals) => {
      for (const text of [
        String(price),
        price.toFixed(decimals),
        String(Math.fround(price)),
        price.toExponential(decimals),
      ]) {
        expect(parse(text)).toBe(Number(text));
      }
    }),
    { numRuns: 1000 },
  );
});

test("where double arithmetic would round twice", () => {
  for (const text of [
    "9007199254740993",
    "0.1234567890123456789",
    "1e23",
    "123456789012345678",
    "8.5e-23",
    "4.35",
    "1e400",
  ]) {
    expect(parse(text)).toBe(Number(text));
  }
  expect(parse("-0")).toBe(-0);
});

test("NaN for everything that is no decimal number", () => {
  for (const text of [
    "",
    "-",
    "+",
    ".",
    "-.",
    "e5",
    "1e",
    "1e+",
    "1.2.3",
    "1,2",
    "0x1f",
    "Infinity",
    "NaN",
    "1_000",
    "1 ",
    " 1",
    "5a",
    "--1",
  ]) {
    expect(parse(text)).toBeNaN();
  }
});

test("a comma is the point only when asked", () => {
  expect(parse("1234,5", true)).toBe(1234.5);
  expect(parse("1234.5", true)).toBe(1234.5);
  expect(parse("0,12345678901234567891", true)).toBe(Number("0.12345678901234567891"));
  expect(parse("1.234,5", true)).toBeNaN();
});

test("a reader stops where the number does", () => {
  const reader = new NumberReader();
  const bytes = encoder.encode("12.5,-3e2;x");
  expect(reader.read(bytes, 0, bytes.length, false)).toBe(12.5);
  expect(reader.end).toBe(4);
  expect(reader.read(bytes, 5, bytes.length, false)).toBe(-300);
  expect(reader.end).toBe(9);
  expect(reader.read(bytes, 10, bytes.length, false)).toBeNaN();
});
