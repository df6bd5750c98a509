import { DEFAULT_SETTINGS } from "../run/default-settings.ts";
import type { ExecutionSettings } from "../run/run-spec.ts";
import { costsText } from "./costs-text.ts";
import { exitsText } from "./exits-text.ts";
import { formatMoney } from "./format.ts";
import { marketAccessTexts } from "./market-access-text.ts";
import { riskText } from "./risk-text.ts";
import { rulesText } from "./rules-text.ts";
import { fillText, sizeText } from "./run-texts.ts";

/**
 * What a run's numbers were made with, in one sentence: "costs commission 0.1%; size 100 units; fills at the next bar's
 * open; cash 100,000.00". Sides and stops are named where they aren't the default.
 */
export function executionText(settings: ExecutionSettings): string {
  const { costs, size, fill, cash, direction, rules, leverage } = settings;
  const exits = exitsText(settings);
  const limits = riskText(settings.risk);
  return [
    `costs ${costsText(costs)}`,
    `size ${sizeText(size)}`,
    `fills ${ticksText(settings) ?? fillText(fill)}`,
    `cash ${formatMoney(cash)}${settings.fx === undefined ? "" : ` ${settings.base}`}`,
    ...(direction === DEFAULT_SETTINGS.direction
      ? []
      : [direction === "both" ? "long and short" : `${direction} only`]),
    ...(leverage === DEFAULT_SETTINGS.leverage ? [] : [`leverage ${leverage}`]),
    ...marketAccessTexts(settings),
    ...(exits === "none" ? [] : [exits]),
    ...(limits === "" ? [] : [`limits: ${limits}`]),
    ...(rules === DEFAULT_SETTINGS.rules ? [] : [rulesText(settings)]),
  ].join("; ");
}

/** What orders meet where that isn't bars; null: it is. */
function ticksText({ quotes, trades, costs: { spread } }: ExecutionSettings): string | null {
  const isForCosts = typeof spread !== "number" && spread.kind === "quoted";
  const named = [...(quotes === undefined ? [] : ["quotes"]), ...(trades === undefined ? [] : ["trades"])];
  return isForCosts || named.length === 0 ? null : `at ${named.join(" and ")}`;
}
