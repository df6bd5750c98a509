import type { AuditEvent } from "./audit-row.ts";

/** Where those who touch credentials, data and runs note it; a port. */
export interface AuditTrail {
  /**
   * Notes one thing that was done. A credential's event that can't be noted is an error, so that nobody uses one
   * unseen; of any other event the failure is told once, and the work goes on.
   *
   * @throws {BacksightError} BACKSIGHT_AUDIT for `secret.…`
   */
  record(event: AuditEvent): void;
}

/** A trail that notes nothing, for work that keeps nothing. */
export const NO_TRAIL: AuditTrail = { record: () => {} };

/** Runs `work` and notes how it ended: "ok", or the error's code. The error is thrown on. */
export async function audited<T>(
  trail: AuditTrail,
  event: Omit<AuditEvent, "outcome">,
  work: () => T | Promise<T>,
): Promise<T> {
  let outcome = "ok";
  try {
    return await work();
  } catch (error) {
    outcome = error instanceof Error && "code" in error ? String(error.code) : "failed";
    throw error;
  } finally {
    trail.record({ ...event, outcome });
  }
}
