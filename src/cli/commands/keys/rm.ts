import { BacksightError } from "../../../core/errors.ts";
import { didYouMean } from "../../../core/nearest-name.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { type KeysOptions, withSecrets } from "./with-secrets.ts";

export const rm = newCommand("rm", "removes one from the key file, or from the keyring")
  .argument("<name>", "as `keys ls` shows it")
  .option("--keyring", "from the system's keyring instead of the key file")
  .action((name: string, { json = false, keyring = false }: KeysOptions & { readonly keyring?: boolean }) =>
    withSecrets("rm", async (secrets) => {
      const isRemoved = keyring ? await secrets.removeFromKeyring(name) : secrets.remove(name);
      if (!isRemoved) {
        const place = keyring ? "keyring" : "key file";
        const kept = secrets.list().filter(({ source }) => source === place);
        const hint = didYouMean(
          name,
          kept.map((key) => key.name),
        );
        throw new BacksightError("BACKSIGHT_USAGE", {
          problem: `the ${keyring ? "system's keyring" : `key file ${secrets.path}`} holds no ${name}.${hint}`,
          help: "`backsight keys ls` shows what there is (for the keyring say --keyring); variables of the environment aren't removed here.",
        });
      }
      if (json) printJson({ removed: name });
      else process.stdout.write(`removed ${name}\n`);
    }),
  );
