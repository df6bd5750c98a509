import type { ExecutionSettings } from "../run/run-spec.ts";
import type { RiskLimits } from "../trading/risk/risk-limits.ts";

/** The flags that repeat a run's limits; fractions rather than percentages, because they are the very numbers. */
export function riskWords({ risk = {}, timeStop, breakEven }: ExecutionSettings): string[] {
  const { sectors, onBreach, maxConcentration, maxCorrelation, maxVar, maxCvar, ...plain } = risk;
  const words = Object.entries(plain).flatMap(([name, value]) => [flagOf(name), String(value)]);
  const add = (name: keyof RiskLimits, ...parts: readonly number[]) => words.push(flagOf(name), parts.join(":"));
  if (maxConcentration !== undefined) add("maxConcentration", maxConcentration.limit, maxConcentration.positions);
  if (maxCorrelation !== undefined) add("maxCorrelation", maxCorrelation.limit, maxCorrelation.window);
  if (maxVar !== undefined) add("maxVar", maxVar.limit, maxVar.level, maxVar.window);
  if (maxCvar !== undefined) add("maxCvar", maxCvar.limit, maxCvar.level, maxCvar.window);
  if (sectors !== undefined) {
    const pairs = Object.entries(sectors).map((pair) => pair.join("="));
    words.push("--sectors", pairs.join(","));
  }
  if (onBreach !== undefined) words.push("--on-breach", onBreach);
  if (timeStop !== undefined) words.push("--time-stop", String(timeStop));
  if (breakEven !== undefined) {
    const { afterGain, offset } = breakEven;
    words.push("--break-even", offset === 0 ? String(afterGain) : `${offset}@${afterGain}`);
  }
  return words;
}

/** `maxPositionSize` is `--max-position-size`. */
function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
