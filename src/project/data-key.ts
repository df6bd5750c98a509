import { DataKey } from "../platform/sealed/data-key.ts";
import type { Secret } from "../platform/secrets/secret.ts";
import { DATA_KEY } from "../platform/secrets/secret-names.ts";
import type { SecretStore } from "../platform/secrets/secret-store.ts";
import { userDataFolder } from "../platform/user-folders.ts";
import { openUserSecrets } from "./user-secrets.ts";

/** By the user's data folder: opening the key file takes half a second on purpose, and once is enough. */
const known = new Map<string, DataKey>();

/**
 * The key that this user's data and results are encrypted with; the first time it is made, and kept among the credentials.
 *
 * @throws {BacksightError} as `SecretStore.findOrMake`; BACKSIGHT_ARGUMENT for one that isn't such a key
 */
export async function userDataKey(): Promise<DataKey> {
  return (
    known.get(userDataFolder()) ??
    withSecrets(async (secrets) => kept(await secrets.findOrMake(DATA_KEY, DataKey.random)))
  );
}

/** The same key; null where none was ever made. @throws {BacksightError} as `SecretStore.find`; BACKSIGHT_ARGUMENT */
export async function findUserDataKey(): Promise<DataKey | null> {
  const before = known.get(userDataFolder());
  if (before !== undefined) return before;
  const secret = await withSecrets((secrets) => secrets.find(DATA_KEY));
  return secret === null ? null : kept(secret);
}

async function withSecrets<T>(work: (secrets: SecretStore) => Promise<T>): Promise<T> {
  const { secrets, close } = openUserSecrets();
  try {
    return await work(secrets);
  } finally {
    close();
  }
}

function kept(secret: Secret): DataKey {
  const key = DataKey.from(secret);
  known.set(userDataFolder(), key);
  return key;
}
