import { createHash, hkdfSync, randomBytes } from "node:crypto";
import { BacksightError } from "../../core/errors.ts";
import { Secret } from "../secrets/secret.ts";

const KEY_BYTES = 32;

/** A key that seals files: 256 random bits. Whatever prints it shows nothing of it. */
export class DataKey {
  /** Eight bytes that tell this key from others, and nothing about it. */
  readonly id: Buffer;
  readonly #bytes: Buffer;

  private constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.id = createHash("sha256").update("backsight-data-key-id").update(bytes).digest().subarray(0, 8);
  }

  /** A new one, as it is kept among the credentials: Base64. */
  static random(): Secret {
    return new Secret(randomBytes(KEY_BYTES).toString("base64"));
  }

  /** @throws {BacksightError} BACKSIGHT_ARGUMENT for what no `random` gave; the error doesn't show it */
  static from(secret: Secret): DataKey {
    const bytes = Buffer.from(secret.reveal(), "base64");
    if (bytes.length === KEY_BYTES && bytes.toString("base64") === secret.reveal()) return new DataKey(bytes);
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "the data key",
      rule: `${KEY_BYTES} bytes in Base64, as the key file keeps them`,
      value: `a text of ${secret.reveal().length} characters`,
    });
  }

  /** The key of one file (HKDF-SHA256, RFC 5869): no two files share one, so that their nonces may be the same. */
  forFile(salt: Uint8Array): Buffer {
    return Buffer.from(hkdfSync("sha256", this.#bytes, salt, "backsight-sealed-file", KEY_BYTES));
  }
}
