import { BacksightError } from "../core/errors.ts";
import { numberOfText } from "../core/number-text.ts";
import type { Size } from "../trading/orders/size.ts";

/**
 * Reads a size as the command line writes it: `100`, `95%`, `cash:10000`, `risk:1%`.
 *
 * @param leverage how many times its equity an account may hold: the largest share
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function readSize(text: string, leverage = 1): Size {
  const [, kind, amount = ""] = /^(?:(cash|risk):)?(.*)$/s.exec(text.trim())!;
  if (kind === "risk") return { kind: "risk", fraction: readFraction("size", amount, 1) };
  const value = numberOfText(amount) ?? NaN;
  const isPercent = amount.endsWith("%");
  if (value > 0 && value < Infinity && (!isPercent || (kind === undefined && value <= Math.max(1, leverage)))) {
    if (kind === "cash") return { kind: "cash", cash: value };
    return isPercent ? { kind: "fraction", fraction: value } : { kind: "quantity", quantity: value };
  }
  throw new BacksightError("BACKSIGHT_ARGUMENT", {
    name: "size",
    rule: `units (100), a share of equity up to ${Math.max(1, leverage) * 100}% (95%), money (cash:10000) or equity lost at the stop (risk:1%)`,
    value: text,
  });
}

/** Reads a fraction: `0.02` or `2%`, from 0 to below `limit`. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readFraction(name: string, text: string, limit: number): number {
  const value = numberOfText(text) ?? NaN;
  if (value >= 0 && value < limit) return value;
  throw new BacksightError("BACKSIGHT_ARGUMENT", {
    name,
    rule: limit === Infinity ? "a fraction from 0 (0.02 or 2%)" : `a fraction from 0 to below ${limit} (0.02 or 2%)`,
    value: text,
  });
}

/** Reads an amount of money above 0. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readMoney(name: string, text: string): number {
  const value = /^\d+(\.\d+)?(e\d+)?$/i.test(text.trim()) ? Number(text) : NaN;
  if (value > 0 && Number.isFinite(value)) return value;
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "an amount of money above 0", value: text });
}
