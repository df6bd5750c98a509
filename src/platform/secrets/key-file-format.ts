import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scryptSync } from "node:crypto";
import { canonicalJson, type Json } from "../../core/canonical-json.ts";

/** How the key that encrypts is had. */
export type Unlocking =
  | {
      readonly by: "passphrase";
      readonly kdf: "scrypt";
      readonly N: number;
      readonly r: number;
      readonly p: number;
      /** Base64, 16 bytes. */
      readonly salt: string;
    }
  | {
      readonly by: "machine-key";
      /** Which key: `keys-<id>.key` beside the file. */
      readonly id: string;
      readonly salt: string;
    };

/** One encrypted value: AES-256-GCM, Base64 of nonce (12 bytes), ciphertext and tag (16 bytes). */
export interface SealedEntry {
  /** ISO 8601 UTC. */
  readonly setAt: string;
  readonly sealed: string;
}

/** What the key file holds, as JSON. Names and times are open, values are not. */
export interface KeyFileContent {
  readonly format: "backsight-keys";
  readonly version: 1;
  readonly unlocking: Unlocking;
  /** A sealed constant: tells a wrong passphrase from a damaged entry. */
  readonly check: string;
  readonly entries: Readonly<Record<string, SealedEntry>>;
}

/** 128 MB and some 0.4 s for each guess: OWASP's first choice for scrypt (Password Storage Cheat Sheet, 2023). */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1 };

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CHECK = "backsight";

export function newPassphraseUnlocking(): Unlocking {
  return { by: "passphrase", kdf: "scrypt", ...SCRYPT, salt: randomBytes(16).toString("base64") };
}

export function newMachineUnlocking(id: string): Unlocking {
  return { by: "machine-key", id, salt: randomBytes(16).toString("base64") };
}

/** The 32 bytes that encrypt, from the passphrase (scrypt) or from the machine key's bytes (HKDF-SHA256). */
export function deriveKey(unlocking: Unlocking, material: string): Buffer {
  const salt = Buffer.from(unlocking.salt, "base64");
  if (unlocking.by === "machine-key") {
    return Buffer.from(hkdfSync("sha256", Buffer.from(material, "base64"), salt, "backsight-keys", 32));
  }
  const { N, r, p } = unlocking;
  // NFC: the same passphrase from another keyboard or system gives the same bytes.
  return scryptSync(material.normalize("NFC"), salt, 32, { N, r, p, maxmem: 128 * N * r * p + 2 ** 25 });
}

/** Seals a value for one name, one time and one way of unlocking: moved anywhere else it doesn't open. */
export function seal(key: Buffer, unlocking: Unlocking, name: string, setAt: string, value: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(bindingOf(unlocking, name, setAt));
  return Buffer.concat([nonce, cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

/** The value, or null when the key is another one or a byte has changed. */
export function unseal(key: Buffer, unlocking: Unlocking, name: string, setAt: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, "base64");
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(bindingOf(unlocking, name, setAt));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    return text.toString("utf8");
  } catch {
    return null;
  }
}

export function sealCheck(key: Buffer, unlocking: Unlocking): string {
  return seal(key, unlocking, "", "", CHECK);
}

export function isRightKey(key: Buffer, { unlocking, check }: KeyFileContent): boolean {
  return unseal(key, unlocking, "", "", check) === CHECK;
}

/** The content of a key file; a text says what is wrong with it. */
export function parseKeyFile(text: string): KeyFileContent | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return "it isn't JSON";
  }
  if (!isRecord(parsed) || parsed.format !== "backsight-keys") return "it isn't a key file of Backsight";
  if (parsed.version !== 1) return `it was written by a newer Backsight (version ${String(parsed.version)})`;
  const { unlocking, check, entries } = parsed;
  if (!isRecord(unlocking) || !isUnlocking(unlocking)) return "how it is unlocked is damaged";
  if (typeof check !== "string" || !isRecord(entries)) return "its entries are damaged";
  for (const [name, entry] of Object.entries(entries)) {
    if (!isRecord(entry) || typeof entry.setAt !== "string" || typeof entry.sealed !== "string")
      return `the entry ${name} is damaged`;
  }
  return parsed as unknown as KeyFileContent;
}

/** Weaker parameters than ours are refused (nobody may write them in), and such as would take all memory. */
function isUnlocking(value: Record<string, unknown>): boolean {
  if (typeof value.salt !== "string" || Buffer.from(value.salt, "base64").length < 16) return false;
  if (value.by === "machine-key") return typeof value.id === "string" && /^[\da-f]{8}$/.test(value.id);
  const { by, kdf, N, r, p } = value;
  if (by !== "passphrase" || kdf !== "scrypt") return false;
  const isPower = typeof N === "number" && Number.isInteger(Math.log2(N)) && N >= 2 ** 15 && N <= 2 ** 20;
  return isPower && r === 8 && (p === 1 || p === 2 || p === 3);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function bindingOf(unlocking: Unlocking, name: string, setAt: string): Buffer {
  return Buffer.from(canonicalJson(["backsight-keys", 1, { ...unlocking } as Json, name, setAt]), "utf8");
}
