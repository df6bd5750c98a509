import { BacksightError } from "../../../core/errors.ts";
import { type Calendar, dateOfDay, type SessionDay } from "../../../market/calendar/calendar.ts";
import { dayAt, rangeOfDay } from "../../cache/range-of-day.ts";
import type { TimeRange } from "../../cache/time-ranges.ts";
import { type RestRequest, UNDATED } from "./rest-failure.ts";

/** Asks for what lies in a range, whatever it is; rejects with BACKSIGHT_REMOTE_WINDOW when no part of it is given. */
type Probe = (range: TimeRange) => Promise<unknown>;

/**
 * Finds answers that were cut without a word. A range that begins before the plan's history and ends within it is
 * answered with the allowed part alone, as if there had been nothing before; only a range wholly outside is refused.
 * So when the first session of a request came back empty, that session is asked for by itself.
 */
export class HistoryWindow {
  /** The earliest day that is known to lie in the plan's history. */
  private provenFrom: SessionDay = Infinity;

  /**
   * @param range what was asked for
   * @param firstTime of the first row that came; undefined without one
   * @throws {BacksightError} BACKSIGHT_REMOTE_WINDOW when the answer was cut
   */
  async check(
    { range, calendar, request }: { range: TimeRange; calendar: Calendar; request: RestRequest },
    firstTime: number | undefined,
    probe: Probe,
  ): Promise<void> {
    const firstDay = calendar.sessionOnOrAfter(dayAt(calendar, range.from));
    const seenDay = firstTime === undefined ? Infinity : dayAt(calendar, firstTime);
    const day = Math.min(firstDay, seenDay);
    if (day >= this.provenFrom) return;
    if (seenDay > firstDay) {
      const session = rangeOfDay(calendar, firstDay);
      if (session.from >= range.to) return;
      const head = { from: Math.max(session.from, range.from), to: Math.min(session.to, range.to) };
      await probe(head).catch((error: unknown) => {
        throw withDate(error, firstDay, seenDay, request);
      });
    }
    this.provenFrom = day;
  }
}

/** A refusal without a date, with the dates that a person can act on; other errors as they are. */
export function withDate(error: unknown, askedDay: SessionDay, seenDay: SessionDay, request: RestRequest): unknown {
  if (!(error instanceof BacksightError) || error.code !== "BACKSIGHT_REMOTE_WINDOW") return error;
  if (error.details.date !== UNDATED) return error;
  const known = seenDay === Infinity ? "" : ` The first that came is of ${dateOfDay(seenDay)}.`;
  const details = { ...request, date: dateOfDay(askedDay), known };
  return new BacksightError("BACKSIGHT_REMOTE_WINDOW", details, { cause: error.cause });
}
