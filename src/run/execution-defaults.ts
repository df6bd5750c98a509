import { RULE_BOOKS } from "../trading/rules/presets.ts";
import type { RuleBookName } from "../trading/rules/rule-book.ts";
import { DEFAULT_SETTINGS } from "./default-settings.ts";
import type { ExecutionSettings } from "./run-spec.ts";

/** What a run under a rule book is when nothing else is said. */
export function executionDefaults(rules: RuleBookName): ExecutionSettings {
  const { fillAt, sizeAt, size, intrabar, tradeUnit } = RULE_BOOKS[rules];
  return { ...DEFAULT_SETTINGS, rules, fill: fillAt, sizeAt, size, intrabar, tradeUnit };
}
