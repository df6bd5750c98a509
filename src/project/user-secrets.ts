import { basename } from "node:path";
import { type AuditLog, openAuditLog } from "../platform/audit/audit-log.ts";
import { openKeyring } from "../platform/secrets/keyring.ts";
import { openSecretStore, type SecretStore } from "../platform/secrets/secret-store.ts";
import { userDataFolder } from "../platform/user-folders.ts";

/** The audit log of this user. @param command who writes: "backsight keys set", without arguments */
export function openUserAudit(command: string = thisProgram()): AuditLog {
  return openAuditLog(userDataFolder(), {
    command,
    clock: Date.now,
    onFailure: (message) => process.stderr.write(`warning: ${message}\n`),
  });
}

/**
 * This user's credentials, each access noted in the audit log.
 *
 * @example const { secrets, close } = openUserSecrets("backsight data fetch");
 * const key = await secrets.get("MASSIVE_API_KEY"); // pass the Secret on; only what sends it calls reveal()
 */
export function openUserSecrets(command: string = thisProgram()): {
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

/** "backsight run", or the name of the script that uses the library; no more of the arguments, which may hold anything. */
function thisProgram([, script = "node", name = ""]: readonly string[] = process.argv): string {
  const program = basename(script).replace(/\.[cm]?[jt]s$/, "");
  if (program !== "bin" && program !== "backsight") return program;
  return /^[a-z][a-z-]{0,19}$/.test(name) ? `backsight ${name}` : "backsight";
}
