import type { Calendar } from "../../../market/calendar/calendar.ts";
import { dayAt, rangeOfDay } from "../../cache/range-of-day.ts";
import type { RequestRate } from "./rate-limiter.ts";

export const POLYGON_PLANS = ["basic", "starter", "developer", "advanced"] as const;
/** The vendor's plans: free with five requests a minute; delayed by 15 minutes; the same with trades; without delay. */
export type PolygonPlan = (typeof POLYGON_PLANS)[number];

/** How late a plan's data are, and how often it may ask. */
export interface PlanTerms {
  readonly rate: RequestRate;
  /** Milliseconds until what happened is served; null: only when its day has ended. */
  readonly delayMs: number | null;
}

const MINUTE_MS = 60_000;
const FREE: RequestRate = { requests: 5, perMs: MINUTE_MS };
/** The vendor asks paying users to stay below a hundred a second. */
const PAID: RequestRate = { requests: 50, perMs: 1000 };

export const PLAN_TERMS: Readonly<Record<PolygonPlan, PlanTerms>> = {
  basic: { rate: FREE, delayMs: null },
  starter: { rate: PAID, delayMs: 15 * MINUTE_MS },
  developer: { rate: PAID, delayMs: 15 * MINUTE_MS },
  advanced: { rate: PAID, delayMs: 0 },
};

/** Late trades reach their bars after a while. */
const GRACE_MS = MINUTE_MS;
const NEW_YORK = { timeZone: "America/New_York" };

/** Before when everything is settled under a plan: served, and not changing any more in the usual course. */
export function settledBefore({ delayMs }: PlanTerms, now: number, calendar: Calendar): number {
  if (delayMs !== null) return now - delayMs - GRACE_MS;
  // The vendor's day ends in New York; a market on another clock has its own as well.
  const midnights = [NEW_YORK, calendar].map((zone) => rangeOfDay(zone, dayAt(zone, now)).from);
  return Math.min(...midnights);
}
