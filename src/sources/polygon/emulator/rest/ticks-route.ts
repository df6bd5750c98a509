import { timeOf } from "./aggregates-route.ts";
import type { RestMarket, RestTick } from "./rest-market.ts";
import { type EmulatedPlan, restrictRange } from "./rest-plan.ts";
import { badRequest, pageReply, type RestAsk, type RestReply } from "./rest-reply.ts";

const LIMITS = { usual: 1000, most: 50_000 };
const NS_PER_MS = 1_000_000n;
const ALL: readonly [bigint, bigint] = [-(2n ** 63n), 2n ** 63n - 1n];

/** /v3/trades/{ticker} and /v3/quotes/{ticker}: the latest first unless `order=asc`. */
export function ticksReply(
  dataset: "trades" | "quotes",
  ticker: string,
  ask: RestAsk,
  market: RestMarket,
  plan: EmulatedPlan,
): RestReply {
  const bounds = boundsOf(ask.query);
  if (bounds === undefined) return badRequest("timestamp must be a date or nanoseconds");
  const [first, last] = bounds;
  const asked = { from: Number(first / NS_PER_MS), to: Math.min(Number(last / NS_PER_MS), ask.now) };
  const range = restrictRange(plan, dataset, asked, ask.now);
  if ("refusal" in range) return range.refusal;
  const earliest = range.from > asked.from ? BigInt(range.from) * NS_PER_MS : first;
  const rows = (dataset === "trades" ? market.trades(ticker) : market.quotes(ticker)).filter((tick) => {
    const time = timeOfTick(tick);
    return time >= earliest && time <= last;
  });
  if (ask.query.get("order") !== "asc") rows.reverse();
  return pageReply(rows, ask, LIMITS);
}

function timeOfTick(tick: RestTick): bigint {
  return ("sip_timestamp" in tick ? tick.sip_timestamp : tick.participant_timestamp) as bigint;
}

/** First and last nanosecond that `timestamp` and its comparisons let through. */
function boundsOf(query: URLSearchParams): readonly [bigint, bigint] | undefined {
  let [first, last] = ALL;
  for (const [name, value] of query) {
    if (!name.startsWith("timestamp")) continue;
    const start = nanosOf(value, 0);
    const end = nanosOf(value, 1);
    if (start === undefined || end === undefined) return undefined;
    if (name === "timestamp" || name === "timestamp.gte") first = max(first, start);
    if (name === "timestamp" || name === "timestamp.lte") last = min(last, end);
    if (name === "timestamp.gt") first = max(first, end + 1n);
    if (name === "timestamp.lt") last = min(last, start - 1n);
  }
  return [first, last];
}

/** The first or last nanosecond of a date, or the one that a number is. */
function nanosOf(text: string, later: 0 | 1): bigint | undefined {
  if (/^\d{15,19}$/.test(text)) return BigInt(text);
  const ms = /^\d{4}-/.test(text) ? timeOf(text, "America/New_York", later) : undefined;
  return ms === undefined ? undefined : BigInt(ms) * NS_PER_MS + (later === 1 ? NS_PER_MS - 1n : 0n);
}

const max = (a: bigint, b: bigint) => (a > b ? a : b);
const min = (a: bigint, b: bigint) => (a < b ? a : b);
