import { BacksightError } from "../../../core/errors.ts";
import { didYouMean } from "../../../core/nearest-name.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { type KeysOptions, withSecrets } from "./with-secrets.ts";

export const rm = newCommand("rm", "removes one from the key file")
  .argument("<name>", "as `keys ls` shows it")
  .action((name: string, { json = false }: KeysOptions) =>
    withSecrets("rm", async (secrets) => {
      if (!secrets.remove(name)) {
        const kept = secrets.list().filter(({ source }) => source === "key file");
        const hint = didYouMean(
          name,
          kept.map((key) => key.name),
        );
        throw new BacksightError("BACKSIGHT_USAGE", {
          problem: `the key file ${secrets.path} holds no ${name}.${hint}`,
          help: "`backsight keys ls` shows what there is; variables of the environment aren't removed here.",
        });
      }
      if (json) printJson({ removed: name });
      else process.stdout.write(`removed ${name}\n`);
    }),
  );
