import { basename } from "node:path";
import { type AuditLog, openAuditLog } from "../platform/audit/audit-log.ts";
import { userDataFolder } from "../platform/user-folders.ts";

/** Whether this process has said that an event couldn't be noted: once is enough, however many logs it opens. */
let hasWarned = false;

/**
 * The audit log of this user.
 *
 * @param command who writes: "backsight keys set", without arguments
 * @param isRequired true: what can't be noted is an error, not a warning (`audit.required` in config.yaml)
 */
export function openUserAudit(command: string = thisProgram(), isRequired = false): AuditLog {
  return openAuditLog(userDataFolder(), {
    command,
    clock: Date.now,
    isRequired,
    onFailure(message) {
      if (!hasWarned) process.stderr.write(`warning: ${message}\n`);
      hasWarned = true;
    },
  });
}

/** Commands that have commands of their own. */
const GROUPS = ["audit", "data", "dev", "keys", "runs"];

/**
 * "backsight run", "backsight data fetch", or the name of the script that uses the library; no more of the arguments,
 * which may hold anything.
 */
export function thisProgram([, script = "node", name = "", next = ""]: readonly string[] = process.argv): string {
  const program = basename(script).replace(/\.[cm]?[jt]s$/, "");
  if (program !== "bin" && program !== "backsight") return program;
  if (!/^[a-z][a-z-]{0,19}$/.test(name)) return "backsight";
  return GROUPS.includes(name) && /^[a-z]{2,8}$/.test(next) ? `backsight ${name} ${next}` : `backsight ${name}`;
}
