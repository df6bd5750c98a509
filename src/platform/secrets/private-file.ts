import nodeFs, { readFileSync, statSync } from "node:fs";
import { BacksightError, reasonOf } from "../../core/errors.ts";
import { type AtomicFileSystem, writeFileAtomically } from "../atomic-file.ts";
import { createFolderOf } from "../create-folder.ts";
import { systemErrorCode } from "../write-failure.ts";

/** Files are born with the rights of their owner alone, so there is no moment at which others could open them. */
const PRIVATE: AtomicFileSystem = {
  ...nodeFs,
  openSync: (path, flags) => nodeFs.openSync(path, flags, 0o600),
};

/** Puts a text at `path`, whole or not at all, readable by its owner only. @throws {BacksightError} BACKSIGHT_FILE_WRITE */
export function writePrivateFile(path: string, text: string): void {
  createFolderOf(path);
  writeFileAtomically(path, text, PRIVATE);
}

/**
 * The text of a private file; null when it isn't there.
 *
 * @throws {BacksightError} BACKSIGHT_SECRET_FILE when others may read or write it, or it can't be read
 */
export function readPrivateFile(path: string): string | null {
  try {
    const { mode } = statSync(path);
    if (process.platform !== "win32" && (mode & 0o077) !== 0) {
      const reason = `others than its owner may open it (mode ${(mode & 0o777).toString(8)})`;
      throw new BacksightError("BACKSIGHT_SECRET_FILE", { path, reason, advice: `Run: chmod 600 ${path}` });
    }
    return readFileSync(path, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return null;
    if (error instanceof BacksightError) throw error;
    const advice = "Check that it is a file of this user.";
    throw new BacksightError("BACKSIGHT_SECRET_FILE", { path, reason: reasonOf(error), advice }, { cause: error });
  }
}
