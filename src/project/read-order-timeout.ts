import { BacksightError } from "../core/errors.ts";
import { GOOD_TILL_CANCELLED, type OrderTimeouts, type TimeInForce } from "../trading/orders/time-in-force.ts";
import { readMinutes } from "./read-minutes.ts";

/**
 * How long orders wait: `gtc`, `day`, `3` bars, `90m`, `2h`, `1d`; of entries and exits apart, joined by a comma.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function readOrderTimeout(text: string | undefined): OrderTimeouts {
  if (text === undefined) return GOOD_TILL_CANCELLED;
  const parts = text.split(",").map(readOne);
  const [entry, exit = entry] = parts;
  if (entry !== null && entry !== undefined && exit !== null && exit !== undefined && parts.length <= 2)
    return { entry, exit };
  const rule = "gtc, day, bars (3) or a time (90m, 2h, 1d); of entries and exits: 10m,30m";
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "order-timeout", rule, value: text });
}

function readOne(part: string): TimeInForce | null {
  const text = part.trim();
  if (text === "gtc" || text === "day") return { kind: text };
  if (/^[1-9]\d{0,6}$/.test(text)) return { kind: "bars", bars: Number(text) };
  const minutes = readMinutes(text);
  return minutes === null || minutes === 0 ? null : { kind: "minutes", minutes };
}
