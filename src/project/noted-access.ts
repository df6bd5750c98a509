import type { AuditEvent } from "../platform/audit/audit-row.ts";
import { audited } from "../platform/audit/audit-trail.ts";
import { openUserAudit } from "./user-audit.ts";
import { vendorSettings } from "./vendor-settings.ts";

/** An access to data before it is known how it ends; work may fill in what it learns. */
export interface DataAccess {
  action: Extract<AuditEvent["action"], `data.${string}`>;
  /** An address, or the paths of files. */
  readonly subject: string;
  detail?: string;
}

/**
 * Runs work that reads or fetches data, and notes in this user's audit log what and how it ended, before the data is
 * given out: one event for each access.
 *
 * @param isRequired that the event is noted; without it as the project's `audit.required` says
 * @throws {BacksightError} what the work throws; BACKSIGHT_AUDIT where noting is required and can't be done
 */
export async function notedAccess<T>(
  access: DataAccess,
  work: (access: DataAccess) => Promise<T>,
  isRequired?: boolean,
): Promise<T> {
  const isStrict = isRequired ?? (await vendorSettings()).isAuditRequired ?? false;
  const audit = openUserAudit(undefined, isStrict);
  try {
    return await audited(audit, access, () => work(access));
  } finally {
    audit.close();
  }
}
