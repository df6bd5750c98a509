import { BacksightError, reasonOf } from "../../core/errors.ts";

/** The system's own keyring. */
export interface Keyring {
  /** The value under a name of the service "backsight"; null when there is none, or the keyring doesn't answer. */
  read(name: string): string | null;
  /** Keeps a value under a name. @throws {BacksightError} BACKSIGHT_SECRET_KEYRING */
  write(name: string, value: string): void;
  /** True when there was one. @throws {BacksightError} BACKSIGHT_SECRET_KEYRING */
  remove(name: string): boolean;
}

interface KeyringEntry {
  getPassword(): string | null;
  setPassword(value: string): void;
  deletePassword(): boolean;
}

interface KeyringPackage {
  readonly Entry: new (service: string, name: string) => KeyringEntry;
}

const SERVICE = "backsight";

/** Optional, and no dependency: whoever wants it installs it. A name in a variable keeps the bundler from looking for it. */
const PACKAGE: string = "@napi-rs/keyring";

/**
 * The keyring, when its package is installed and the system has one (it fails without a desktop); else null, with the
 * reason passed to `onAbsent`.
 */
export async function openKeyring(
  load: () => Promise<unknown> = () => import(PACKAGE),
  onAbsent: (reason: string) => void = () => {},
): Promise<Keyring | null> {
  let Entry: KeyringPackage["Entry"];
  try {
    ({ Entry } = (await load()) as KeyringPackage);
  } catch (error) {
    onAbsent(reasonOf(error));
    return null;
  }
  /** The package's words name no value, but the cause of an error might: it isn't passed on. */
  const working = <T>(what: string, name: string, work: (entry: KeyringEntry) => T): T => {
    try {
      return work(new Entry(SERVICE, name));
    } catch (error) {
      throw new BacksightError("BACKSIGHT_SECRET_KEYRING", { what, name, reason: reasonOf(error) });
    }
  };
  return {
    read(name) {
      try {
        const value = new Entry(SERVICE, name).getPassword();
        return value === "" ? null : value;
      } catch (error) {
        onAbsent(reasonOf(error));
        return null;
      }
    },
    write: (name, value) => working("keep", name, (entry) => entry.setPassword(value)),
    remove: (name) =>
      working("remove", name, (entry) => entry.getPassword() !== null && entry.deletePassword() !== false),
  };
}

/** The keyring, where it is needed. @throws {BacksightError} BACKSIGHT_MISSING_PACKAGE */
export function neededKeyring(keyring: Keyring | null): Keyring {
  if (keyring !== null) return keyring;
  throw new BacksightError("BACKSIGHT_MISSING_PACKAGE", { feature: "the system's keyring", name: PACKAGE });
}
