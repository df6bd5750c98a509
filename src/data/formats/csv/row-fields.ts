import { FIELD_ROLES, roleCode } from "../column-roles.ts";
import type { CsvHeader } from "./csv-header.ts";
import { NumberReader, parseNumber } from "./parse-number.ts";
import { CARRIAGE_RETURN, LINE_FEED } from "./whole-lines.ts";

const SPACE = 32;
const QUOTE = 34;
const SEMICOLON = 59;

const SKIP = roleCode("skip");
const FIRST_NUMBER = roleCode("open");
const LAST_NUMBER = roleCode("volume");

/** The fields of one row at a time, by role: where they stand in the bytes, and the value of those that are numbers. */
export class RowFields {
  /** Roles of the fields, in order; may be changed between rows. */
  readonly roles: Uint8Array;
  /** Where the field of each role begins and ends, without quotes and the spaces around it. */
  readonly starts = new Int32Array(FIELD_ROLES.length);
  readonly ends = new Int32Array(FIELD_ROLES.length);
  /** The number in the field of each role; NaN where there is none. */
  readonly numbers = new Float64Array(FIELD_ROLES.length).fill(NaN);
  /** Where the row ended: at the end of its line, or of the bytes. */
  lineEnd = 0;
  /** What is wrong with the quotes of a row that couldn't be split. */
  problem = "";

  private readonly separator: number;
  private readonly hasDecimalComma: boolean;
  private readonly reader = new NumberReader();

  constructor(header: CsvHeader) {
    this.roles = header.roles.slice();
    this.separator = header.separator;
    this.hasDecimalComma = header.separator === SEMICOLON;
  }

  /** Splits the row that begins at `start` and returns how many fields it has; −1 when its quotes don't match. */
  split(bytes: Uint8Array, start: number, end: number): number {
    const { separator, roles, starts, ends, numbers, reader, hasDecimalComma } = this;
    let at = start;
    for (let field = 0; ; field++) {
      while (at < end && bytes[at] === SPACE) at++;
      const role = roles[field] ?? SKIP;
      const isNumber = role >= FIRST_NUMBER && role <= LAST_NUMBER;
      starts[role] = at;
      if (isNumber) {
        numbers[role] = reader.read(bytes, at, end, hasDecimalComma);
        at = reader.end;
        ends[role] = at;
      }
      if (!isNumber || !(at === end || this.isFieldEnd(bytes[at]!))) {
        at = this.passField(bytes, starts[role]!, end, role);
        if (at < 0) return -1;
        if (isNumber) numbers[role] = parseNumber(bytes, starts[role]!, ends[role]!, hasDecimalComma);
      }
      if (at === end || bytes[at] !== separator) {
        this.lineEnd = at;
        return field + 1;
      }
      at++;
    }
  }

  /** Notes where any field stands that begins at `start`; returns the place behind it, −1 when its quotes don't match. */
  private passField(bytes: Uint8Array, start: number, end: number, role: number): number {
    let from = start;
    let to = start;
    let at = start;
    if (start < end && bytes[start] === QUOTE) {
      from++;
      to = this.findClosingQuote(bytes, from, end);
      at = to + 1;
      while (at < end && bytes[at] === SPACE) at++;
      if (to < 0) this.problem = "a quoted field isn't closed on its line";
      else if (at < end && !this.isFieldEnd(bytes[at]!)) this.problem = "text goes on behind a closing quote";
      if (this.problem !== "") return -1;
    } else {
      while (at < end && !this.isFieldEnd(bytes[at]!)) at++;
      to = at;
    }
    while (to > from && bytes[to - 1] === SPACE) to--;
    this.starts[role] = from;
    this.ends[role] = to;
    return at;
  }

  private findClosingQuote(bytes: Uint8Array, start: number, end: number): number {
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (byte === LINE_FEED || byte === CARRIAGE_RETURN) return -1;
      if (byte !== QUOTE) continue;
      if (at + 1 < end && bytes[at + 1] === QUOTE) at++;
      else return at;
    }
    return -1;
  }

  private isFieldEnd(byte: number): boolean {
    return byte === this.separator || byte === LINE_FEED || byte === CARRIAGE_RETURN;
  }
}
