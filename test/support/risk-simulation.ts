import fc from "fast-check";
import type { SignalSimulation, TargetSimulation } from "../../src/engine/vector/simulate-signals.ts";
import type { BreakEven } from "../../src/trading/fills/exit-guard.ts";
import type { RiskLimits } from "../../src/trading/risk/risk-limits.ts";
import { RULE_BOOKS } from "../../src/trading/rules/presets.ts";
import { longSignalSimulations, targetSimulations } from "./intraday-simulation.ts";
import { ruleSimulations } from "./rule-simulation.ts";

/** One of these; or, rather, none. */
const maybe = (...values: number[]) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 2 }, { arbitrary: fc.constantFrom(...values), weight: 1 });

/** Limits that need no history of returns, tight enough to act. */
export const riskLimits: fc.Arbitrary<RiskLimits> = fc
  .record({
    maxPositionSize: maybe(0.1, 0.5, 1, 2),
    maxPortfolioHeat: maybe(0.01, 0.06, 0.3),
    maxGrossExposure: maybe(0.4, 1, 3),
    maxNetExposure: maybe(0.3, 1),
    maxLeverage: maybe(0.9, 1, 2),
    maxDailyLoss: maybe(0.01, 0.03, 0.1),
    maxDrawdown: maybe(0.02, 0.1, 0.3),
    maxTurnover: maybe(0.5, 1, 4),
    onBreach: fc.constantFrom("halt" as const, "flatten" as const, "flatten" as const, undefined),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));

const timeStops = fc.constantFrom(null, null, 1, 2, 5);
const breakEvens = fc.constantFrom<BreakEven | null>(
  null,
  { afterGain: 0.01, offset: 0 },
  { afterGain: 0.05, offset: 0.02 },
  { afterGain: 0.03, offset: -0.01 },
);

/** Signals with stops by time and at break-even. */
export const stopSimulations: fc.Arbitrary<SignalSimulation> = fc
  .tuple(longSignalSimulations, timeStops, breakEvens)
  .map(([input, timeStop, breakEven]) => ({ ...input, timeStop, breakEven }));

/** The same under limits. */
export const limitedSimulations: fc.Arbitrary<SignalSimulation> = fc
  .tuple(stopSimulations, riskLimits)
  .map(([input, risk]) => ({ ...input, risk }));

/** Limits under every rule book, with orders that wait for their prices; other books know no stops by time. */
export const limitedRuleSimulations: fc.Arbitrary<SignalSimulation> = fc
  .tuple(ruleSimulations, riskLimits, timeStops, breakEvens)
  .map(([input, risk, timeStop, breakEven]) =>
    input.rules === RULE_BOOKS.backsight ? { ...input, risk, timeStop, breakEven } : { ...input, risk },
  );

export const limitedTargetSimulations: fc.Arbitrary<TargetSimulation> = fc
  .tuple(targetSimulations, riskLimits, timeStops, breakEvens)
  .map(([input, risk, timeStop, breakEven]) => ({ ...input, risk, timeStop, breakEven }));
