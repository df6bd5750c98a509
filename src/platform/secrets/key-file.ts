import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { BacksightError } from "../../core/errors.ts";
import { openDatabase } from "../sqlite.ts";
import type { DatabaseSchema } from "../sqlite-migrations.ts";
import {
  deriveKey,
  isRightKey,
  type KeyFileContent,
  newMachineUnlocking,
  newPassphraseUnlocking,
  parseKeyFile,
  type SealedEntry,
  seal,
  sealCheck,
  type Unlocking,
  unseal,
} from "./key-file-format.ts";
import { readPrivateFile, writePrivateFile } from "./private-file.ts";

/** What opens the key file: a passphrase, or the machine key, which lies beside it. */
export type Opener = { readonly by: "passphrase"; readonly passphrase: string } | { readonly by: "machine-key" };

/** Credentials encrypted in one file. Every change is whole or not at all; many processes may make them. */
export interface KeyFile {
  readonly path: string;
  /** How the file is opened; null when there is none. */
  opensBy(): Opener["by"] | null;
  /** Names with the time each was set, by name. Needs no passphrase. */
  list(): { readonly name: string; readonly setAt: string }[];
  /** The value, or null. @throws {BacksightError} BACKSIGHT_SECRET_LOCKED, BACKSIGHT_SECRET_FILE */
  read(name: string, opener: Opener): string | null;
  /**
   * Adds or replaces one; makes the file when there is none. True when there was one.
   *
   * @param keeps one that is there stays as it is
   */
  set(name: string, value: string, at: string, opener: Opener, keeps?: boolean): boolean;
  /** True when it was there. */
  remove(name: string): boolean;
  /** Encrypts all anew under a new salt and, if given, a new passphrase or machine key. How many there are. */
  rotate(opener: Opener, next: Opener): number;
}

/** Only ever locked: whoever changes the key file is alone with it, and a killed process lets go by itself. */
const LOCK: DatabaseSchema = {
  applicationId: 0x42536b6c,
  title: "lock of the key file",
  place: "BACKSIGHT_HOME",
  migrations: ["CREATE TABLE held (x INTEGER) STRICT"],
};

/** The key file of a folder, `keys.json`; nothing is made before the first `set`. */
export function openKeyFile(folder: string): KeyFile {
  const path = join(folder, "keys.json");
  const machineKeyPath = (id: string): string => join(folder, `keys-${id}.key`);
  // Deriving a key takes 0.4 s on purpose: once for each salt and opener is enough.
  const derived = new Map<string, Buffer>();

  const damaged = (reason: string) =>
    new BacksightError("BACKSIGHT_SECRET_FILE", {
      path,
      reason,
      advice: "Restore it from a copy, or remove it and set the keys again (backsight keys set).",
    });
  const load = (): KeyFileContent | null => {
    const text = readPrivateFile(path);
    if (text === null) return null;
    const content = parseKeyFile(text);
    if (typeof content === "string") throw damaged(content);
    return content;
  };
  const save = (content: KeyFileContent): void => writePrivateFile(path, `${JSON.stringify(content, null, 2)}\n`);
  const keyOf = (unlocking: Unlocking, opener: Opener): Buffer => {
    const material = opener.by === "passphrase" ? opener.passphrase : machineKey(unlocking);
    const id = JSON.stringify([unlocking, material]);
    const key = derived.get(id) ?? deriveKey(unlocking, material);
    derived.set(id, key);
    return key;
  };
  const machineKey = (unlocking: Unlocking): string => {
    const keyPath = unlocking.by === "machine-key" ? machineKeyPath(unlocking.id) : "";
    const text = keyPath === "" ? null : readPrivateFile(keyPath);
    if (text !== null) return text.trim();
    const reason = keyPath === "" ? "it needs a passphrase" : `its machine key ${keyPath} is gone`;
    throw new BacksightError("BACKSIGHT_SECRET_LOCKED", {
      path,
      reason,
      advice: "Restore it, or remove the key file and set the keys again (backsight keys set).",
    });
  };
  const open = (content: KeyFileContent, opener: Opener): Buffer => {
    const key = keyOf(content.unlocking, opener);
    if (isRightKey(key, content)) return key;
    const isPassphrase = opener.by === "passphrase";
    throw new BacksightError("BACKSIGHT_SECRET_LOCKED", {
      path,
      reason: isPassphrase ? "the passphrase is wrong" : "the machine key beside it is another one",
      advice: isPassphrase
        ? "Give the one that it was made with (BACKSIGHT_PASSPHRASE, or at the prompt)."
        : "Restore the key that it was made with, or remove both and set the keys again (backsight keys set).",
    });
  };
  const opened = (content: KeyFileContent, key: Buffer, name: string, { setAt, sealed }: SealedEntry): string => {
    const value = unseal(key, content.unlocking, name, setAt, sealed);
    if (value === null) throw damaged(`the entry ${name} was changed or is damaged`);
    return value;
  };
  /** A way of unlocking that is new, with its machine key on disk. */
  const newUnlocking = (opener: Opener): Unlocking => {
    if (opener.by === "passphrase") return newPassphraseUnlocking();
    const id = randomBytes(4).toString("hex");
    writePrivateFile(machineKeyPath(id), `${randomBytes(32).toString("base64")}\n`);
    return newMachineUnlocking(id);
  };
  /** Machine keys that nothing needs any more: left by a rotation, or by one that was killed. */
  const removeOtherMachineKeys = ({ unlocking }: KeyFileContent): void => {
    const used = unlocking.by === "machine-key" ? machineKeyPath(unlocking.id) : "";
    for (const name of readdirSync(dirname(path))) {
      if (/^keys-[\da-f]{8}\.key$/.test(name) && join(folder, name) !== used) rmSync(join(folder, name));
    }
  };
  const alone = <T>(work: () => T): T => {
    const lock = openDatabase(join(folder, "keys.lock"), LOCK);
    try {
      return lock.write(work);
    } finally {
      lock.close();
    }
  };

  return {
    path,
    opensBy: () => load()?.unlocking.by ?? null,
    list() {
      const entries = Object.entries(load()?.entries ?? {});
      return entries.map(([name, { setAt }]) => ({ name, setAt })).sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    read(name, opener) {
      const content = load();
      const entry = content === null ? undefined : entryOf(content, name);
      if (content === null || entry === undefined) return null;
      try {
        return opened(content, open(content, opener), name, entry);
      } catch (error) {
        // Another process may have rotated it since it was read.
        if (load()?.unlocking.salt === content.unlocking.salt) throw error;
        return this.read(name, opener);
      }
    },
    set: (name, value, at, opener, keeps = false) =>
      alone(() => {
        const content = load();
        if (keeps && content !== null && entryOf(content, name) !== undefined) return true;
        const unlocking = content?.unlocking ?? newUnlocking(opener);
        const key = content === null ? keyOf(unlocking, opener) : open(content, opener);
        const entries = { ...content?.entries, [name]: { setAt: at, sealed: seal(key, unlocking, name, at, value) } };
        const check = content?.check ?? sealCheck(key, unlocking);
        save({ format: "backsight-keys", version: 1, unlocking, check, entries });
        return content !== null && entryOf(content, name) !== undefined;
      }),
    remove(name) {
      if (!existsSync(path)) return false;
      return alone(() => {
        const content = load();
        if (content === null || entryOf(content, name) === undefined) return false;
        const entries = Object.fromEntries(Object.entries(content.entries).filter(([other]) => other !== name));
        save({ ...content, entries });
        return true;
      });
    },
    rotate: (opener, next) =>
      alone(() => {
        const content = load();
        if (content === null) throw damaged("there is none yet");
        const key = open(content, opener);
        const values = Object.entries(content.entries).map(
          ([name, entry]) => [name, entry.setAt, opened(content, key, name, entry)] as const,
        );
        const unlocking = newUnlocking(next);
        const nextKey = keyOf(unlocking, next);
        const entries = Object.fromEntries(
          values.map(([name, setAt, value]) => [name, { setAt, sealed: seal(nextKey, unlocking, name, setAt, value) }]),
        );
        const rotated: KeyFileContent = { ...content, unlocking, check: sealCheck(nextKey, unlocking), entries };
        save(rotated);
        removeOtherMachineKeys(rotated);
        return values.length;
      }),
  };
}

function entryOf({ entries }: KeyFileContent, name: string): SealedEntry | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
