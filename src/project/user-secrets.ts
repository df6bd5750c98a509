import type { AuditLog } from "../platform/audit/audit-log.ts";
import { openKeyring } from "../platform/secrets/keyring.ts";
import { openSecretStore, type SecretStore } from "../platform/secrets/secret-store.ts";
import { userDataFolder } from "../platform/user-folders.ts";
import { openUserAudit } from "./user-audit.ts";

/**
 * This user's credentials, each access noted in the audit log.
 *
 * @example const { secrets, close } = openUserSecrets("backsight data fetch");
 * const key = await secrets.get("MASSIVE_API_KEY"); // pass the Secret on; only what sends it calls reveal()
 */
export function openUserSecrets(command?: string): {
  readonly secrets: SecretStore;
  readonly audit: AuditLog;
  readonly close: () => void;
} {
  const audit = openUserAudit(command);
  const secrets = openSecretStore({
    folder: userDataFolder(),
    env: process.env,
    trail: audit,
    clock: Date.now,
    openKeyring: () => openKeyring(),
  });
  return { secrets, audit, close: () => audit.close() };
}
