import type { Dataset } from "../../../../data/market-data/data-request.ts";
import { localDayToUtc } from "../../../../market/calendar/time-zone.ts";
import { dayAt } from "../../../cache/range-of-day.ts";
import type { RestReply } from "./rest-reply.ts";

/** What the emulated account may have; without any of these, everything. */
export interface EmulatedPlan {
  /** Epoch milliseconds: nothing from before is given. */
  readonly historyFrom?: number;
  /** A day's data only when the day has ended in New York. */
  readonly isEndOfDay?: boolean;
  /** The free plan has 5. */
  readonly requestsPerMinute?: number;
  /** What the plan doesn't include. */
  readonly without?: readonly Dataset[];
}

/**
 * What a plan makes of a range `[from, to]` of times: a refusal, or the earliest time that is given. A range that
 * begins before the plan's window and ends in it is cut without a word, as the vendor does.
 */
export function restrictRange(
  plan: EmulatedPlan,
  dataset: Dataset,
  range: { readonly from: number; readonly to: number },
  now: number,
): { readonly refusal: RestReply } | { readonly from: number } {
  if (plan.without?.includes(dataset) === true) return { refusal: notEntitled("You are not entitled to this data.") };
  const { historyFrom = -Infinity } = plan;
  if (range.to < historyFrom) return { refusal: notEntitled("Your plan doesn't include this data timeframe.") };
  if (plan.isEndOfDay === true) {
    const timeZone = "America/New_York";
    const today = localDayToUtc(timeZone, dayAt({ timeZone }, now), 0);
    if (range.to >= today) return { refusal: notEntitled("Attempted to request today's data before end of day.") };
  }
  return { from: Math.max(range.from, historyFrom) };
}

function notEntitled(sentence: string): RestReply {
  const message = `${sentence} Please upgrade your plan at https://polygon.io/pricing`;
  return { status: 403, body: { status: "NOT_AUTHORIZED", message } };
}

/** Counts the requests of each key: true for one too many in any minute. */
export class RequestCount {
  private readonly times = new Map<string, number[]>();
  private readonly perMinute: number;

  constructor(perMinute: number) {
    this.perMinute = perMinute;
  }

  isOneTooMany(key: string, now: number): boolean {
    if (this.perMinute === Infinity) return false;
    const recent = (this.times.get(key) ?? []).filter((time) => time > now - 60_000);
    const isRefused = recent.length >= this.perMinute;
    if (!isRefused) recent.push(now);
    this.times.set(key, recent);
    return isRefused;
  }
}

export const TOO_MANY: RestReply = {
  status: 429,
  body: {
    status: "ERROR",
    error:
      "You've exceeded the maximum requests per minute, please wait or upgrade your subscription to continue. https://polygon.io/pricing",
  },
};
