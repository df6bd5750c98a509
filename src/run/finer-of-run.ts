import { BacksightError } from "../core/errors.ts";
import type { Bars } from "../market/bars.ts";

import type { RunPorts } from "./run-ports.ts";

/**
 * The shorter bars that settle the order of prices inside a run's bars; null where none are asked for.
 *
 * @param address of the settings
 * @param given instead of loading them
 */
export async function finerOfRun(
  address: string | undefined,
  given: Bars | null,
  ports: Pick<RunPorts, "loadBars">,
): Promise<Bars | null> {
  if (address === undefined || given !== null) return given;
  return ports.loadBars(address);
}

/** Finer bars are asked for where nothing walks them. */
export function finerElsewhere(): BacksightError {
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: "finer bars in anything but a single run on one instrument",
    instead: "Leave --finer out, or choose an order with --intrabar.",
  });
}

/** Finer bars with orders that a strategy sends by itself. */
export function finerCallbacks(strategy: string): BacksightError {
  return new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
    what: `${strategy}, which decides bar by bar, with finer bars`,
    instead: "Run it on the finer bars themselves, or choose an order with --intrabar.",
  });
}
