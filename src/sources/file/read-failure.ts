import { BacksightError, reasonOf } from "../../core/errors.ts";

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
};

/** Words a failed system call that reads. @throws {BacksightError} BACKSIGHT_FILE_NOT_FOUND, BACKSIGHT_FILE_READ */
export function throwReadError(path: string, error: unknown): never {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT" || code === "ENOTDIR") {
    throw new BacksightError("BACKSIGHT_FILE_NOT_FOUND", { path, cwd: process.cwd() }, { cause: error });
  }
  throw new BacksightError("BACKSIGHT_FILE_READ", { path, reason: REASONS[code] ?? reasonOf(error) }, { cause: error });
}
