import { reasonOf } from "../../core/errors.ts";

/** The system's own keyring, as far as it is used here: reading. */
export interface Keyring {
  /** The value under a name of the service "backsight"; null when there is none. */
  read(name: string): string | null;
}

interface KeyringPackage {
  readonly Entry: new (service: string, name: string) => { getPassword(): string | null };
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
  };
}
