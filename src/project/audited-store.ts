import type { AuditAction } from "../platform/audit/audit-row.ts";
import type { AuditTrail } from "../platform/audit/audit-trail.ts";
import type { RunStore } from "../store/run-store.ts";

/** The same store, which notes the runs that are kept and removed. */
export function auditedStore(store: RunStore, trail: AuditTrail): RunStore {
  const noted = (action: AuditAction, subject: string): void =>
    trail.record({ action, subject, outcome: "ok", detail: store.path });
  return {
    ...store,
    save(detail) {
      store.save(detail);
      noted("run.store", detail.record.id);
    },
    remove(id) {
      store.remove(id);
      noted("run.remove", id);
    },
  };
}
