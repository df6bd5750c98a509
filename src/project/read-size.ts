import { BacksightError } from "../core/errors.ts";
import type { Commission } from "../trading/costs/cost-settings.ts";
import type { Size } from "../trading/orders/size.ts";

const NUMBER = /^\d*\.?\d+(e[+-]?\d+)?$/i;

/** Reads a size as the command line writes it: `100`, `95%`, `cash:10000`, `risk:1%`. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readSize(text: string): Size {
  const trimmed = text.trim();
  const risk = /^risk:(.+)$/.exec(trimmed)?.[1];
  if (risk !== undefined) return { kind: "risk", fraction: readFraction("size", risk, 1) };
  const cash = /^cash:(.+)$/.exec(trimmed)?.[1];
  if (cash !== undefined && isPositive(cash)) return { kind: "cash", cash: Number(cash) };
  const percent = /^(.+)%$/.exec(trimmed)?.[1];
  if (percent !== undefined && isPositive(percent) && Number(percent) <= 100)
    return { kind: "fraction", fraction: Number(percent) / 100 };
  if (isPositive(trimmed)) return { kind: "quantity", quantity: Number(trimmed) };
  throw new BacksightError("BACKSIGHT_ARGUMENT", {
    name: "size",
    rule: "units (100), a share of equity up to 100% (95%), money (cash:10000) or equity lost at the stop (risk:1%)",
    value: text,
  });
}

/** Reads a commission: `0.001`, `0.1%`, `0.005/share`. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readCommission(text: string): Commission {
  const perUnit = /^(.+)\/(share|unit|contract)$/.exec(text.trim())?.[1];
  if (perUnit !== undefined && NUMBER.test(perUnit)) return { kind: "per-unit", amount: Number(perUnit) };
  return { kind: "rate", rate: readFraction("commission", text, 1) };
}

/** Reads a fraction: `0.02` or `2%`, from 0 to below `limit`. @throws {BacksightError} BACKSIGHT_ARGUMENT */
export function readFraction(name: string, text: string, limit: number): number {
  const trimmed = text.trim();
  const percent = /^(.+)%$/.exec(trimmed)?.[1];
  const value = NUMBER.test(percent ?? trimmed) ? Number(percent ?? trimmed) / (percent === undefined ? 1 : 100) : NaN;
  if (value >= 0 && value < limit) return value;
  throw new BacksightError("BACKSIGHT_ARGUMENT", {
    name,
    rule: `a fraction from 0 to below ${limit} (0.02 or 2%)`,
    value: text,
  });
}

function isPositive(text: string): boolean {
  return NUMBER.test(text) && Number(text) > 0 && Number.isFinite(Number(text));
}
