import { open, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { BacksightError } from "../../../core/errors.ts";
import { createFolderOf } from "../../../platform/create-folder.ts";
import { systemErrorCode, writeFailureReason } from "../../../platform/write-failure.ts";

/** Files that wait for the disk at the same time. */
const AT_ONCE = 16;

/** Codes that mean: this system offers no way to sync a folder. */
const CANNOT_SYNC = new Set(["EACCES", "EPERM", "EISDIR", "EINVAL", "ENOTSUP", "EOPNOTSUPP", "EBADF"]);

/** The system calls of a batch: a seam, so that a test can let each of them fail. */
export interface FileBatchSystem {
  readonly open: typeof open;
  readonly unlink: typeof unlink;
}

/**
 * Many new files that are brought to disk together: each is written and synced while others are made, the folders once
 * at the end. Nothing may refer to a file before `finish` has returned; names are new, so that there is nothing to
 * replace and a crash leaves nothing but files that nobody knows.
 */
export class FileBatch {
  private readonly system: FileBatchSystem;
  private readonly folders = new Set<string>();
  private readonly made: string[] = [];
  private readonly writing = new Set<Promise<void>>();
  private failure: unknown;

  constructor(system: FileBatchSystem = { open, unlink }) {
    this.system = system;
  }

  /**
   * Begins to write a file; waits while many are being written. The bytes are the batch's from here on.
   *
   * @throws {BacksightError} BACKSIGHT_FILE_WRITE, also for a file that was added before
   */
  async add(path: string, bytes: Uint8Array): Promise<void> {
    while (this.writing.size >= AT_ONCE) await Promise.race(this.writing);
    if (this.failure !== undefined) throw this.failure;
    const folder = dirname(path);
    if (!this.folders.has(folder)) {
      createFolderOf(path);
      this.folders.add(folder);
    }
    const work = this.write(path, bytes)
      .catch((error: unknown) => {
        this.failure ??= failure(path, error);
      })
      .finally(() => this.writing.delete(work));
    this.writing.add(work);
  }

  /** All files are on disk when it returns. @throws {BacksightError} BACKSIGHT_FILE_WRITE; call `abandon` then */
  async finish(): Promise<void> {
    await Promise.all(this.writing);
    if (this.failure !== undefined) throw this.failure;
    for (const folder of this.folders) await this.syncFolder(folder);
  }

  /** Something refers to the files now: `abandon` leaves them. */
  keep(): void {
    this.made.length = 0;
  }

  /** Takes away what was written, unless it is kept. */
  async abandon(): Promise<void> {
    await Promise.all(this.writing);
    for (const path of this.made.splice(0)) await this.system.unlink(path).catch(() => {});
  }

  private async write(path: string, bytes: Uint8Array): Promise<void> {
    const file = await this.system.open(path, "wx", 0o666);
    this.made.push(path);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  private async syncFolder(folder: string): Promise<void> {
    try {
      const file = await this.system.open(folder, "r");
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      if (!CANNOT_SYNC.has(systemErrorCode(error) ?? "")) throw failure(folder, error);
    }
  }
}

function failure(path: string, cause: unknown): BacksightError {
  const reason = `${writeFailureReason(cause)}; nothing was kept`;
  return new BacksightError("BACKSIGHT_FILE_WRITE", { path, reason }, { cause });
}
