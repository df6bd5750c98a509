import type { Direction } from "./reference-money.ts";
import type { Bar, Order } from "./reference-stops.ts";
import { walkAfterEntry } from "./reference-stops.ts";
import type { Progress } from "./reference-volume.ts";

/** An entry that waits for its price. */
export interface Waiting {
  side: Direction;
  /** NaN where there is none; a stop is NaN once triggered. */
  limit: number;
  stop: number;
  /** What it was sent with, the stop before the limit. */
  named: number;
  decidedAt: number;
  equity: number;
  firstBar: number;
  placedBar: number;
  progress: Progress;
}

export interface Met {
  at: "open" | "intrabar";
  price: number;
  kind: "limit" | "stop";
}

/** Section 6: what a bar does to an order that waits. `order` is changed when the bar triggers it or moves its limit. */
export function meetOrder(order: Waiting, i: number, bar: Bar, mode: Order, atOwnLimit: boolean): Met | undefined {
  const [open, high, low, close] = bar;
  const { side } = order;
  if (Number.isNaN(order.stop)) {
    if (!atOwnLimit) return meetLimit(side, order.limit, bar);
    // Their limits fill at themselves or not at all; in the bar of the first placement they are moved into it.
    if (i === order.firstBar && order.placedBar === order.firstBar)
      order.limit = side === 1 ? Math.min(order.limit, high) : Math.max(order.limit, low);
    const { limit } = order;
    return low <= limit && limit <= high ? { at: "intrabar", price: limit, kind: "limit" } : undefined;
  }
  const { stop, limit } = order;
  const isAtOpen = side === 1 ? open >= stop : open <= stop;
  const isInside = side === 1 ? high >= stop : low <= stop;
  if (!isAtOpen && !isInside) return undefined;
  const trigger: Met = isAtOpen
    ? { at: "open", price: open, kind: "stop" }
    : { at: "intrabar", price: stop, kind: "stop" };
  if (Number.isNaN(limit)) return trigger;
  order.stop = NaN;
  if (isAtOpen) {
    const met = meetLimit(side, limit, bar);
    return met?.price === stop ? { ...met, kind: "stop" } : met;
  }
  if (side === 1 ? stop <= limit : stop >= limit) return trigger;
  let later: number[];
  if (mode === "worst") later = [close];
  else if (mode === "best") later = [low, high];
  else later = walkAfterEntry("stop", side, stop, bar, mode);
  const isMet = later.some((price) => (side === 1 ? price <= limit : price >= limit));
  return isMet ? { at: "intrabar", price: limit, kind: "limit" } : undefined;
}

function meetLimit(side: Direction, limit: number, [open, high, low]: Bar): Met | undefined {
  if (side === 1 ? open <= limit : open >= limit) return { at: "open", price: open, kind: "limit" };
  if (side === 1 ? low <= limit : high >= limit) return { at: "intrabar", price: limit, kind: "limit" };
  return undefined;
}
