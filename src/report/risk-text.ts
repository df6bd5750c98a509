import type { RiskLimits } from "../trading/risk/risk-limits.ts";
import { formatNumber } from "./format.ts";
import { shortPercent } from "./run-texts.ts";

/** The limits in force, for people: "max position size 10%, max drawdown 20%; on breach: flatten"; empty without any. */
export function riskText(risk: RiskLimits | undefined): string {
  if (risk === undefined) return "";
  const { sectors = {}, onBreach, maxCorrelation, maxConcentration, maxVar, maxCvar, maxLeverage, ...shares } = risk;
  const parts = Object.entries(shares).map(([name, value]) => `${wordsOf(name)} ${shortPercent(value)}`);
  if (maxLeverage !== undefined) parts.push(`max leverage ${formatNumber(maxLeverage, 2)}`);
  if (maxConcentration !== undefined) {
    const { limit, positions } = maxConcentration;
    parts.push(`max concentration ${shortPercent(limit)} in ${positions} positions`);
  }
  if (maxCorrelation !== undefined) {
    const { limit, window } = maxCorrelation;
    parts.push(`max correlation ${formatNumber(limit, 2)} over ${window} bars`);
  }
  for (const [name, tail] of [
    ["value at risk", maxVar],
    ["expected shortfall", maxCvar],
  ] as const) {
    if (tail === undefined) continue;
    parts.push(`max ${name} ${shortPercent(tail.limit)} at ${shortPercent(tail.level)} over ${tail.window} bars`);
  }
  const named = Object.entries(sectors).map(([symbol, sector]) => `${symbol} ${sector}`);
  return [
    parts.join(", "),
    ...(named.length === 0 ? [] : [`sectors ${named.join(", ")}`]),
    ...(onBreach === undefined ? [] : [`on breach: ${onBreach}`]),
  ].join("; ");
}

/** `maxPositionSize` is "max position size". */
function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
