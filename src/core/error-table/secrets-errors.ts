import type { ErrorEntry } from "./error-entry.ts";

/** Credentials and the audit log. */
export const SECRETS_ERRORS = {
  BACKSIGHT_SECRET_MISSING: {
    message: "no {name} was found in the environment, the key file or the keyring.",
    fix: "Keep it once with `backsight keys set {name}`, or set the environment variable {name}.",
    exit: 1,
  },
  BACKSIGHT_SECRET_LOCKED: { message: "the key file {path} stays closed: {reason}.", fix: "{advice}", exit: 1 },
  BACKSIGHT_SECRET_FILE: { message: "the key file {path} can't be used: {reason}.", fix: "{advice}", exit: 1 },
  BACKSIGHT_SECRET_PROMPT: {
    message: "{what} can't be asked for: standard input isn't a terminal.",
    fix: "{advice}",
    exit: 2,
  },
  BACKSIGHT_SECRET_KEYRING: {
    message: "the system's keyring couldn't {what} {name}: {reason}.",
    fix: "Unlock the keyring, or keep the key in the key file: the same command without --keyring.",
    exit: 1,
  },
  BACKSIGHT_AUDIT: {
    message: "the audit log {path} couldn't note {action}: {reason}.",
    fix: "Credentials are only used when that is noted; free some space or set BACKSIGHT_HOME to a folder that can be written.",
    exit: 1,
  },
  BACKSIGHT_AUDIT_BROKEN: {
    message: "the audit log {path} isn't what was written: {problem}.",
    fix: "Keep the file and its head record as they are, and find out who could write there.",
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
