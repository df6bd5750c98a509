import { executionDefaults } from "../run/execution-defaults.ts";
import type { ExecutionSettings } from "../run/run-spec.ts";
import type { OrderTimeouts, TimeInForce } from "../trading/orders/time-in-force.ts";
import { BACKSIGHT_RULES, RULE_BOOKS } from "../trading/rules/presets.ts";
import type { RuleBook } from "../trading/rules/rule-book.ts";
import { formatCounted } from "./format.ts";

/** Rules that a run's settings can say otherwise, with the setting that does. */
const SETTINGS = { fillAt: "fill", sizeAt: "sizeAt", intrabar: "intrabar", tradeUnit: "tradeUnit" } as const;

/** Rules that aren't one word. */
const OTHERS: readonly (keyof RuleBook)[] = ["name", "size", "cannot"];

/**
 * Whose conventions, and what they change of Backsight's own: "rules zipline: fillAt next-close, sizeAt decision …";
 * "backsight" for the own ones. What a setting decided otherwise is named with the setting's value.
 */
export function rulesText(settings: ExecutionSettings): string {
  const { rules } = settings;
  if (rules === BACKSIGHT_RULES.name) return rules;
  const book = RULE_BOOKS[rules];
  const changes = (Object.keys(BACKSIGHT_RULES) as (keyof RuleBook)[])
    .filter((rule) => !OTHERS.includes(rule) && book[rule] !== BACKSIGHT_RULES[rule])
    .map(
      (rule) => `${rule} ${String(rule in SETTINGS ? settings[SETTINGS[rule as keyof typeof SETTINGS]] : book[rule])}`,
    );
  return `rules ${rules}: ${changes.join(", ")}${overruled(settings)}`;
}

function overruled(settings: ExecutionSettings): string {
  const defaults = executionDefaults(settings.rules);
  const names = Object.values(SETTINGS).filter((name) => settings[name] !== defaults[name]);
  return names.length === 0 ? "" : `; not as ${settings.rules} has it: ${names.join(", ")}`;
}

/** "until taken back", "3 bars", "entries 10 minutes, exits 30 minutes". */
export function orderTimeoutText({ entry, exit }: OrderTimeouts): string {
  const [ofEntries, ofExits] = [timeText(entry), timeText(exit)];
  return ofEntries === ofExits ? ofEntries : `entries ${ofEntries}, exits ${ofExits}`;
}

function timeText(time: TimeInForce): string {
  switch (time.kind) {
    case "gtc":
      return "until taken back";
    case "day":
      return "for their session";
    case "bars":
      return formatCounted(time.bars, "bar");
    case "minutes":
      return formatCounted(time.minutes, "minute");
  }
}
