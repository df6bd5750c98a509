import { dateOfDay } from "../../../market/calendar/calendar.ts";
import type { ColumnTimes } from "../../bar-times/column-times.ts";
import { epochTimes } from "../../bar-times/epoch-times.ts";
import { OffsetRuns } from "../../bar-times/offset-runs.ts";
import { parseNumber } from "./parse-number.ts";
import { PiecewiseColumn } from "./piecewise-column.ts";
import { dayNumber, TimeText } from "./time-text.ts";

const DAY_MS = 86_400_000;
const POINT = 46;
/** Epoch numbers of at least so many digits are nanoseconds, which a double can't hold. */
const NANOSECOND_DIGITS = 18;

/**
 * Collects the times of a file, one row after the other, and decides for the whole column what one row can't tell:
 * the order of day and month, and the unit of epoch numbers. The first row fixes whether times are text or numbers,
 * where the year stands and whether there is an offset.
 */
export class TimeColumn {
  private readonly text = new TimeText();
  private readonly values = new PiecewiseColumn();
  private readonly offsets = new OffsetRuns();
  private kind: "unknown" | "text" | "number" | "nanoseconds" = "unknown";
  private hasOffset = false;
  private isYearLast = false;
  private dateOrder: "unknown" | "month first" | "day first" = "unknown";

  /** Adds a time written in one field; false when it can't be read, or not like the ones before. */
  append(bytes: Uint8Array, start: number, end: number): boolean {
    if (this.kind === "unknown") this.kind = this.kindOf(bytes, start, end);
    if (this.kind === "text") return this.readText(bytes, start, end) && this.push();
    const isNanoseconds = this.kind === "nanoseconds";
    const value = isNanoseconds ? parseNanoseconds(bytes, start, end) : parseNumber(bytes, start, end);
    if (Number.isNaN(value)) return false;
    this.values.push(value);
    return true;
  }

  /** Adds a date and a time of day that stand in two fields. */
  appendDateAndTime(
    bytes: Uint8Array,
    dateStart: number,
    dateEnd: number,
    timeStart: number,
    timeEnd: number,
  ): boolean {
    this.kind = "text";
    return (
      this.readText(bytes, dateStart, dateEnd) && this.text.readTimeOfDay(bytes, timeStart, timeEnd) && this.push()
    );
  }

  /** The times; `fail` is called for a row whose epoch number is no time since 1900. The column is spent afterwards. */
  finish(fail: (row: number, value: string) => never): ColumnTimes {
    const values = this.values.finish();
    if (this.kind !== "text") return epochTimes(values, this.kind === "nanoseconds", fail);
    const isGuess = this.isYearLast && this.dateOrder === "unknown";
    const notes = isGuess ? ["dates such as 01/02/2024 don't tell day from month: read as month/day"] : [];
    return { written: values, offsets: this.hasOffset ? this.offsets : undefined, notes };
  }

  /** Forgets the times read so far, not how they are to be read. */
  clear(): void {
    this.values.clear();
  }

  private kindOf(bytes: Uint8Array, start: number, end: number): "text" | "number" | "nanoseconds" {
    if (this.text.read(bytes, start, end)) return "text";
    if (parseNanoseconds(bytes, start, end) > 0) return "nanoseconds";
    return Number.isNaN(parseNumber(bytes, start, end)) ? "text" : "number";
  }

  private push(): boolean {
    const { day, msOfDay, offset } = this.text;
    const hasOffset = !Number.isNaN(offset);
    if (this.values.length === 0) this.hasOffset = hasOffset;
    if (this.hasOffset !== hasOffset) return false;
    this.values.push(day * DAY_MS + msOfDay);
    if (hasOffset) this.offsets.push(offset);
    return true;
  }

  private readText(bytes: Uint8Array, start: number, end: number): boolean {
    const text = this.text;
    let isRead = text.read(bytes, start, end);
    const isYearLast = text.firstNumber > 0;
    if (this.values.length === 0) this.isYearLast = isYearLast;
    if (this.isYearLast !== isYearLast) return false;
    if (isYearLast && this.dateOrder === "unknown") {
      if (text.firstNumber > 12 || text.dateSeparator === POINT) {
        this.readDayFirst();
        isRead = text.read(bytes, start, end);
      } else if (text.secondNumber > 12) this.dateOrder = "month first";
    }
    return isRead;
  }

  /** From now on, and for the rows before, which could be read both ways and were read as month/day. */
  private readDayFirst(): void {
    this.dateOrder = "day first";
    this.text.dayFirst = true;
    for (let i = 0; i < this.values.length; i++) {
      const ms = this.values.at(i);
      const day = Math.floor(ms / DAY_MS);
      const [year, month, dayOfMonth] = dateOfDay(day).split("-").map(Number) as [number, number, number];
      this.values.set(i, dayNumber(year, dayOfMonth, month) * DAY_MS + (ms - day * DAY_MS));
    }
  }
}

/** Milliseconds of an epoch number in nanoseconds, split before the double would round; NaN for other text. */
function parseNanoseconds(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < NANOSECOND_DIGITS) return NaN;
  for (let i = start; i < end; i++) {
    if (!(bytes[i]! >= 48 && bytes[i]! <= 57)) return NaN;
  }
  return parseNumber(bytes, start, end - 6) + parseNumber(bytes, end - 6, end) / 1e6;
}
