import type { AuditTrail } from "../../platform/audit/audit-trail.ts";
import type { Manifest } from "./manifest.ts";
import type { Removed } from "./upkeep.ts";

export const ROOM_IS_SHORT = "unused for the longest time, as room is short";

/** Notes what upkeep took away, and why; nothing where it took nothing. Gives it back. */
export function noteRemoved(trail: AuditTrail, { folder }: Manifest, why: string, removed: Removed): Removed {
  const { files, bytes } = removed;
  const detail = `${files} files, ${bytes} bytes: ${why}`;
  if (files > 0) trail.record({ action: "data.remove", subject: folder, outcome: "ok", detail });
  return removed;
}
