import type { DecodedArray, SchemaElement } from "hyparquet";
import { parseNumber } from "../csv/parse-number.ts";
import { integersOfBits } from "./integer-bits.ts";

/** Turns stored values into numbers; a null becomes NaN. Undefined as a reader: the type holds no numbers. */
export type NumbersReader = (values: DecodedArray, out: Float64Array, row: number) => void;

/**
 * How the numbers of a column are read: whole numbers, floating-point ones, decimals (each the double nearest to the
 * decimal number, as from text), and numbers that are written as text.
 */
export function numbersReader(element: SchemaElement): NumbersReader | undefined {
  const { type } = element;
  if (isDecimal(element)) return decimalsReader(scaleOf(element));
  if (isLogical(element)) return type === "BYTE_ARRAY" && isString(element) ? readTexts : undefined;
  if (type === "DOUBLE" || type === "FLOAT") return readFloats;
  if (type === "INT32")
    return isUnsigned(element) ? (values, out, row) => fill(values, out, row, toUint32) : readFloats;
  if (type === "INT64") return isUnsigned(element) ? (values, out, row) => fill(values, out, row, toUint64) : readInt64;
  return type === "BYTE_ARRAY" ? readTexts : undefined;
}

/** Whether a column is text, or bytes that nothing is said about, which old writers use for text. */
export function isString({ type, converted_type, logical_type }: SchemaElement): boolean {
  if (type !== "BYTE_ARRAY") return false;
  const named = logical_type?.type ?? converted_type;
  return named === undefined || named === "STRING" || named === "UTF8" || named === "ENUM";
}

/** Whether the values mean something else than their type. Widths of whole numbers don't count. */
function isLogical({ converted_type, logical_type }: SchemaElement): boolean {
  if (logical_type !== undefined) return logical_type.type !== "INTEGER";
  return converted_type !== undefined && !/^U?INT_/.test(converted_type);
}

function isDecimal({ converted_type, logical_type }: SchemaElement): boolean {
  return logical_type?.type === "DECIMAL" || converted_type === "DECIMAL";
}

function scaleOf({ scale, logical_type }: SchemaElement): number {
  return logical_type?.type === "DECIMAL" ? logical_type.scale : (scale ?? 0);
}

function isUnsigned({ converted_type, logical_type }: SchemaElement): boolean {
  if (logical_type?.type === "INTEGER") return !logical_type.isSigned;
  return converted_type?.startsWith("UINT_") === true;
}

function fill(values: DecodedArray, out: Float64Array, row: number, read: (value: unknown) => number): void {
  for (let i = 0; i < values.length; i++) {
    const value: unknown = values[i];
    out[row + i] = value === null || value === undefined ? NaN : read(value);
  }
}

const readFloats: NumbersReader = (values, out, row) => {
  if (ArrayBuffer.isView(values)) out.set(values as Float64Array | Float32Array | Int32Array, row);
  else fill(values, out, row, Number);
};

const readInt64: NumbersReader = (values, out, row) => {
  if (values instanceof BigInt64Array) integersOfBits(values, out, row);
  else fill(values, out, row, Number);
};

const readTexts: NumbersReader = (values, out, row) =>
  fill(values, out, row, (bytes) => (bytes instanceof Uint8Array ? parseNumber(bytes, 0, bytes.length) : NaN));

const toUint32 = (value: unknown): number => Number(value) >>> 0;
const toUint64 = (value: unknown): number => Number(BigInt.asUintN(64, value as bigint));

const EXACT_WHOLE = 9_007_199_254_740_992n;
const LARGEST_POWER = 22;

function decimalsReader(scale: number): NumbersReader | undefined {
  if (!(Number.isInteger(scale) && scale >= 0 && scale <= 76)) return undefined;
  const power = Number(`1e${scale}`);
  const read = (value: unknown): number => {
    const whole = value instanceof Uint8Array ? bigEndian(value) : value;
    if (typeof whole === "number" && scale <= LARGEST_POWER) return whole / power;
    const unscaled = BigInt(whole as number | bigint);
    const isExact = scale <= LARGEST_POWER && unscaled < EXACT_WHOLE && unscaled > -EXACT_WHOLE;
    return isExact ? Number(unscaled) / power : Number(`${unscaled}e-${scale}`);
  };
  return (values, out, row) => fill(values, out, row, read);
}

/** The two's complement number that bytes hold, the highest first. */
function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}
