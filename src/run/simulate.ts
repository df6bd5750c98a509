import { simulateSignals } from "../engine/vector/simulate-signals.ts";
import type { Bars } from "../market/bars.ts";
import type { SimulationResult } from "../trading/simulation-result.ts";
import type { ExecutionSettings } from "./run-spec.ts";

/** The measured part of the loaded bars; bars before `start` are warm-up. */
export interface MeasuredRange {
  readonly start: number;
  /** First bar whose decision counts. */
  readonly firstDecision: number;
}

/** Runs signals through the vector engine under the settings of a run. */
export function simulate(
  bars: Bars,
  signals: { readonly entries: Uint8Array; readonly exits: Uint8Array },
  settings: ExecutionSettings,
  range: MeasuredRange,
): SimulationResult {
  const { cash, fill, size, sizeAt, costs } = settings;
  return simulateSignals({ bars, ...signals, cash, fill, size, sizeAt, costs, ...range });
}
