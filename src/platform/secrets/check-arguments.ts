import { BacksightError } from "../../core/errors.ts";
import { namesSecret } from "./redaction.ts";
import { type Environment, KNOWN_SECRETS, NEW_PASSPHRASE, PASSPHRASE } from "./secret-names.ts";

const HELP =
  "Take it out: other users see arguments, and the shell and stored runs keep them. Keys belong into the environment or the key file (backsight keys set).";

/**
 * Refuses a command line that holds a credential: the value of one from the environment, or a parameter that is called
 * one. Neither the value nor the argument is shown.
 *
 * @throws {BacksightError} BACKSIGHT_USAGE
 */
export function checkArguments(args: readonly string[], env: Environment): void {
  const names = [...KNOWN_SECRETS.flatMap(({ name, aliases }) => [name, ...aliases]), PASSPHRASE, NEW_PASSPHRASE];
  for (const [i, arg] of args.entries()) {
    const where = `argument ${i + 1}`;
    const name = names.find((one) => (env[one] ?? "").length >= 8 && arg.includes(env[one] ?? ""));
    if (name !== undefined) throw exposed(`${where} holds the value of ${name}.`);
    if (namesSecret(arg)) throw exposed(`${where} holds what looks like a key or a password.`);
  }
}

function exposed(problem: string): BacksightError<"BACKSIGHT_USAGE"> {
  return new BacksightError("BACKSIGHT_USAGE", { problem, help: HELP });
}
