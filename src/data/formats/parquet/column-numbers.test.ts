import fc from "fast-check";
import type { DecodedArray, SchemaElement } from "hyparquet";
import { describe, expect, test } from "vitest";
import { numbersReader } from "./column-numbers.ts";

function read(element: Omit<SchemaElement, "name">, values: DecodedArray): number[] {
  const out = new Float64Array(values.length);
  numbersReader({ name: "x", ...element })!(values, out, 0);
  return Array.from(out);
}

const bigEndian = (value: bigint, width: number) =>
  Uint8Array.from({ length: width }, (_, i) => Number(BigInt.asUintN(8, value >> BigInt(8 * (width - 1 - i)))));

describe("numbers as they are stored", () => {
  test("floating-point and whole ones, with nulls", () => {
    expect(read({ type: "DOUBLE" }, Float64Array.of(0.1, NaN))).toEqual([0.1, NaN]);
    expect(read({ type: "FLOAT" }, Float32Array.of(0.5))).toEqual([0.5]);
    expect(read({ type: "INT32" }, Int32Array.of(-7, 7))).toEqual([-7, 7]);
    expect(read({ type: "DOUBLE" }, [1.5, null, undefined])).toEqual([1.5, NaN, NaN]);
    expect(read({ type: "INT64" }, [5n, null])).toEqual([5, NaN]);
  });

  test("64 bits, as the nearest doubles", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { maxLength: 20 }), (values) => {
        expect(read({ type: "INT64" }, BigInt64Array.from(values))).toEqual(values.map(Number));
        expect(read({ type: "INT64" }, values)).toEqual(values.map(Number));
      }),
    );
  });

  test("without a sign", () => {
    expect(read({ type: "INT32", converted_type: "UINT_32" }, Int32Array.of(-1))).toEqual([4_294_967_295]);
    const unsigned = { type: "INTEGER", bitWidth: 64, isSigned: false } as const;
    expect(read({ type: "INT64", logical_type: unsigned }, BigInt64Array.of(-1n))).toEqual([2 ** 64]);
  });

  test("as text", () => {
    const texts = ["12.5", "", "ten"].map((text) => new TextEncoder().encode(text));
    expect(read({ type: "BYTE_ARRAY", converted_type: "UTF8" }, [...texts, null])).toEqual([12.5, NaN, NaN, NaN]);
  });

  test.each<[string, Omit<SchemaElement, "name">]>([
    ["flags", { type: "BOOLEAN" }],
    ["times", { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" } }],
    ["dates", { type: "INT32", converted_type: "DATE" }],
    ["JSON", { type: "BYTE_ARRAY", converted_type: "JSON" }],
    ["96 bits", { type: "INT96" }],
    ["decimals beyond all digits", { type: "INT64", converted_type: "DECIMAL", scale: 77 }],
  ])("%s are none", (_, element) => {
    expect(numbersReader({ name: "x", ...element })).toBeUndefined();
  });
});

describe("decimals", () => {
  test("are the doubles of their digits, however they are stored", () => {
    const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.integer({ min: 0, max: 30 }));
    fc.assert(
      fc.property(decimal, ([unscaled, scale]) => {
        // Number() reads decimal text correctly rounded (ECMAScript, StringToNumber).
        const expected = Number(`${unscaled}e-${scale}`);
        const meaning = { converted_type: "DECIMAL", scale } as const;
        expect(read({ type: "FIXED_LEN_BYTE_ARRAY", ...meaning }, [bigEndian(unscaled, 12)])).toEqual([expected]);
        if (BigInt.asIntN(64, unscaled) === unscaled) {
          expect(read({ type: "INT64", ...meaning }, BigInt64Array.of(unscaled))).toEqual([expected]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("say their scale in either way", () => {
    const logical_type = { type: "DECIMAL", scale: 2, precision: 9 } as const;
    expect(read({ type: "INT32", logical_type }, Int32Array.of(10_133, -5))).toEqual([101.33, -0.05]);
    expect(read({ type: "INT32", converted_type: "DECIMAL" }, [7, null])).toEqual([7, NaN]);
  });
});
