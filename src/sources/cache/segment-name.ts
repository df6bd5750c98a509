import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { dateOfDay } from "../../market/calendar/calendar.ts";
import { dayAt } from "./range-of-day.ts";
import type { SeriesKey } from "./segment.ts";
import type { TimeRange } from "./time-ranges.ts";

/** The folder of all files of segments, below the cache's. */
export const SEGMENTS_FOLDER = "segments";

const LONGEST_SYMBOL = 60;

/**
 * A path for a new file of a series, relative to the cache's folder:
 * `segments/polygon/bars-1m/AAPL.2024-01-02.<machine>p<process>-<random>.parquet` (`.day` for a whole market's). It was
 * never used before and never will be, so that whoever removes a file can't hit another's; and it says who made it.
 */
export function newSegmentPath(key: SeriesKey & TimeRange, extension: "parquet" | "day" = "parquet"): string {
  const { source, dataset, symbol, timeframe, from } = key;
  const folder = timeframe === null ? dataset : `${dataset}-${timeframe}`;
  const first = dateOfDay(dayAt({ timeZone: "UTC" }, from));
  const name = `${fileText(symbol)}.${first}.${machine()}p${process.pid}-${randomPart()}.${extension}`;
  return [SEGMENTS_FOLDER, fileText(source), fileText(folder), name].join("/");
}

/** 48 random bits: the end of a UUID, whose random bytes come many at a time. */
function randomPart(): string {
  return randomUUID().slice(-12);
}

/** True when the process that made a file can't be alive any more: what it didn't record, nobody will. */
export function isOwnerDead(name: string): boolean {
  const match = /\.([0-9a-f]{8})p(\d+)-[0-9a-f]{12}\.(?:parquet|day)$/.exec(name);
  if (match === null || match[1] !== machine()) return false;
  return !isAlive(Number(match[2]));
}

/** True when a process of this machine is running; also when it is another user's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

let known: string | undefined;

/** Short for this machine, in names and locks. */
export function machine(): string {
  known ??= createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
  return known;
}

/** A text as a part of a file name on every system. */
function fileText(text: string): string {
  const safe = text.replace(/[^A-Za-z0-9_-]/gu, (letter) =>
    [...Buffer.from(letter, "utf8")].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  );
  return safe.slice(0, LONGEST_SYMBOL);
}
