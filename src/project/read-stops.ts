import { BacksightError } from "../core/errors.ts";
import type { Trail } from "../trading/fills/protective-exit.ts";
import type { RangeDistance } from "../trading/fills/range-distance.ts";
import { areAscending, type TakeProfit, type TakeProfitStep } from "../trading/fills/take-profit.ts";
import { readMinutes } from "./read-minutes.ts";
import { readFraction, readMoney } from "./read-size.ts";

/** A fraction of the price above 0 (0.02 or 2%); null when nothing is given. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readShare(name: string, text: string | undefined, limit: number): number | null {
  if (text === undefined) return null;
  const share = readFraction(name, text, limit);
  if (share > 0) return share;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "above 0 (leave it out for none)", value: text });
}

/**
 * A target: `4%`, or steps by bars held, `10%,24:5%,48:0%`: 10 % at first, 5 % from 24 bars on, at no loss from 48; or by
 * time, `10%,90m:5%,2d:0%`.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function readTakeProfit(text: string): TakeProfit {
  const name = "take-profit";
  if (!/[,:]/.test(text)) return readShare(name, text, Infinity)!;
  const isByTime = /\d[mhd]:/.test(text);
  const steps = text.split(",").map((part, k): TakeProfitStep => {
    const [, held, sign, share] = /^\s*(?:(\d{1,7}[mhd]?):)?(-?)(.+)$/.exec(part) ?? [];
    if (share === undefined || (held === undefined && k > 0)) throw wrongSteps(text);
    const size = readFraction(name, share, sign === "-" ? 1 + Number.EPSILON : Infinity);
    const fraction = sign === "-" ? -size : size;
    const count = Number(held ?? 0);
    if (!isByTime) return { afterBars: count, fraction };
    const minutes = count === 0 ? 0 : readMinutes(held!);
    if (minutes === null) throw wrongSteps(text);
    return { afterMinutes: minutes, fraction };
  });
  if (!areAscending(steps)) throw wrongSteps(text);
  return steps;
}

/**
 * A distance in average true ranges of the deciding bar: `atr:3`, over 14 bars, or `atr:3,20` over 20; null for what isn't
 * one.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function readRange(name: string, text: string): RangeDistance | null {
  if (!/^\s*atr\b/.test(text)) return null;
  const [, multiple, bars = "14"] = /^\s*atr:(\d+(?:\.\d+)?)(?:,(\d{1,6}))?\s*$/.exec(text) ?? [];
  if (Number(multiple) > 0 && Number(bars) > 0) return { multiple: Number(multiple), bars: Number(bars) };
  const rule = "average ranges above 0 (atr:3), or with the bars that they are averaged over (atr:3,20)";
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value: text });
}

/**
 * A trailing stop: `3%` of the best price, or `amount:1.50` of money; `3%@5%` once 5 % is gained; `10%,3%@5%` at a
 * distance of 10 % until then.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function readTrail(text: string): Trail {
  const parts = text.split(",");
  const [distance = "", gain, ...others] = parts.at(-1)!.trim().split("@");
  if (others.length > 0 || parts.length > 2 || (parts.length === 2 && gain === undefined)) {
    const rule = "like 3%@5%, or 10%,3%@5%";
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "trailing-stop", rule, value: text });
  }
  const rest = {
    ...(gain === undefined ? {} : { activateAt: readFraction("trailing-stop", gain, Infinity) }),
    ...(parts.length === 1 ? {} : { before: readShare("trailing-stop", parts[0]!.trim(), 1)! }),
  };
  const amount = /^amount:(.+)$/.exec(distance)?.[1];
  if (amount !== undefined) return { kind: "amount", amount: readMoney("trailing-stop", amount), ...rest };
  return { kind: "fraction", fraction: readShare("trailing-stop", distance, 1)!, ...rest };
}

function wrongSteps(text: string): BacksightError {
  const rule = "a fraction (4%), or steps ascending in bars held (10%,24:5%,48:0%) or all in time held (10%,90m:5%)";
  return new BacksightError("BACKSIGHT_ARGUMENT", { name: "take-profit", rule, value: text });
}
