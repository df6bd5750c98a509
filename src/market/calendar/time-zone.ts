import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import { DAY_MS, dayOfDate, type SessionDay } from "./calendar.ts";

/**
 * The instant (epoch milliseconds, UTC) at which clocks in a zone show a date and a time of day. When clocks go back
 * and show a time twice, its first occurrence is meant; a time that clocks skip is read with the offset from before
 * the change, so it moves on by the gap (02:30 becomes 03:30). That is `disambiguation: "compatible"` of
 * ECMAScript's Temporal. Months and days count from 1; `msOfDay` from 0 to 86,400,000.
 *
 * @param timeZone an IANA name such as America/New_York, or UTC
 * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN for a zone that isn't known
 */
export function localToUtc(timeZone: string, year: number, month: number, day: number, msOfDay: number): number {
  return localDayToUtc(timeZone, dayOfDate(year, month, day), msOfDay);
}

/** `localToUtc` of a day number. */
export function localDayToUtc(timeZone: string, day: SessionDay, msOfDay: number): number {
  const zone = zoneNamed(timeZone);
  const clock = clockOn(zone, day);
  const local = day * DAY_MS + msOfDay;
  const byOld = local - clock.before;
  if (byOld < clock.changesAt) return byOld;
  const byNew = local - clock.after;
  return byNew >= clock.changesAt ? byNew : byOld;
}

/** What clocks add to UTC, in milliseconds, around one date: `before` until the instant `changesAt`, then `after`. */
interface Clock {
  readonly before: number;
  readonly after: number;
  readonly changesAt: number;
}

interface Zone {
  readonly name: string;
  readonly format: Intl.DateTimeFormat;
  /** Offsets at whole multiples of a week since 1970. */
  readonly weekOffsets: Map<number, number>;
  readonly clocks: Map<SessionDay, Clock>;
  lastDay: SessionDay;
  lastClock: Clock;
}

const WEEK_MS = 7 * DAY_MS;
/** No clock was ever further from UTC. */
const FARTHEST_OFFSET = 16 * 3_600_000;

const zones = new Map<string, Zone>();
let lastZone: Zone | undefined;

function zoneNamed(name: string): Zone {
  if (lastZone?.name === name) return lastZone;
  let zone = zones.get(name);
  if (zone === undefined) {
    const noClock = { before: 0, after: 0, changesAt: Infinity };
    zone = {
      name,
      format: offsetFormat(name),
      weekOffsets: new Map(),
      clocks: new Map(),
      lastDay: NaN,
      lastClock: noClock,
    };
    zones.set(name, zone);
  }
  lastZone = zone;
  return zone;
}

function offsetFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const known = ["UTC", ...Intl.supportedValuesOf("timeZone")];
    throw new BacksightError(
      "BACKSIGHT_OPTION_UNKNOWN",
      {
        kind: "time zone",
        name: timeZone,
        hint: didYouMean(timeZone, known),
        known: "UTC and the IANA names, such as America/New_York, Europe/London, Asia/Tokyo",
      },
      { cause: error },
    );
  }
}

function clockOn(zone: Zone, day: SessionDay): Clock {
  if (zone.lastDay === day) return zone.lastClock;
  let clock = zone.clocks.get(day);
  if (clock === undefined) {
    clock = computeClock(zone, day * DAY_MS - FARTHEST_OFFSET, (day + 1) * DAY_MS + FARTHEST_OFFSET);
    zone.clocks.set(day, clock);
  }
  zone.lastDay = day;
  zone.lastClock = clock;
  return clock;
}

/** Between two instants not three days apart; a zone changes its clocks there at most once. */
function computeClock(zone: Zone, from: number, to: number): Clock {
  const firstWeek = Math.floor(from / WEEK_MS);
  const lastWeek = Math.ceil(to / WEEK_MS);
  const offset = weekOffset(zone, firstWeek);
  let isSteady = true;
  for (let week = firstWeek + 1; week <= lastWeek; week++) isSteady &&= weekOffset(zone, week) === offset;
  if (isSteady) return { before: offset, after: offset, changesAt: Infinity };

  const before = offsetAt(zone, from);
  const after = offsetAt(zone, to);
  if (before === after) return { before, after, changesAt: Infinity };
  let early = from / 1000;
  let late = to / 1000;
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offsetAt(zone, middle * 1000) === before) early = middle;
    else late = middle;
  }
  return { before, after, changesAt: late * 1000 };
}

function weekOffset(zone: Zone, week: number): number {
  let offset = zone.weekOffsets.get(week);
  if (offset === undefined) {
    offset = offsetAt(zone, week * WEEK_MS);
    zone.weekOffsets.set(week, offset);
  }
  return offset;
}

/** Reads the offset from text such as "3/10/2024, GMT-05:00" ("GMT-04:56:02" before zones were whole). */
function offsetAt(zone: Zone, time: number): number {
  const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(zone.format.format(time));
  if (match === null) throw new BacksightError("BACKSIGHT_INTERNAL", { rule: "the offset of a time zone can be read" });
  const ms = 1000 * (Number(match[2] ?? 0) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0));
  return match[1] === "-" ? -ms : ms;
}
