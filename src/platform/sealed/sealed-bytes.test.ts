import { createDecipheriv, hkdfSync } from "node:crypto";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { Secret } from "../secrets/secret.ts";
import { DataKey } from "./data-key.ts";
import { openBytes, openRange, sealBytes } from "./sealed-bytes.ts";
import { isSealed, SEALED_HEADER_BYTES, sealOf, sizesOf, TAG_BYTES } from "./sealed-format.ts";
import { sealedStream } from "./sealed-stream.ts";

const SECRET = DataKey.random();
const KEY = DataKey.from(SECRET);
/** Small, so that little content has several chunks. */
const CHUNK = 16;
const content = fc.uint8Array({ maxLength: 70 });
const opened = (file: Uint8Array) => openBytes(sealOf(file, KEY)!, file);

describe("sealed files", () => {
  it("give back what was sealed, whole or in part, and however it came", () => {
    fc.assert(
      fc.property(content, fc.nat(), fc.nat(), fc.array(fc.nat({ max: 70 })), (bytes, a, b, cuts) => {
        const file = sealBytes(KEY, bytes, CHUNK);
        const seal = sealOf(file, KEY)!;
        expect(opened(file)).toEqual(Buffer.from(bytes));
        expect(sizesOf(seal, file.length)?.content).toBe(bytes.length);
        const start = a % (bytes.length + 1);
        const length = b % (bytes.length - start + 1);
        const part = openRange(seal, (from, to) => file.subarray(from, to), file.length, start, length);
        expect(part).toEqual(Buffer.from(bytes.slice(start, start + length)));
        const stream = sealedStream(KEY, CHUNK);
        const ends = [...cuts.filter((cut) => cut <= bytes.length), bytes.length].sort((x, y) => x - y);
        const pieces = ends.map((end, k) => stream.add(bytes.subarray(ends[k - 1] ?? 0, end)));
        const streamed = Buffer.concat([...pieces, stream.end()]);
        expect([streamed.length, opened(streamed)]).toEqual([file.length, Buffer.from(bytes)]);
      }),
    );
  });

  it("are AES-256-GCM under a key of their own: opened by hand from the described form", () => {
    const file = sealBytes(KEY, Buffer.from("abc"), CHUNK);
    const salt = file.subarray(20, 52);
    const key = hkdfSync("sha256", Buffer.from(SECRET.reveal(), "base64"), salt, "backsight-sealed-file", 32);
    // Chunk 0 is the last one: eleven zero bytes and a 1.
    const nonce = Buffer.from("000000000000000000000001", "hex");
    const decipher = createDecipheriv("aes-256-gcm", Buffer.from(key), nonce, { authTagLength: 16 });
    decipher.setAAD(file.subarray(0, 52));
    decipher.setAuthTag(file.subarray(-16));
    expect(Buffer.concat([decipher.update(file.subarray(52, -16)), decipher.final()]).toString()).toBe("abc");
    expect([isSealed(file), file.length, file.includes("abc")]).toEqual([true, 52 + 3 + 16, false]);
  });

  it("don't open when any byte was changed, or the end was cut off", () => {
    const bytes = Buffer.from("x".repeat(40));
    const file = sealBytes(KEY, bytes, CHUNK);
    for (let at = SEALED_HEADER_BYTES - 32; at < file.length; at++) {
      const changed = Buffer.from(file);
      changed[at]! ^= 1;
      expect(openBytes(sealOf(changed, KEY)!, changed)).toBeNull();
    }
    for (let end = SEALED_HEADER_BYTES; end < file.length; end++) expect(opened(file.subarray(0, end))).toBeNull();
  });

  it("don't open when chunks were swapped, repeated, left out or taken from another file", () => {
    const full = CHUNK + TAG_BYTES;
    const file = sealBytes(KEY, Buffer.from("a".repeat(CHUNK) + "b".repeat(CHUNK) + "c".repeat(CHUNK)), CHUNK);
    const other = sealBytes(KEY, Buffer.from("d".repeat(3 * CHUNK)), CHUNK);
    const chunk = (k: number, of = file) =>
      of.subarray(SEALED_HEADER_BYTES + k * full, SEALED_HEADER_BYTES + (k + 1) * full);
    const made = (...chunks: Buffer[]) => Buffer.concat([file.subarray(0, SEALED_HEADER_BYTES), ...chunks]);
    expect(opened(made(chunk(0), chunk(1), chunk(2)))).not.toBeNull();
    for (const wrong of [
      made(chunk(1), chunk(0), chunk(2)),
      made(chunk(0), chunk(0), chunk(2)),
      made(chunk(0), chunk(2)),
      made(chunk(0), chunk(1)),
      made(chunk(0), chunk(1), chunk(2), chunk(2)),
      made(chunk(0), chunk(1, other), chunk(2)),
    ]) {
      expect(opened(wrong)).toBeNull();
    }
  });

  it("tell another key from damage, and show nothing of a key", () => {
    const file = sealBytes(KEY, Buffer.from("abc"));
    expect(sealOf(file, DataKey.from(DataKey.random()))).toBeNull();
    expect(sealBytes(KEY, Buffer.from("abc")).equals(file)).toBe(false);
    const shown = `${JSON.stringify(KEY)} ${inspect(KEY, { depth: 9, showHidden: true })}`;
    expect(shown).not.toContain(SECRET.reveal());
    expect(shown).not.toContain(Buffer.from(SECRET.reveal(), "base64").toString("hex").slice(0, 16));
    const error = thrown(() => DataKey.from(new Secret("no such key")));
    expect([error.code, error.message.includes("no such key")]).toEqual(["BACKSIGHT_ARGUMENT", false]);
  });
});
