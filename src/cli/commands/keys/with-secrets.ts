import type { SecretStore } from "../../../platform/secrets/secret-store.ts";
import { openUserSecrets } from "../../../project/user-secrets.ts";

/** Flags that the commands of `keys` share. */
export interface KeysOptions {
  readonly json?: boolean;
}

/** Runs a command's work with the user's secrets, and closes the audit log whatever happens. */
export async function withSecrets(command: string, work: (secrets: SecretStore) => Promise<void>): Promise<void> {
  const { secrets, close } = openUserSecrets(`backsight keys ${command}`);
  try {
    await work(secrets);
  } finally {
    close();
  }
}
