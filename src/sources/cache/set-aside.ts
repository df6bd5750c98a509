import { renameSync } from "node:fs";
import { basename, join } from "node:path";
import { createFolder } from "../../platform/create-folder.ts";
import type { Manifest } from "./manifest.ts";
import type { StoredSegment } from "./segment-rows.ts";

/** Where damaged files go, below the cache's folder. */
const QUARANTINE_FOLDER = "quarantine";

/**
 * Takes a damaged segment out of the cache: its range is asked for again, its file is kept aside for whoever wants to
 * know what happened. False when another process had dealt with it.
 *
 * @throws {BacksightError} BACKSIGHT_STORE
 */
export function setAside(manifest: Manifest, segment: StoredSegment): boolean {
  if (manifest.forget([segment]).length === 0) return false;
  try {
    createFolder(join(manifest.folder, QUARANTINE_FOLDER));
    const path = segment.path ?? "";
    renameSync(join(manifest.folder, path), join(manifest.folder, QUARANTINE_FOLDER, basename(path)));
  } catch {
    // It is out of use either way; where it can't be moved, upkeep removes it.
  }
  return true;
}
