import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { BacksightError } from "../core/errors.ts";
import { systemErrorCode, writeFailureReason } from "./write-failure.ts";

/**
 * Makes a folder and the missing ones above it; does nothing when it is there.
 *
 * One level at a time: where the system answers "no such file" for a folder that exists (/proc), Node's own recursive
 * form never ends.
 *
 * @throws {BacksightError} BACKSIGHT_FILE_WRITE
 */
export function createFolder(path: string): void {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.push(at);
  try {
    for (const folder of missing.reverse()) makeOne(folder);
    if (missing.length === 0) makeOne(path);
  } catch (error) {
    throw new BacksightError("BACKSIGHT_FILE_WRITE", { path, reason: writeFailureReason(error) }, { cause: error });
  }
}

/** Makes the folder that the file `path` is to stand in. @throws {BacksightError} BACKSIGHT_FILE_WRITE */
export function createFolderOf(path: string): void {
  createFolder(dirname(path));
}

/** That a folder is there already, made by another process meanwhile, is as good. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (systemErrorCode(error) !== "EEXIST" || !statSync(folder).isDirectory()) throw error;
  }
}
