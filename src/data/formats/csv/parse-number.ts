const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const UPPER_E = 69;
const LOWER_E = 101;

/** All powers of ten that a double holds exactly. */
const POWERS_OF_TEN = Float64Array.of(
  1,
  1e1,
  1e2,
  1e3,
  1e4,
  1e5,
  1e6,
  1e7,
  1e8,
  1e9,
  1e10,
  1e11,
  1e12,
  1e13,
  1e14,
  1e15,
  1e16,
  1e17,
  1e18,
  1e19,
  1e20,
  1e21,
  1e22,
);
const LARGEST_POWER = 22;

/** Reads the decimal numbers at the front of bytes; `end` says where the last one ended. */
export class NumberReader {
  /** The byte behind the last number. */
  end = 0;

  /**
   * The number that begins at `start` and goes on, before `limit`, for as long as it can: sign, digits, point and
   * exponent, as the same double that `Number` makes of that text. NaN without a digit, and for an "e" without a
   * power. With `decimalComma` a comma is read as the point.
   *
   * A whole number below 2^53 times or over a power of ten up to 10^22 is one correctly rounded operation on two exact
   * operands (Clinger 1990, "How to read floating point numbers accurately"); longer numbers take the slow way.
   */
  read(bytes: Uint8Array, start: number, limit: number, decimalComma: boolean): number {
    const sign = bytes[start];
    const first = sign === MINUS || sign === PLUS ? start + 1 : start;
    let whole = 0;
    let i = first;
    for (; i < limit; i++) {
      const digit = bytes[i]! - ZERO;
      if (digit < 0 || digit > 9) break;
      whole = whole * 10 + digit;
    }
    let digits = i - first;
    let decimals = 0;
    if (i < limit && (bytes[i] === POINT || (decimalComma && bytes[i] === COMMA))) {
      const fraction = ++i;
      for (; i < limit; i++) {
        const digit = bytes[i]! - ZERO;
        if (digit < 0 || digit > 9) break;
        whole = whole * 10 + digit;
      }
      decimals = i - fraction;
      digits += decimals;
    }
    this.end = i;
    if (digits === 0) return NaN;
    const hasPower = i < limit && (bytes[i] === LOWER_E || bytes[i] === UPPER_E);
    if (hasPower || whole > Number.MAX_SAFE_INTEGER || decimals > LARGEST_POWER) {
      return this.finishUnusual(bytes, start, limit, whole, decimals);
    }
    // Never -0 as an index: it would throw the compiled code away.
    const value = decimals === 0 ? whole : whole / POWERS_OF_TEN[decimals]!;
    return sign === MINUS ? -value : value;
  }

  /** With a power, or with more digits than a double holds; `end` stands behind the digits. */
  private finishUnusual(bytes: Uint8Array, start: number, limit: number, whole: number, decimals: number): number {
    const isPower = this.end < limit && (bytes[this.end] === LOWER_E || bytes[this.end] === UPPER_E);
    const exponent = (isPower ? this.readPower(bytes, this.end + 1, limit) : 0) - decimals;
    if (Number.isNaN(exponent)) return NaN;
    if (whole > Number.MAX_SAFE_INTEGER || Math.abs(exponent) > LARGEST_POWER) {
      return Number(textOf(bytes, start, this.end));
    }
    const value = exponent < 0 ? whole / POWERS_OF_TEN[-exponent]! : whole * POWERS_OF_TEN[exponent]!;
    return bytes[start] === MINUS ? -value : value;
  }

  /** A signed whole number; NaN unless there is one. Beyond four digits its size no longer matters. */
  private readPower(bytes: Uint8Array, start: number, limit: number): number {
    const sign = start < limit ? bytes[start] : undefined;
    const first = sign === MINUS || sign === PLUS ? start + 1 : start;
    let power = 0;
    let i = first;
    for (; i < limit; i++) {
      const digit = bytes[i]! - ZERO;
      if (digit < 0 || digit > 9) break;
      power = Math.min(power * 10 + digit, 99_999);
    }
    this.end = i;
    if (i === first) return NaN;
    return sign === MINUS ? -power : power;
  }
}

const wholeField = new NumberReader();

/** The number that `bytes[start, end)` spells, read as `NumberReader` does; NaN when anything else stands there. */
export function parseNumber(bytes: Uint8Array, start: number, end: number, decimalComma = false): number {
  const value = wholeField.read(bytes, start, end, decimalComma);
  return wholeField.end === end ? value : NaN;
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i++) text += bytes[i] === COMMA ? "." : String.fromCharCode(bytes[i]!);
  return text;
}
