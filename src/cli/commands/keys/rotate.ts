import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { type KeysOptions, withSecrets } from "./with-secrets.ts";

interface RotateOptions extends KeysOptions {
  /** `--no-passphrase`; true without it. */
  readonly passphrase: boolean;
}

export const rotate = newCommand("rotate", "encrypts the key file anew, with a new passphrase if one is given")
  .option("--no-passphrase", "open it with a new key on this machine from now on")
  .action(({ json = false, passphrase }: RotateOptions) =>
    withSecrets("rotate", async (secrets) => {
      const { count, opensBy } = await secrets.rotate(!passphrase);
      if (json) printJson({ rotated: count, opensBy });
      else process.stdout.write(`encrypted ${count} anew; a ${opensBy.replace("-", " ")} opens them\n`);
    }),
  );
