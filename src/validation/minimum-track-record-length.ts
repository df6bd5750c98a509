import { BacksightError } from "../core/errors.ts";
import { normalQuantile } from "../math/normal.ts";
import { sharpeStandardErrorOf } from "../metrics/sharpe-standard-error.ts";
import type { SharpeRecord } from "./sharpe-record.ts";

/**
 * Minimum track record length: the number of returns (periods, not years) after which a record of this quality proves,
 * with the given confidence, that its true Sharpe ratio is above `benchmark`:
 * `1 + (1 − γ₃·SR + (γ₄ − 1)/4·SR²) · (Φ⁻¹(confidence) / (SR − SR*))²`. It is the length at which the probabilistic
 * Sharpe ratio equals `confidence`; not rounded.
 *
 * Bailey & López de Prado (2012), "The Sharpe Ratio Efficient Frontier", Journal of Risk 15(2). Assumes as
 * `probabilisticSharpeOf` does, and that the coming returns are like those seen.
 *
 * Infinity when the Sharpe ratio isn't above the benchmark: no length proves it. NaN for NaN and for moments that no
 * sample has.
 *
 * @param record per period; its number of observations plays no part
 * @param benchmark Sharpe ratio to beat, per period
 * @param confidence above 1/2 and below 1
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for another confidence
 * @example Monthly Sharpe ratio 0.7079, skewness −0.225, kurtosis 2.957, against 0 at 95 %:
 * 1 + (1 + 0.159 + 0.245) · (1.645 / 0.7079)² = 8.58 months = 0.7152 years.
 */
export function minimumTrackRecordLength(
  record: Omit<SharpeRecord, "observations">,
  benchmark = 0,
  confidence = 0.95,
): number {
  if (!(confidence > 0.5 && confidence < 1)) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "confidence",
      rule: "above 0.5 and below 1",
      value: confidence,
    });
  }
  // With two periods the n − 1 under the root is 1.
  const error = sharpeStandardErrorOf({ ...record, periods: 2 });
  const lead = record.sharpe - benchmark;
  if (Number.isNaN(lead) || Number.isNaN(error)) return NaN;
  if (lead <= 0) return Infinity;
  const ratio = (error * normalQuantile(confidence)) / lead;
  return 1 + ratio * ratio;
}
