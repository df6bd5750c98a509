import { BacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";

/** A credential that something here reads. */
export interface KnownSecret {
  /** The name that it has in errors and in `keys ls`. */
  readonly name: string;
  /** Other names for the same, tried after it. */
  readonly aliases: readonly string[];
  /** What it opens. */
  readonly purpose: string;
}

/** What encrypts cached data and stored results. */
export const DATA_KEY = "BACKSIGHT_DATA_KEY";

/** Polygon.io is Massive.com since 2025; its flat files have a key pair of their own. Never `AWS_*`: that is another account. */
export const KNOWN_SECRETS: readonly KnownSecret[] = [
  { name: "MASSIVE_API_KEY", aliases: ["POLYGON_API_KEY"], purpose: "REST and feed of Massive (Polygon.io)" },
  {
    name: "MASSIVE_FLATFILES_ACCESS_KEY_ID",
    aliases: ["MASSIVE_S3_ACCESS_KEY", "POLYGON_S3_ACCESS_KEY_ID"],
    purpose: "flat files of Massive (Polygon.io), key id",
  },
  {
    name: "MASSIVE_FLATFILES_SECRET_ACCESS_KEY",
    aliases: ["MASSIVE_S3_SECRET_KEY", "POLYGON_S3_SECRET_ACCESS_KEY"],
    purpose: "flat files of Massive (Polygon.io), secret",
  },
  { name: DATA_KEY, aliases: [], purpose: "what data.encrypt and results.encrypt encrypt" },
];

/** What opens the key file, and what it is to be opened with after `keys rotate`. */
export const PASSPHRASE = "BACKSIGHT_PASSPHRASE";
export const NEW_PASSPHRASE = "BACKSIGHT_NEW_PASSPHRASE";

export type Environment = Readonly<Record<string, string | undefined>>;

/** All names under which the same credential may be found, the usual one first. */
export function namesOf(name: string): readonly string[] {
  const known = KNOWN_SECRETS.find((one) => one.name === name || one.aliases.includes(name));
  return known === undefined ? [name] : [known.name, ...known.aliases];
}

/** Which name nothing reads, with the nearest one that something does; empty for known ones. */
export function unknownNameHint(name: string): string {
  const known = KNOWN_SECRETS.flatMap((one) => [one.name, ...one.aliases]);
  if (known.includes(name)) return "";
  return `nothing in Backsight reads ${name} by itself.${didYouMean(name, known)}`;
}

/** @throws {BacksightError} BACKSIGHT_USAGE; the error doesn't show what may be a value in the wrong place */
export function checkSecretName(name: string): void {
  const help = `Write a name such as ${KNOWN_SECRETS[0]!.name}; the value is asked for, or piped in.`;
  if (!/^[A-Z][A-Z0-9_]{2,63}$/.test(name)) {
    const problem = "the name of a key is 3 to 64 capitals, digits and underscores, beginning with a capital.";
    throw new BacksightError("BACKSIGHT_USAGE", { problem, help });
  }
  if (name.startsWith("AWS_")) {
    const problem = `${name} belongs to an account with Amazon, and is neither read nor kept here.`;
    throw new BacksightError("BACKSIGHT_USAGE", { problem, help });
  }
  if (name === PASSPHRASE || name === NEW_PASSPHRASE) {
    const problem = `${name} opens the key file, so it can't be kept in it.`;
    throw new BacksightError("BACKSIGHT_USAGE", { problem, help });
  }
}

/** Variables whose names speak of a secret, whoever reads them. */
const SPEAKS_OF_SECRET = /(?:KEY|KEY_ID|SECRET|TOKEN|PASSWORD|PASSPHRASE)$/;

/** Every value of an environment that must not be seen; paths and short words aside. */
export function secretsOfEnvironment(env: Environment): string[] {
  const own = new Set([
    ...KNOWN_SECRETS.flatMap(({ name, aliases }) => [name, ...aliases]),
    PASSPHRASE,
    NEW_PASSPHRASE,
  ]);
  return Object.entries(env).flatMap(([name, value = ""]) => {
    if (own.has(name)) return value === "" ? [] : [value];
    return SPEAKS_OF_SECRET.test(name) && value.length >= 12 && !/^[./~]/.test(value) ? [value] : [];
  });
}
