import { text } from "node:stream/consumers";
import { BacksightError } from "../../../core/errors.ts";
import { askHidden, canAsk } from "../../../platform/secrets/hidden-prompt.ts";
import { Secret } from "../../../platform/secrets/secret.ts";
import { checkSecretName, unknownNameHint } from "../../../platform/secrets/secret-names.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { type KeysOptions, withSecrets } from "./with-secrets.ts";

interface SetOptions extends KeysOptions {
  /** `--no-passphrase`; true without it. */
  readonly passphrase: boolean;
  readonly keyring?: boolean;
}

export const set = newCommand("set", "keeps one; its value is asked for, or read from standard input")
  .argument("<name>", "such as MASSIVE_API_KEY")
  .option("--no-passphrase", "where there is no key file yet: open it with a key on this machine")
  .option("--keyring", "keep it in the system's keyring instead of the key file")
  .allowExcessArguments(true)
  .action(
    async (
      name: string,
      { json = false, passphrase, keyring = false }: SetOptions,
      { args }: { args: readonly string[] },
    ) => {
      if (args.length > 1 || name.includes("=")) throw valueAsArgument();
      checkSecretName(name);
      await withSecrets("set", async (secrets) => {
        const value = await readValue(name);
        const isReplaced = keyring
          ? await secrets.setInKeyring(name, value)
          : await secrets.set(name, value, !passphrase);
        const place = keyring ? "the system's keyring" : secrets.path;
        const hint = unknownNameHint(name);
        if (hint !== "") process.stderr.write(`note: ${hint}\n`);
        if (json) printJson({ set: name, replaced: isReplaced, file: keyring ? null : secrets.path });
        else process.stdout.write(`${isReplaced ? "replaced" : "kept"} ${name} in ${place}\n`);
      });
    },
  );

async function readValue(name: string): Promise<Secret> {
  if (canAsk()) return new Secret((await askHidden(`Value of ${name} (hidden): `, "the value", "")).trim());
  const given = await text(process.stdin);
  if (given.trim() !== "") return new Secret(given.replace(/\r?\n$/, ""));
  const advice = `Pipe it in: backsight keys set ${name} < file`;
  throw new BacksightError("BACKSIGHT_SECRET_PROMPT", {
    what: "the value, which standard input doesn't hold,",
    advice,
  });
}

function valueAsArgument(): BacksightError<"BACKSIGHT_USAGE"> {
  return new BacksightError("BACKSIGHT_USAGE", {
    problem: "a value isn't taken from the command line: other users and the shell's history see it there.",
    help: "Give the name alone, and the value at the prompt or by backsight keys set NAME < file. If that was a real key, replace it at the vendor's.",
  });
}
