import { BacksightError } from "../../../core/errors.ts";

/** The key pair of the flat files, from the vendor's keys page; it is neither the REST key nor an AWS account's. */
export interface FlatFileKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * The pair as it was given, when it can be one. An error names what is wrong with it, never a part of it.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function checkFlatFileKeys({ accessKeyId, secretAccessKey }: FlatFileKeys): FlatFileKeys {
  checkKey("the flat files' access key id", accessKeyId);
  checkKey("the flat files' secret access key", secretAccessKey);
  return { accessKeyId, secretAccessKey };
}

function checkKey(name: string, key: string): void {
  if (/^[\x21-\x7e]+$/.test(key)) return;
  const value = key === "" ? "empty" : "one with other characters";
  throw new BacksightError("BACKSIGHT_ARGUMENT", { name, rule: "letters, digits and signs without spaces", value });
}
