import { readFileSync } from "node:fs";
import { BacksightError, reasonOf } from "../../core/errors.ts";
import type { AuditAction } from "../audit/audit-row.ts";
import { type AuditTrail, audited } from "../audit/audit-trail.ts";
import { askHidden, canAsk } from "./hidden-prompt.ts";
import { type KeyFile, type Opener, openKeyFile } from "./key-file.ts";
import { type Keyring, neededKeyring } from "./keyring.ts";
import { type KeyringNames, readKeyringNames, writeKeyringNames } from "./keyring-names.ts";
import { Secret } from "./secret.ts";
import {
  checkSecretName,
  type Environment,
  KNOWN_SECRETS,
  NEW_PASSPHRASE,
  namesOf,
  PASSPHRASE,
} from "./secret-names.ts";

/** Where a credential was found, in the order of looking. */
export type SecretSource = "environment" | "file named by the environment" | "key file" | "keyring";

/** A credential without its value. */
export interface SecretListing {
  readonly name: string;
  readonly source: SecretSource;
  /** ISO 8601 UTC; null where nothing tells. */
  readonly setAt: string | null;
  /** True when another place comes first, so that this one isn't used. */
  readonly isShadowed: boolean;
}

/** The outside world of a secret store. */
export interface SecretSurroundings {
  /** The user's data folder: the key file's. */
  readonly folder: string;
  readonly env: Environment;
  /** Every access is noted here before a value is given. */
  readonly trail: AuditTrail;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** The system's keyring, asked last; null: none. */
  readonly openKeyring: () => Promise<Keyring | null>;
  /** Asks a person; refuses where there is no terminal. */
  readonly ask?: typeof askHidden;
  readonly canAsk?: () => boolean;
}

/**
 * Credentials by name: from the environment (the variable, or a file named by `<NAME>_FILE`), then the encrypted key
 * file, then the system's keyring. Names that mean the same (MASSIVE_API_KEY, POLYGON_API_KEY) find each other.
 */
export interface SecretStore {
  /** The path of the key file. */
  readonly path: string;
  /**
   * The credential, or null where no place has it.
   *
   * @throws {BacksightError} BACKSIGHT_SECRET_LOCKED, BACKSIGHT_SECRET_FILE, BACKSIGHT_SECRET_PROMPT, BACKSIGHT_AUDIT
   */
  find(name: string): Promise<Secret | null>;
  /** The credential. @throws {BacksightError} BACKSIGHT_SECRET_MISSING, and what `find` throws */
  get(name: string): Promise<Secret>;
  /**
   * The credential; where no place has it, one is made and put into the key file. Processes that do so at once get the
   * same.
   *
   * @throws {BacksightError} what `find` and `set` throw
   */
  findOrMake(name: string, make: () => Secret): Promise<Secret>;
  /** What there is, by name; asks for no passphrase. Of the keyring's those that were put there from here. */
  list(): SecretListing[];
  /**
   * Puts a credential into the key file. True when it replaced one.
   *
   * @param isForMachine where there is no key file yet: open it with a machine key instead of a passphrase
   */
  set(name: string, value: Secret, isForMachine?: boolean): Promise<boolean>;
  /**
   * Puts a credential into the system's keyring. True when it replaced one that was put there from here.
   *
   * @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE, BACKSIGHT_SECRET_KEYRING, BACKSIGHT_AUDIT
   */
  setInKeyring(name: string, value: Secret): Promise<boolean>;
  /** Takes a credential out of the key file. False when it wasn't there. */
  remove(name: string): boolean;
  /** Takes a credential out of the keyring. False when it wasn't there. @throws {BacksightError} as `setInKeyring` */
  removeFromKeyring(name: string): Promise<boolean>;
  /**
   * Encrypts the key file anew: with the passphrase of BACKSIGHT_NEW_PASSPHRASE or the prompt, or a new machine key;
   * without either, the way it is opened stays, under a new salt. How many credentials it holds.
   */
  rotate(isForMachine?: boolean): Promise<{ readonly count: number; readonly opensBy: Opener["by"] }>;
}

const SHORTEST_PASSPHRASE = 8;
const NO_PASSPHRASE_ADVICE = `Set ${PASSPHRASE} in the environment.`;
const FIRST_PASSPHRASE_ADVICE = `Set ${PASSPHRASE} in the environment, or say --no-passphrase: a key file on this machine then opens it.`;

export function openSecretStore(surroundings: SecretSurroundings): SecretStore {
  const { folder, env, trail, clock, openKeyring, ask = askHidden, canAsk: canPrompt = canAsk } = surroundings;
  const file = openKeyFile(folder);
  let typed: string | undefined;
  const noted = <T>(action: AuditAction, subject: string, detail: string, work: () => T | Promise<T>) =>
    audited(trail, { action, subject, ...(detail !== "" && { detail }) }, work);

  /** What opens the file as it is now. */
  const opener = async (by: Opener["by"]): Promise<Opener> => {
    if (by === "machine-key") return { by };
    const given = nonEmpty(env[PASSPHRASE]) ?? typed;
    const passphrase = given ?? (await ask("Passphrase of the key file: ", "the passphrase", NO_PASSPHRASE_ADVICE));
    typed = passphrase;
    return { by, passphrase: new Secret(passphrase).reveal() };
  };

  /** A new passphrase, typed twice. */
  const askNew = async (question: string, advice: string): Promise<string> => {
    const first = await ask(question, "a new passphrase", advice);
    if (first === "") return first;
    if ((await ask("The same again: ", "a new passphrase", advice)) === first) return first;
    throw new BacksightError("BACKSIGHT_USAGE", { problem: "the two passphrases differ.", help: "Try again." });
  };

  const firstOpener = async (isForMachine: boolean): Promise<Opener> => {
    if (isForMachine) return { by: "machine-key" };
    const given = nonEmpty(env[PASSPHRASE]);
    const passphrase = given ?? (await askNew("A passphrase for the key file: ", FIRST_PASSPHRASE_ADVICE));
    return { by: "passphrase", passphrase: checkPassphrase(passphrase) };
  };

  const nextOpener = async (now: Opener, isForMachine: boolean): Promise<Opener> => {
    if (isForMachine) return { by: "machine-key" };
    const given = nonEmpty(env[NEW_PASSPHRASE]);
    if (given !== undefined) return { by: "passphrase", passphrase: checkPassphrase(given) };
    if (!canPrompt()) return now;
    const passphrase = await askNew("New passphrase (nothing: as it was): ", NO_PASSPHRASE_ADVICE);
    return passphrase === "" ? now : { by: "passphrase", passphrase: checkPassphrase(passphrase) };
  };

  const inFile = async (names: readonly string[]): Promise<string | null> => {
    const held = new Set(file.list().map(({ name }) => name));
    const name = names.find((one) => held.has(one));
    const by = name === undefined ? null : file.opensBy();
    return name === undefined || by === null ? null : file.read(name, await opener(by));
  };

  const look = async (names: readonly string[]): Promise<{ source: SecretSource; value: string } | null> => {
    for (const name of names) {
      const found = inEnvironment(env, name);
      if (found !== null) return found;
    }
    const kept = await inFile(names);
    if (kept !== null) return { source: "key file", value: kept };
    const keyring = await openKeyring();
    for (const name of keyring === null ? [] : names) {
      const value = keyring?.read(name) ?? null;
      if (value !== null) return { source: "keyring", value };
    }
    return null;
  };

  const find = async (name: string): Promise<Secret | null> => {
    checkSecretName(name);
    let outcome = "absent";
    let source = "";
    try {
      const found = await look(namesOf(name));
      if (found === null) return null;
      outcome = "ok";
      source = found.source;
      return new Secret(found.value);
    } catch (error) {
      outcome = error instanceof BacksightError ? error.code : "failed";
      throw error;
    } finally {
      // Before the caller has it: when this throws, the value is never given out.
      trail.record({ action: "secret.read", subject: name, outcome, detail: source });
    }
  };

  return {
    path: file.path,
    find,
    async get(name) {
      const secret = await find(name);
      if (secret !== null) return secret;
      throw new BacksightError("BACKSIGHT_SECRET_MISSING", { name });
    },
    async findOrMake(name, make) {
      const found = await find(name);
      if (found !== null) return found;
      await noted("secret.set", name, "", async () => {
        const by = file.opensBy();
        const key = by === null ? await firstOpener(false) : await opener(by);
        return file.set(name, make().reveal(), new Date(clock()).toISOString(), key, true);
      });
      const made = await find(name);
      if (made !== null) return made;
      throw new BacksightError("BACKSIGHT_SECRET_MISSING", { name });
    },
    list() {
      const listings = listAll(file.list(), readKeyringNames(folder), env);
      trail.record({ action: "secret.list", subject: "all", outcome: "ok" });
      return listings;
    },
    async set(name, value, isForMachine = false) {
      checkSecretName(name);
      checkValue(value);
      return noted("secret.set", name, "", async () => {
        const by = file.opensBy();
        const key = by === null ? await firstOpener(isForMachine) : await opener(by);
        return file.set(name, value.reveal(), new Date(clock()).toISOString(), key);
      });
    },
    async setInKeyring(name, value) {
      checkSecretName(name);
      checkValue(value);
      return noted("secret.set", name, "keyring", async () => {
        const keyring = neededKeyring(await openKeyring());
        const names = readKeyringNames(folder);
        keyring.write(name, value.reveal());
        writeKeyringNames(folder, { ...names, [name]: new Date(clock()).toISOString() });
        return Object.hasOwn(names, name);
      });
    },
    async removeFromKeyring(name) {
      checkSecretName(name);
      return noted("secret.remove", name, "keyring", async () => {
        const isRemoved = neededKeyring(await openKeyring()).remove(name);
        const { [name]: setAt, ...others } = readKeyringNames(folder);
        if (setAt !== undefined) writeKeyringNames(folder, others);
        return isRemoved;
      });
    },
    remove(name) {
      checkSecretName(name);
      const isRemoved = file.remove(name);
      trail.record({ action: "secret.remove", subject: name, outcome: isRemoved ? "ok" : "absent" });
      return isRemoved;
    },
    rotate(isForMachine = false) {
      return noted("secret.rotate", "all", "", async () => {
        const by = file.opensBy();
        if (by === null) {
          const problem = `there is no key file at ${file.path}, so nothing to rotate.`;
          throw new BacksightError("BACKSIGHT_USAGE", { problem, help: "`backsight keys set` makes one." });
        }
        const now = await opener(by);
        const next = await nextOpener(now, isForMachine);
        const count = file.rotate(now, next);
        typed = next.by === "passphrase" ? next.passphrase : undefined;
        return { count, opensBy: next.by };
      });
    },
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

function inEnvironment(env: Environment, name: string): { source: SecretSource; value: string } | null {
  const value = nonEmpty(env[name]);
  if (value !== undefined) return { source: "environment", value };
  const path = nonEmpty(env[`${name}_FILE`]);
  if (path === undefined) return null;
  try {
    return { source: "file named by the environment", value: readFileSync(path, "utf8").trim() };
  } catch (error) {
    throw new BacksightError("BACKSIGHT_FILE_READ", { path, reason: reasonOf(error) }, { cause: error });
  }
}

/** Every place of every name that is known or kept, in the order in which they are looked at. */
function listAll(kept: ReturnType<KeyFile["list"]>, keyring: KeyringNames, env: Environment): SecretListing[] {
  const known = KNOWN_SECRETS.map(({ name }) => name);
  const others = [...new Set([...kept.map(({ name }) => name), ...Object.keys(keyring)])].filter(
    (name) => !known.includes(namesOf(name)[0]!),
  );
  return [...known, ...others].sort().flatMap((group) => {
    const names = namesOf(group);
    const places: Omit<SecretListing, "isShadowed">[] = [];
    for (const name of names) {
      if (nonEmpty(env[name]) !== undefined) places.push({ name, source: "environment", setAt: null });
      else if (nonEmpty(env[`${name}_FILE`]) !== undefined)
        places.push({ name, source: "file named by the environment", setAt: null });
    }
    for (const name of names) {
      const entry = kept.find((one) => one.name === name);
      if (entry !== undefined) places.push({ name, source: "key file", setAt: entry.setAt });
    }
    for (const name of names) {
      if (Object.hasOwn(keyring, name)) places.push({ name, source: "keyring", setAt: keyring[name]! });
    }
    return places.map((place, i) => ({ ...place, isShadowed: i > 0 }));
  });
}

const SHORTEST_VALUE = 8;
const LONGEST_VALUE = 4096;

/** The error says what is wrong, not what was given. */
function checkValue(secret: Secret): void {
  const value = secret.reveal();
  const fail = (problem: string): never => {
    throw new BacksightError("BACKSIGHT_USAGE", { problem, help: "Give the key as the vendor shows it, on one line." });
  };
  if (value === "") fail("no value was given.");
  if (value.length < SHORTEST_VALUE)
    fail(`the value is shorter than ${SHORTEST_VALUE} characters: no vendor's key is.`);
  if (value.length > LONGEST_VALUE) fail(`the value is longer than ${LONGEST_VALUE} characters.`);
  if (/\p{Cc}/u.test(value)) fail("the value holds line breaks or control characters.");
  if (value !== value.trim()) fail("the value begins or ends with a space.");
}

function checkPassphrase(passphrase: string): string {
  if (passphrase.length >= SHORTEST_PASSPHRASE) return new Secret(passphrase).reveal();
  throw new BacksightError("BACKSIGHT_USAGE", {
    problem: `a passphrase has at least ${SHORTEST_PASSPHRASE} characters.`,
    help: "Take several words, or say --no-passphrase: a key file on this machine then opens it.",
  });
}
