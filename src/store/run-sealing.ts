import { BacksightError } from "../core/errors.ts";
import type { DataKey } from "../platform/sealed/data-key.ts";
import { openBytes, sealBytes } from "../platform/sealed/sealed-bytes.ts";
import { isSealed, sealOf } from "../platform/sealed/sealed-format.ts";
import type { ColumnBlob } from "./column-blob.ts";

/** How a store encrypts runs and sweeps. It is asked at each use: a session learns the key when one is needed. */
export interface RunSealing {
  /** What they are encrypted with, and were; null: none is at hand. */
  readonly key: DataKey | null;
  /** True: what is saved from now on is encrypted; there is a key then. */
  readonly isOn: boolean;
}

export const NO_SEALING: RunSealing = { key: null, isOn: false };

/** Opens what is encrypted of one run or sweep. */
export type OpenSealed = (bytes: unknown) => Buffer<ArrayBuffer>;

/** What encrypted texts begin with where others are JSON. */
export const SEALED_TEXT = "sealed:";

const SHA256_BYTES = 32;

/**
 * What opens the parts of a run, or of a sweep.
 *
 * @returns a function that throws BACKSIGHT_RESULT_SEALED without the key, and an Error with the problem as its message for
 * bytes that aren't what was encrypted
 */
export function sealedOpener({ key }: RunSealing, db: string, id: string, what: "run" | "sweep" = "run"): OpenSealed {
  return (bytes) => {
    if (!(bytes instanceof Uint8Array && isSealed(bytes))) throw new Error("it isn't encrypted");
    const seal = key === null ? null : sealOf(bytes, key);
    if (seal === null) {
      const reason = key === null ? "no key is at hand" : "the key at hand is another one";
      throw new BacksightError("BACKSIGHT_RESULT_SEALED", { what, id, db, reason });
    }
    const content = openBytes(seal, bytes);
    if (content === null) throw new Error("it isn't what was encrypted");
    return content;
  };
}

/** A column's blob, encrypted, with its checksum: in the clear that would confirm a guess whose prices they are. */
export function sealBlob(key: DataKey, blob: ColumnBlob): ColumnBlob {
  const content = Buffer.concat([Buffer.from(blob.sha256, "hex"), blob.bytes]);
  return { ...blob, sha256: "", bytes: sealBytes(key, content) };
}

/** What `sealBlob` was given. @throws as `open` */
export function openBlob<T extends { readonly bytes: unknown }>(open: OpenSealed, blob: T): T & { sha256: string } {
  const content = open(blob.bytes);
  return {
    ...blob,
    sha256: content.toString("hex", 0, SHA256_BYTES),
    bytes: content.subarray(SHA256_BYTES),
  };
}

/** A text, encrypted together with what it is: only as that does it come back. */
export function sealText(key: DataKey, label: string, text: string): string {
  return SEALED_TEXT + sealBytes(key, Buffer.from(`${label}\n${text}`, "utf8")).toString("base64");
}

/** What `sealText` was given; a text in the clear as it is. @throws as `open` */
export function openText(open: OpenSealed, label: string, text: string): string {
  if (!text.startsWith(SEALED_TEXT)) return text;
  const content = open(Buffer.from(text.slice(SEALED_TEXT.length), "base64")).toString("utf8");
  if (!content.startsWith(`${label}\n`)) throw new Error("it is another text");
  return content.slice(label.length + 1);
}
