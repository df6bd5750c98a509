import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import type { Timeframe } from "../../market/timeframe.ts";

/** The timeframe of a request for bars, which the vendor must have. @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_OPTION_UNKNOWN */
export function checkTimeframe(vendor: string, timeframe: Timeframe | null, known: readonly string[]): Timeframe {
  if (timeframe === null) {
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "timeframe", rule: "given for bars", value: timeframe });
  }
  if (known.includes(timeframe.label)) return timeframe;
  const { label: name } = timeframe;
  const details = { kind: `timeframe of ${vendor}`, name, hint: didYouMean(name, known), known: known.join(", ") };
  throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", details);
}
