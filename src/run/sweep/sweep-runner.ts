import type { TakeMarks } from "../../engine/vector/fast/measured-marks.ts";
import { createPortfolioRunner } from "./portfolio-rows.ts";
import { createSweepRunner, type SweepRequest, type SweepRunner } from "./sweep-rows.ts";

/** What computes the rows of a request, of one instrument or of several. @throws {BacksightError} as either */
export function sweepRunner(request: SweepRequest, takeMarks?: TakeMarks): SweepRunner {
  const { several = null } = request;
  return several === null
    ? createSweepRunner(request, takeMarks)
    : createPortfolioRunner({ ...request, several }, takeMarks);
}
