import { canonicalJson, type Json } from "../../../core/canonical-json.ts";
import { BacksightError } from "../../../core/errors.ts";
import type { Adjustment } from "../../../market/bars.ts";
import type { Calendar } from "../../../market/calendar/calendar.ts";
import { calendarById } from "../../../market/calendar/calendar-by-id.ts";
import { calendarOfDates } from "../../../market/calendar/dates-only.ts";
import type { Instrument } from "../../../market/instrument.ts";
import { type Timeframe, type TimeframeUnit, timeframe } from "../../../market/timeframe.ts";
import type { BarsFacts } from "../../bars-stream.ts";
import { BARS_FORMAT } from "./bars-schema.ts";
import { damaged } from "./damaged.ts";

/** What a file says about its bars besides their columns, as JSON. */
export function factsToText(facts: BarsFacts): string {
  const { instrument, timeframe, calendar, ticksPerUnit, adjustment, source, isSynthetic, notes } = facts;
  return canonicalJson({
    format: BARS_FORMAT,
    instrument: { ...instrument },
    timeframe: { count: timeframe.count, unit: timeframe.unit },
    calendar: calendarToJson(calendar),
    ticksPerUnit,
    adjustment,
    source,
    isSynthetic,
    notes,
  });
}

/**
 * The facts that were written as text.
 *
 * @param path the file's name in messages
 * @throws {BacksightError} BACKSIGHT_PARQUET_NEWER, BACKSIGHT_PARQUET_DAMAGED
 */
export function factsFromText(text: string, path: string): BarsFacts {
  const facts = new Fields(parsed(text, path), path);
  const format = facts.number("format");
  if (format > BARS_FORMAT) {
    throw new BacksightError("BACKSIGHT_PARQUET_NEWER", { path, found: format, known: BARS_FORMAT });
  }
  return {
    instrument: instrumentFrom(facts.fields("instrument")),
    timeframe: timeframeFrom(facts.fields("timeframe")),
    calendar: calendarFrom(facts.fields("calendar")),
    ticksPerUnit: facts.numberOrNull("ticksPerUnit"),
    adjustment: facts.oneOf<Adjustment>("adjustment", ["raw", "split", "total"]),
    source: facts.text("source"),
    isSynthetic: facts.flag("isSynthetic"),
    notes: facts.list("notes").map(String),
  };
}

/** A calendar of a file's own dates is written as the first date and the distances to the next ones, in days. */
function calendarToJson(calendar: Calendar): Json {
  if (calendar.id !== "none") return { id: calendar.id };
  const days = calendar.sessions(-Infinity, Infinity);
  return { id: calendar.id, first: days[0]!, gaps: Array.from(days.subarray(1), (day, i) => day - days[i]!) };
}

function calendarFrom(fields: Fields): Calendar {
  const id = fields.oneOf<Calendar["id"]>("id", ["us-equity", "24x7", "24x5", "none"]);
  if (id !== "none") return calendarById(id);
  let day = fields.number("first");
  const days = fields.list("gaps").map((gap) => {
    day += Number(gap);
    return day;
  });
  return calendarOfDates(Int32Array.from([fields.number("first"), ...days]));
}

function instrumentFrom(fields: Fields): Instrument {
  return {
    symbol: fields.text("symbol"),
    lot: fields.numberOrNull("lot"),
    multiplier: fields.number("multiplier"),
    currency: fields.text("currency"),
  };
}

function timeframeFrom(fields: Fields): Timeframe {
  const units: readonly TimeframeUnit[] = ["s", "m", "h", "d", "w", "mo"];
  return timeframe(fields.number("count"), fields.oneOf("unit", units));
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(path, "the description of its bars isn't JSON", error);
  }
}

/** The fields of an object of unknown making. */
class Fields {
  private readonly values: Readonly<Record<string, unknown>>;
  private readonly path: string;

  constructor(value: unknown, path: string) {
    this.path = path;
    if (typeof value !== "object" || value === null) throw damaged(path, "the description of its bars is no object");
    this.values = value as Readonly<Record<string, unknown>>;
  }

  fields(name: string): Fields {
    return new Fields(this.values[name], this.path);
  }

  number(name: string): number {
    const value = this.values[name];
    return typeof value === "number" ? value : this.fail(name);
  }

  numberOrNull(name: string): number | null {
    return this.values[name] === null ? null : this.number(name);
  }

  text(name: string): string {
    const value = this.values[name];
    return typeof value === "string" ? value : this.fail(name);
  }

  flag(name: string): boolean {
    const value = this.values[name];
    return typeof value === "boolean" ? value : this.fail(name);
  }

  list(name: string): readonly unknown[] {
    const value = this.values[name];
    return Array.isArray(value) ? value : this.fail(name);
  }

  oneOf<T extends string>(name: string, known: readonly T[]): T {
    return known.find((one) => one === this.values[name]) ?? this.fail(name);
  }

  private fail(name: string): never {
    throw damaged(this.path, `the description of its bars has no usable "${name}"`);
  }
}
