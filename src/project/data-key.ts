import { DataKey } from "../platform/sealed/data-key.ts";
import { DATA_KEY } from "../platform/secrets/secret-names.ts";
import { userDataFolder } from "../platform/user-folders.ts";
import { openUserSecrets } from "./user-secrets.ts";

/** By the user's data folder: opening the key file takes half a second on purpose, and once is enough. */
const known = new Map<string, DataKey>();

/**
 * The key that this user's cached data is encrypted with; the first time it is made, and kept among the credentials.
 *
 * @throws {BacksightError} as `SecretStore.findOrMake`; BACKSIGHT_ARGUMENT for one that isn't such a key
 */
export async function userDataKey(): Promise<DataKey> {
  const folder = userDataFolder();
  const before = known.get(folder);
  if (before !== undefined) return before;
  const { secrets, close } = openUserSecrets();
  try {
    const key = DataKey.from(await secrets.findOrMake(DATA_KEY, DataKey.random));
    known.set(folder, key);
    return key;
  } finally {
    close();
  }
}
