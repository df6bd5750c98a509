import { BacksightError } from "../../../core/errors.ts";
import { dayOfDate, type SessionDay } from "../../../market/calendar/calendar.ts";
import type { JsonObject } from "./rest-answer.ts";
import type { RestRequest } from "./rest-failure.ts";

/** 2001: a smaller number of nanoseconds is a time in another unit. */
const EARLIEST_NS = 1_000_000_000_000_000_000n;
const LATEST_NS = 9_223_372_036_854_775_807n;

/** Reads the fields of answers; each is checked, and what isn't as the vendor describes it is refused by name. */
export class AnswerFields {
  private readonly request: RestRequest;

  /** @param request for messages */
  constructor(request: RestRequest) {
    this.request = request;
  }

  /** @throws {BacksightError} BACKSIGHT_REMOTE_DAMAGED, as all the others */
  number(row: JsonObject, name: string): number {
    const value = row[name];
    const number = typeof value === "bigint" ? Number(value) : value;
    if (typeof number === "number" && Number.isFinite(number)) return number;
    return this.refuse(row, name, "a number");
  }

  /** NaN where there is none. */
  numberOrNaN(row: JsonObject, name: string): number {
    return row[name] === undefined || row[name] === null ? NaN : this.number(row, name);
  }

  /** A number that the vendor may write as text to keep all its digits: `decimal_size` before `size`. */
  decimal(row: JsonObject, decimalName: string, name: string): number {
    const text = row[decimalName];
    if (typeof text !== "string") return this.number(row, name);
    return /^\d+(\.\d+)?$/.test(text) ? Number(text) : this.refuse(row, decimalName, "a decimal number");
  }

  /** A whole number from 0 to `largest`; 0 where there is none. */
  code(row: JsonObject, name: string, largest: number): number {
    return row[name] === undefined ? 0 : this.codeOf(row[name], row, name, largest);
  }

  /** A list of whole numbers to 65,535; empty where there is none. */
  codes(row: JsonObject, name: string): readonly number[] {
    const value = row[name] ?? [];
    if (!Array.isArray(value)) return this.refuse(row, name, "a list of numbers");
    return value.map((code: unknown) => this.codeOf(code, row, name, 65_535));
  }

  text(row: JsonObject, name: string): string {
    const value = row[name];
    return typeof value === "string" && value !== "" ? value : this.refuse(row, name, "a text");
  }

  /** Exact nanoseconds since 1970 in the first of the fields that is there. */
  nanoseconds(row: JsonObject, names: readonly string[]): bigint {
    const name = names.find((one) => row[one] !== undefined) ?? names[0]!;
    const value = row[name];
    const whole = typeof value === "number" && Number.isInteger(value) ? BigInt(value) : value;
    if (typeof whole === "bigint" && whole >= EARLIEST_NS && whole <= LATEST_NS) return whole;
    return this.refuse(row, name, "nanoseconds since 1970");
  }

  /** The day of a date, "2024-06-10". */
  day(row: JsonObject, name: string): SessionDay {
    const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(row[name]));
    if (match === null) return this.refuse(row, name, "a date");
    return dayOfDate(Number(match[1]), Number(match[2]), Number(match[3]));
  }

  /** @throws {BacksightError} BACKSIGHT_REMOTE_DAMAGED */
  damaged(reason: string): never {
    throw new BacksightError("BACKSIGHT_REMOTE_DAMAGED", { ...this.request, reason });
  }

  private codeOf(value: unknown, row: JsonObject, name: string, largest: number): number {
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= largest) return value;
    return this.refuse(row, name, `a whole number from 0 to ${largest}`);
  }

  private refuse(row: JsonObject, name: string, rule: string): never {
    const value = row[name];
    const text = typeof value === "bigint" ? String(value) : (JSON.stringify(value) ?? "absent");
    return this.damaged(`${name} must be ${rule}, was ${text.slice(0, 80)}`);
  }
}
