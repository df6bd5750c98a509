import { executePortfolioRun, type PortfolioRunRequest } from "./execute-portfolio-run.ts";
import { executeRun, type RunOutcome, type RunRequest } from "./execute-run.ts";
import type { RunPorts } from "./run-ports.ts";

/** A described run on one instrument, or on several that share cash. */
export type AnyRunRequest = RunRequest | PortfolioRunRequest;

/** What every run gives. */
export type AnyRunOutcome = Pick<RunOutcome, "detail" | "account" | "plot">;

/** Executes a run, whatever it is on. @throws {BacksightError} as `executeRun` and `executePortfolioRun` */
export function execute(request: AnyRunRequest, ports: RunPorts): Promise<AnyRunOutcome> {
  return "panel" in request ? executePortfolioRun(request, ports) : executeRun(request, ports);
}
