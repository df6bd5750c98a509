import { BacksightError } from "../../../core/errors.ts";
import { FIELD_ROLES, roleCode } from "../column-roles.ts";
import { type CsvHeader, parseCsvHeader } from "./csv-header.ts";
import type { CsvOptions } from "./csv-options.ts";
import { LineNumbers } from "./line-numbers.ts";
import { PiecewiseColumn } from "./piecewise-column.ts";
import { RowFields } from "./row-fields.ts";
import { throwIfBinary } from "./throw-if-binary.ts";
import { TimeColumn } from "./time-column.ts";
import { TimeText } from "./time-text.ts";
import { CARRIAGE_RETURN, LINE_FEED } from "./whole-lines.ts";

const TAB = 9;
const SPACE = 32;

const TIME = roleCode("time");
const TIME_OF_DAY = roleCode("timeOfDay");
const OPEN = roleCode("open");
const HIGH = roleCode("high");
const LOW = roleCode("low");
const CLOSE = roleCode("close");
const VOLUME = roleCode("volume");
const SYMBOL = roleCode("symbol");

/** How files write a volume that isn't known. */
const UNKNOWN_VOLUMES = ["", "nan", "null", "none", "na", "n/a", "-"];

/**
 * The rows of a CSV file as columns, filled line by line. Every value is checked where it stands, so errors name the
 * line; the order of times is looked at when all are there.
 */
export class CsvRows {
  readonly times = new TimeColumn();
  readonly lines = new LineNumbers();
  readonly open = new PiecewiseColumn();
  readonly high = new PiecewiseColumn();
  readonly low = new PiecewiseColumn();
  readonly close = new PiecewiseColumn();
  readonly volume = new PiecewiseColumn();
  header: CsvHeader | undefined;
  unknownVolumes = 0;
  /** What the symbol column says in the rows that were taken. */
  symbol: string | undefined;
  /** A symbol in the rows that weren't asked for. */
  otherSymbol: string | undefined;

  private readonly options: CsvOptions;
  private readonly text = new TextDecoder();
  private fields: RowFields | undefined;
  private hasSymbol = false;
  private hasTimeOfDay = false;
  private symbolBytes = new Uint8Array(0);
  /** Number of the current line, from 1. */
  private line = 0;
  /** The bytes at hand, where the current line begins in them, where they end, and where they stand in the file. */
  private bytes: Uint8Array = new Uint8Array(0);
  private lineStart = 0;
  private limit = 0;
  private offset = 0;

  constructor(options: CsvOptions) {
    this.options = options;
    if (options.symbol !== undefined) this.selectSymbol(options.symbol);
  }

  /**
   * Reads whole lines.
   *
   * @param offset where `bytes[0]` stands in the file
   * @throws {BacksightError} BACKSIGHT_CSV_COLUMN, BACKSIGHT_CSV_ROW, BACKSIGHT_CSV_TIME, BACKSIGHT_FILE_BINARY
   */
  readonly readLines = (bytes: Uint8Array, start: number, end: number, offset: number): void => {
    this.bytes = bytes;
    this.limit = end;
    this.offset = offset;
    for (let at = start; at < end; ) {
      this.line++;
      this.lineStart = at;
      let lineEnd: number;
      if (this.fields !== undefined && bytes[at]! > SPACE) lineEnd = this.readRow(this.fields);
      else {
        lineEnd = findLineEnd(bytes, at, end);
        if (!isBlank(bytes, at, lineEnd)) {
          if (this.fields === undefined) this.readHeader(at, lineEnd);
          else this.readRow(this.fields);
        }
      }
      at = bytes[lineEnd] === CARRIAGE_RETURN && bytes[lineEnd + 1] === LINE_FEED ? lineEnd + 2 : lineEnd + 1;
    }
  };

  /** Forgets prices and volumes, not times and lines. */
  clearPrices(): void {
    this.dropPrices(this.open.length);
  }

  /** Forgets the first prices and volumes. */
  dropPrices(count: number): void {
    for (const column of [this.open, this.high, this.low, this.close, this.volume]) column.dropFirst(count);
  }

  private readHeader(start: number, end: number): void {
    const { bytes, options } = this;
    throwIfBinary(options.path, bytes, start, end, this.offset);
    const header = parseCsvHeader(this.text.decode(bytes.subarray(start, end)), this.line, options.path);
    this.header = header;
    this.fields = new RowFields(header);
    this.hasSymbol = header.roles.includes(SYMBOL);
    this.hasTimeOfDay = header.roles.includes(TIME_OF_DAY);
  }

  /** Adds the current line; returns where it ends. */
  private readRow(fields: RowFields): number {
    const { numbers, roles } = fields;
    const count = fields.split(this.bytes, this.lineStart, this.limit);
    if (count < 0) this.refuse(fields.problem);
    if (count !== roles.length) this.refuse(`it has ${count} fields, the header has ${roles.length}`);
    if (this.hasSymbol && !this.isWanted(fields)) return fields.lineEnd;
    this.readTime(fields);
    const open = this.checkPrice(fields, OPEN);
    const high = this.checkPrice(fields, HIGH);
    const low = this.checkPrice(fields, LOW);
    const close = this.checkPrice(fields, CLOSE);
    const volume = numbers[VOLUME]!;
    if (high < low) this.refuse(`high ${this.textOf(fields, HIGH)} is below low ${this.textOf(fields, LOW)}`);
    if (!(volume >= 0 && volume < Infinity)) this.checkUnknownVolume(fields);
    this.lines.push(this.line);
    this.open.push(open);
    this.high.push(high);
    this.low.push(low);
    this.close.push(close);
    this.volume.push(volume);
    return fields.lineEnd;
  }

  private readTime(fields: RowFields): void {
    const { starts, ends } = fields;
    if (this.hasTimeOfDay && this.lines.length === 0) this.decideTimeFields(fields);
    const isRead = this.hasTimeOfDay
      ? this.times.appendDateAndTime(this.bytes, starts[TIME]!, ends[TIME]!, starts[TIME_OF_DAY]!, ends[TIME_OF_DAY]!)
      : this.times.append(this.bytes, starts[TIME]!, ends[TIME]!);
    if (isRead) return;
    this.throwIfLineIsBinary();
    const date = this.textOf(fields, TIME);
    const value = this.hasTimeOfDay ? `${date} ${this.textOf(fields, TIME_OF_DAY)}` : date;
    throw new BacksightError("BACKSIGHT_CSV_TIME", { path: this.options.path, line: this.line, value });
  }

  /** Beside a date a column "time" holds times of day; where it holds whole times the date column isn't needed. */
  private decideTimeFields({ roles, starts, ends }: RowFields): void {
    const start = starts[TIME_OF_DAY]!;
    const end = ends[TIME_OF_DAY]!;
    if (new TimeText().readTimeOfDay(this.bytes, start, end)) return;
    this.hasTimeOfDay = false;
    roles[roles.indexOf(TIME)] = roleCode("skip");
    roles[roles.indexOf(TIME_OF_DAY)] = TIME;
    starts[TIME] = start;
    ends[TIME] = end;
  }

  private checkPrice(fields: RowFields, role: number): number {
    const price = fields.numbers[role]!;
    if (price > 0 && price < Infinity) return price;
    return this.refuseNumber(fields, role, "must be above 0");
  }

  private checkUnknownVolume(fields: RowFields): void {
    if (!fields.roles.includes(VOLUME)) return;
    if (UNKNOWN_VOLUMES.includes(this.textOf(fields, VOLUME).toLowerCase())) this.unknownVolumes++;
    else this.refuseNumber(fields, VOLUME, "must not be negative");
  }

  /** Whether the row is of the symbol that was asked for, or else of the first row's. */
  private isWanted(fields: RowFields): boolean {
    const start = fields.starts[SYMBOL]!;
    const wanted = this.symbolBytes;
    let isSame = wanted.length === fields.ends[SYMBOL]! - start;
    for (let i = 0; isSame && i < wanted.length; i++) isSame = wanted[i] === this.bytes[start + i];
    if (isSame && this.symbol !== undefined) return true;
    const symbol = this.textOf(fields, SYMBOL);
    if (isSame || (this.options.symbol === undefined && this.symbol === undefined)) {
      this.selectSymbol(symbol);
      this.symbol = symbol;
      return true;
    }
    if (this.options.symbol === undefined) {
      const choice = `choose one with symbol=${this.symbol}`;
      this.refuse(`its symbol is "${symbol}", the lines above are "${this.symbol}"; ${choice}`);
    }
    this.otherSymbol ??= symbol;
    return false;
  }

  private selectSymbol(symbol: string): void {
    this.symbolBytes = new TextEncoder().encode(symbol);
  }

  private textOf({ starts, ends }: RowFields, role: number): string {
    return this.text.decode(this.bytes.subarray(starts[role], ends[role]));
  }

  private refuseNumber(fields: RowFields, role: number, rule: string): never {
    const name = FIELD_ROLES[role];
    const value = fields.numbers[role]!;
    const text = this.textOf(fields, role);
    if (text === "") this.refuse(`${name} is empty`);
    if (Number.isNaN(value)) this.refuse(`${name} is "${text}", not a number`);
    if (value === Infinity) this.refuse(`${name} is ${text}, more than a number can hold`);
    return this.refuse(`${name} is ${text}, ${rule}`);
  }

  private refuse(problem: string): never {
    this.throwIfLineIsBinary();
    throw new BacksightError("BACKSIGHT_CSV_ROW", { path: this.options.path, line: this.line, problem });
  }

  private throwIfLineIsBinary(): void {
    const end = findLineEnd(this.bytes, this.lineStart, this.limit);
    throwIfBinary(this.options.path, this.bytes, this.lineStart, end, this.offset);
  }
}

function findLineEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== LINE_FEED && bytes[at] !== CARRIAGE_RETURN) at++;
  return at;
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== SPACE && bytes[i] !== TAB) return false;
  return true;
}
