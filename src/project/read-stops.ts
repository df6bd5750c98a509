import { BacksightError } from "../core/errors.ts";
import type { Trail } from "../trading/fills/protective-exit.ts";
import type { TakeProfit, TakeProfitStep } from "../trading/fills/take-profit.ts";
import { readFraction, readMoney } from "./read-size.ts";

/** A fraction of the price above 0 (0.02 or 2%); null when nothing is given. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readShare(name: string, text: string | undefined, limit: number): number | null {
  if (text === undefined) return null;
  const share = readFraction(name, text, limit);
  if (share > 0) return share;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "above 0 (leave it out for none)", value: text });
}

/**
 * A target: `4%`, or steps by bars held, `10%,24:5%,48:0%`: 10 % at first, 5 % from 24 bars on, at no loss from 48.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function readTakeProfit(text: string): TakeProfit {
  const name = "take-profit";
  if (!/[,:]/.test(text)) return readShare(name, text, Infinity)!;
  const steps = text.split(",").map((part, k): TakeProfitStep => {
    const [, bars, sign, share] = /^\s*(?:(\d{1,7}):)?(-?)(.+)$/.exec(part) ?? [];
    if (share === undefined || (bars === undefined && k > 0)) throw wrongSteps(text);
    const size = readFraction(name, share, sign === "-" ? 1 + Number.EPSILON : Infinity);
    return { afterBars: Number(bars ?? 0), fraction: sign === "-" ? -size : size };
  });
  if (steps.some(({ afterBars }, k) => k > 0 && afterBars <= steps[k - 1]!.afterBars)) throw wrongSteps(text);
  return steps;
}

/**
 * A trailing stop: `3%` of the best price, or `amount:1.50` of money; `3%@5%` once 5 % is gained.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function readTrail(text: string): Trail {
  const [distance = "", gain, ...others] = text.trim().split("@");
  if (others.length > 0) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "trailing-stop", rule: "like 3%@5%", value: text });
  }
  const switchedOn = gain === undefined ? {} : { activateAt: readShare("trailing-stop", gain, Infinity)! };
  const amount = /^amount:(.+)$/.exec(distance)?.[1];
  if (amount !== undefined) return { kind: "amount", amount: readMoney("trailing-stop", amount), ...switchedOn };
  return { kind: "fraction", fraction: readShare("trailing-stop", distance, 1)!, ...switchedOn };
}

function wrongSteps(text: string): BacksightError {
  const rule = "a fraction (4%), or steps ascending in bars held (10%,24:5%,48:0%)";
  return new BacksightError("BACKSIGHT_ARGUMENT", { name: "take-profit", rule, value: text });
}
