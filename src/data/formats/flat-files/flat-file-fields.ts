import { parseNumber } from "../csv/parse-number.ts";
import { CARRIAGE_RETURN, LINE_FEED } from "../csv/whole-lines.ts";
import { FLAT_FILE_FIELDS } from "./flat-file-forms.ts";
import { type FlatFileHeader, fieldCode } from "./flat-file-header.ts";

const QUOTE = 34;
const COMMA = 44;
const POINT = 46;
/** Digits differ from it by their value when seen as bits, all other bytes by more than 9. */
const ZERO = 48;

const POWERS_OF_TEN = Float64Array.of(1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9);
const MOST_DECIMALS = 9;
const LARGEST_CODE = 65_535;

const TIME = fieldCode("time");
const CONDITIONS = fieldCode("conditions");

/** Digits of a time in nanoseconds: its seconds, from September 2001 on, and what is behind them. */
const SECOND_DIGITS = 10;
const NANO_DIGITS = 9;
/** 2000-01-01: a smaller number isn't a time in nanoseconds. */
const EARLIEST_SECOND = 946_684_800;
/** Beyond it 64 bits don't hold the nanoseconds. */
const LATEST_SECOND = 9_223_372_035;

/** The fields of one row of a flat file at a time: where they stand in the bytes, and what the numbers among them are. */
export class FlatFileFields {
  /** Where the field of each kind begins and ends, without quotes. */
  readonly starts = new Int32Array(FLAT_FILE_FIELDS.length);
  readonly ends = new Int32Array(FLAT_FILE_FIELDS.length);
  /** The number in the field of each kind; NaN where the file has no such column, and for an empty field. */
  readonly numbers = new Float64Array(FLAT_FILE_FIELDS.length).fill(NaN);
  /** The row's time: whole seconds since 1970 and the nanoseconds within the second. */
  seconds = 0;
  nanos = 0;
  /** The row's conditions: the first `conditionCount` of them. */
  conditions = new Uint16Array(16);
  conditionCount = 0;
  /** Where the row ended: behind its last field. */
  lineEnd = 0;
  /** What is wrong with a row that couldn't be split. */
  problem = "";

  private readonly fields: Uint8Array;
  private readonly names: readonly string[];

  constructor({ fields, names }: FlatFileHeader) {
    this.fields = fields;
    this.names = names;
  }

  /**
   * Splits the row that begins at `start`; false with a `problem` when it isn't one. A line feed or carriage return must
   * stand before `end`.
   */
  split(bytes: Uint8Array, start: number, end: number): boolean {
    const { fields, starts, ends, numbers } = this;
    const last = fields.length - 1;
    let at = start;
    for (let i = 0; i <= last; i++) {
      const field = fields[i]!;
      if (field > CONDITIONS) {
        // The plain numbers, nearly all: digits, perhaps a point and digits, a comma. One division of exact operands.
        let to = at;
        let whole = 0;
        for (let digit = bytes[to]! ^ ZERO; digit <= 9; digit = bytes[++to]! ^ ZERO) whole = whole * 10 + digit;
        let decimals = 0;
        if (to > at && bytes[to] === POINT) {
          const point = ++to;
          for (let digit = bytes[to]! ^ ZERO; digit <= 9; digit = bytes[++to]! ^ ZERO) whole = whole * 10 + digit;
          decimals = to - point;
        }
        const isPlain = to > at && decimals <= MOST_DECIMALS && whole <= Number.MAX_SAFE_INTEGER;
        if (isPlain && bytes[to] === COMMA && i < last) {
          numbers[field] = decimals === 0 ? whole : whole / POWERS_OF_TEN[decimals]!;
          starts[field] = at;
          ends[field] = to;
          at = to + 1;
          continue;
        }
        if (!this.passNumber(bytes, at, end, i)) return false;
      } else if (field === TIME) {
        if (!this.passTime(bytes, at, end, i)) return false;
      } else {
        if (!this.passText(bytes, at, end, i)) return false;
        if (field === CONDITIONS && !this.readConditions(bytes, i)) return false;
      }
      at = ends[field]!;
      if (bytes[at] === QUOTE) at++;
      if (i === last) break;
      if (bytes[at] !== COMMA) return this.refuse(`it has ${i + 1} fields, the header has ${last + 1}`);
      at++;
    }
    this.lineEnd = at;
    if (bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN) return true;
    return this.refuse(`it has more than the ${last + 1} fields of the header`);
  }

  /** A number that isn't followed by a comma: the last one, an empty or quoted one, or none. */
  private passNumber(bytes: Uint8Array, start: number, end: number, i: number): boolean {
    const field = this.fields[i]!;
    if (!this.passText(bytes, start, end, i)) return false;
    const from = this.starts[field]!;
    const to = this.ends[field]!;
    if (from === to) {
      this.numbers[field] = NaN;
      return true;
    }
    const value = parseNumber(bytes, from, to);
    this.numbers[field] = value;
    if (value < Infinity && value > -Infinity) return true;
    return this.refuse(`${this.names[i]} is "${textOf(bytes, from, to)}", not a number`);
  }

  private passTime(bytes: Uint8Array, start: number, end: number, i: number): boolean {
    let at = start;
    let seconds = 0;
    let nanos = 0;
    const second = start + SECOND_DIGITS;
    for (let digit = bytes[at]! ^ ZERO; digit <= 9 && at < second; digit = bytes[++at]! ^ ZERO) {
      seconds = seconds * 10 + digit;
    }
    const nano = second + NANO_DIGITS;
    for (let digit = bytes[at]! ^ ZERO; digit <= 9 && at < nano; digit = bytes[++at]! ^ ZERO) {
      nanos = nanos * 10 + digit;
    }
    const isWhole = at === nano && isFieldEnd(bytes[at]!);
    if (!isWhole) return this.passUnusualTime(bytes, start, end, i);
    this.starts[TIME] = start;
    this.ends[TIME] = at;
    this.seconds = seconds;
    this.nanos = nanos;
    return seconds <= LATEST_SECOND || this.refuseTime(bytes, i);
  }

  /** A time of other than 19 digits, or in quotes; before September 2001 there were 18. */
  private passUnusualTime(bytes: Uint8Array, start: number, end: number, i: number): boolean {
    if (!this.passText(bytes, start, end, i)) return false;
    const text = textOf(bytes, this.starts[TIME]!, this.ends[TIME]!);
    if (!/^\d{18,19}$/.test(text)) return this.refuseTime(bytes, i);
    this.seconds = Number(text.slice(0, -NANO_DIGITS));
    this.nanos = Number(text.slice(-NANO_DIGITS));
    return (this.seconds >= EARLIEST_SECOND && this.seconds <= LATEST_SECOND) || this.refuseTime(bytes, i);
  }

  private refuseTime(bytes: Uint8Array, i: number): false {
    const text = textOf(bytes, this.starts[TIME]!, this.ends[TIME]!);
    return this.refuse(`${this.names[i]} is "${text}", not nanoseconds since 1970 in a year from 2000 to 2261`);
  }

  /** Whole numbers with commas in between, or nothing. */
  private readConditions(bytes: Uint8Array, i: number): boolean {
    const end = this.ends[CONDITIONS]!;
    this.conditionCount = 0;
    for (let at = this.starts[CONDITIONS]!; at < end; at++) {
      const first = at;
      let code = 0;
      for (let digit = bytes[at]! ^ ZERO; digit <= 9 && at < end; digit = bytes[++at]! ^ ZERO) code = code * 10 + digit;
      const isCode = at > first && code <= LARGEST_CODE && (at === end || (bytes[at] === COMMA && at + 1 < end));
      if (!isCode)
        return this.refuse(`${this.names[i]} is "${textOf(bytes, this.starts[CONDITIONS]!, end)}", not codes`);
      if (this.conditionCount === this.conditions.length) {
        const more = new Uint16Array(2 * this.conditionCount);
        more.set(this.conditions);
        this.conditions = more;
      }
      this.conditions[this.conditionCount++] = code;
    }
    return true;
  }

  /** Notes where any field stands that begins at `start`. */
  private passText(bytes: Uint8Array, start: number, end: number, i: number): boolean {
    const field = this.fields[i]!;
    const isQuoted = start < end && bytes[start] === QUOTE;
    const from = isQuoted ? start + 1 : start;
    let at = from;
    if (isQuoted) {
      while (at < end && bytes[at] !== QUOTE && bytes[at] !== LINE_FEED) at++;
      if (at === end || bytes[at] !== QUOTE) return this.refuse(`the quotes of ${this.names[i]} aren't closed`);
    } else {
      while (!isFieldEnd(bytes[at]!)) at++;
    }
    this.starts[field] = from;
    this.ends[field] = at;
    return true;
  }

  private refuse(problem: string): false {
    this.problem = problem;
    return false;
  }
}

function isFieldEnd(byte: number): boolean {
  return byte === COMMA || byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder().decode(bytes.subarray(start, end));
}
