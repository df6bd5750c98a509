import { BacksightError } from "../core/errors.ts";
import type { CorporateAction } from "../market/corporate-action.ts";

/**
 * Splits and dividends as a user gave them.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT naming the first one that is none
 */
export function checkActions(actions: unknown): readonly CorporateAction[] {
  if (!Array.isArray(actions)) throw notAnAction("actions", actions);
  actions.forEach((action: unknown, i) => {
    if (!isAction(action)) throw notAnAction(`actions[${i}]`, action);
  });
  return actions as readonly CorporateAction[];
}

const isPositive = (value: unknown): boolean => typeof value === "number" && value > 0 && Number.isFinite(value);

function isAction(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { kind, day, from, to, amount, currency } = value as Readonly<Record<string, unknown>>;
  if (!Number.isInteger(day)) return false;
  if (kind === "split") return isPositive(from) && isPositive(to);
  return kind === "dividend" && isPositive(amount) && typeof currency === "string";
}

function notAnAction(name: string, value: unknown): BacksightError {
  const rule =
    "splits { kind, day, from, to } and dividends { kind, day, amount, currency }, days as whole numbers from 1970";
  return new BacksightError("BACKSIGHT_ARGUMENT", { name, rule, value: JSON.stringify(value) ?? String(value) });
}

/** Splits and dividends are booked for one instrument at a time. */
export function pointInTimeOfSeveral(): BacksightError {
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: "a list of splits and dividends for several instruments",
    instead: "Name the vendor's prices on the command line with --adjust point-in-time, or adjust the prices.",
  });
}
