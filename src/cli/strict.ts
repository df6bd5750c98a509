import { BacksightError } from "../core/errors.ts";
import type { GuardFinding } from "../run/run-record.ts";

/** `--strict`: a failed guard fails the command. @throws {BacksightError} BACKSIGHT_GUARD_FAILED */
export function failWhenStrict(findings: readonly GuardFinding[]): void {
  const failed = findings.filter(({ status }) => status === "failed");
  if (failed.length === 0) return;
  throw new BacksightError("BACKSIGHT_GUARD_FAILED", {
    guards: failed.map(({ label, headline }) => `${label}: ${headline}`).join("; "),
  });
}
