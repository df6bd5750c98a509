import { readdirSync, statSync, unlinkSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { systemErrorCode } from "../../platform/write-failure.ts";
import { hotBytes, removeAllHot, removeHot } from "./hot-columns.ts";
import type { Manifest } from "./manifest.ts";
import { isOwnerDead, SEGMENTS_FOLDER } from "./segment-name.ts";
import type { StoredSegment } from "./segment-rows.ts";

/** How long a file that is out of use stays for those who are reading it. */
const READERS_GRACE_MS = 60_000;
/** After which age a file that nobody recorded was left behind, even when its maker can't be asked. */
const ORPHAN_AGE_MS = 3_600_000;
const BETWEEN_SWEEPS_MS = 3_600_000;
/** What was read within this time stays, however short the room is. */
const JUST_USED_MS = 15 * 60_000;

/** What upkeep took away. */
export interface Removed {
  /** Files of rows. */
  readonly files: number;
  /** With the room of their copies where the limit of size took them. */
  readonly bytes: number;
}

/** Whether the last sweep is an hour ago; who is told so is to sweep. */
export function claimSweep(manifest: Manifest, now: number): boolean {
  return manifest.database.write((db) => {
    const row = db.prepare("SELECT swept_at FROM upkeep").get();
    if (Math.abs(now - Number(row?.swept_at)) < BETWEEN_SWEEPS_MS) return false;
    db.prepare("UPDATE upkeep SET swept_at = ?").run(now);
    return true;
  });
}

/**
 * Removes files that no row refers to: those out of use for a minute, and those that a process left behind which died
 * before it recorded them, or an hour ago.
 *
 * @throws {BacksightError} BACKSIGHT_STORE
 */
export function sweepFiles(manifest: Manifest, now: number): Removed {
  const out = removeOutOfUse(manifest, now - READERS_GRACE_MS);
  const { folder, database } = manifest;
  // Files first, rows after: what is recorded in between has a row by then.
  const orphans = filesBelow(join(folder, SEGMENTS_FOLDER)).filter((path) => isLeftBehind(path, now));
  const left = orphans.filter((path) => {
    const name = relative(folder, path).split(sep).join("/");
    return database.read((db) => db.prepare(IS_KNOWN).get(name, name)) === undefined;
  });
  const bytes = left.map(removeFile).filter((size) => size !== undefined);
  return { files: out.files + bytes.length, bytes: out.bytes + bytes.reduce((sum, size) => sum + size, 0) };
}

const IS_KNOWN = "SELECT 1 FROM segments WHERE path = ? UNION ALL SELECT 1 FROM removed_files WHERE path = ?";

/** Removes files that went out of use before an instant. */
function removeOutOfUse({ database, folder }: Manifest, before: number): Removed {
  const paths = database
    .read((db) => db.prepare("SELECT path FROM removed_files WHERE removed_at <= ?").all(before))
    .map(({ path }) => String(path));
  for (const path of paths) removeHot(folder, path);
  const sizes = paths.map((path) => removeFile(join(folder, path)));
  const gone = paths.filter((_, k) => sizes[k] !== undefined);
  if (gone.length > 0) {
    database.write((db) => {
      const remove = db.prepare("DELETE FROM removed_files WHERE path = ?");
      for (const path of gone) remove.run(path);
    });
  }
  return { files: gone.length, bytes: sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) };
}

/** Removes what wasn't read for a while; pinned series stay. What a process is reading now, it has read before. */
export function removeUnused(manifest: Manifest, usedBefore: number, now: number): Removed {
  return evict(manifest, manifest.unused(usedBefore), now);
}

/** Removes what wasn't read for the longest time until the rest fits; pinned and just read files stay. */
export function fitInto(manifest: Manifest, maxBytes: number, now: number): Removed {
  const total = manifest.database.read((db) => db.prepare("SELECT sum(bytes) AS n FROM segments").get()?.n);
  const { folder } = manifest;
  if (Number(total ?? 0) + hotBytes(folder) <= maxBytes) return { files: 0, bytes: 0 };
  // Copies go first: they cost nothing but the time to make them anew.
  const copies = removeAllHot(folder);
  let over = Number(total ?? 0) - maxBytes;
  const chosen: StoredSegment[] = [];
  for (const segment of manifest.unused(now - JUST_USED_MS)) {
    if (over <= 0) break;
    chosen.push(segment);
    over -= segment.bytes;
  }
  const { files, bytes } = evict(manifest, chosen, now);
  return { files, bytes: bytes + copies };
}

function evict(manifest: Manifest, segments: readonly StoredSegment[], now: number): Removed {
  if (segments.length === 0) return { files: 0, bytes: 0 };
  const gone = manifest.forget(segments);
  // Nobody has read these for a while: their files needn't wait for readers.
  removeOutOfUse(manifest, now);
  return { files: gone.length, bytes: gone.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function isLeftBehind(path: string, now: number): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  return isOwnerDead(path) || stats.mtimeMs < now - ORPHAN_AGE_MS;
}

function filesBelow(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** The size of a file that is gone now; undefined while it can't be removed. */
function removeFile(path: string): number | undefined {
  try {
    const { size } = statSync(path);
    unlinkSync(path);
    return size;
  } catch (error) {
    return systemErrorCode(error) === "ENOENT" ? 0 : undefined;
  }
}
