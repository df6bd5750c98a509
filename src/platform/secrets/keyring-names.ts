import { join } from "node:path";
import { readPrivateFile, writePrivateFile } from "./private-file.ts";

/** When a name was last set, ISO 8601 UTC. */
export type KeyringNames = Readonly<Record<string, string>>;

/**
 * The names that were put into the keyring from here: the keyring can't be listed without reading its values. A file that
 * can't be understood counts as none: it holds nothing that the keyring hasn't.
 *
 * @throws {BacksightError} BACKSIGHT_SECRET_FILE when others may read or write it
 */
export function readKeyringNames(folder: string): KeyringNames {
  const text = readPrivateFile(pathIn(folder));
  try {
    const entries = Object.entries(text === null ? {} : (JSON.parse(text) as Record<string, unknown>));
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  } catch {
    return {};
  }
}

/** @throws {BacksightError} BACKSIGHT_FILE_WRITE */
export function writeKeyringNames(folder: string, names: KeyringNames): void {
  writePrivateFile(pathIn(folder), `${JSON.stringify(names, null, 2)}\n`);
}

function pathIn(folder: string): string {
  return join(folder, "keyring-names.json");
}
