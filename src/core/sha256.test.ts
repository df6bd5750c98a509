import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSha256, sha256, updateWithColumn } from "./sha256.ts";

const native = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("sha256", () => {
  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
    [
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
    ],
  ])("gives the value of FIPS 180 for %j", (text, hash) => {
    expect(sha256(text)).toBe(hash);
  });

  it("gives the value of FIPS 180 for a million times the letter a", () => {
    const hasher = createSha256();
    const part = new Uint8Array(1000).fill(97);
    for (let i = 0; i < 1000; i++) hasher.update(part);
    expect(hasher.digest()).toBe("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  });

  it("is Node's own, however the bytes come in", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 }), (parts) => {
        const hasher = createSha256();
        for (const part of parts) hasher.update(part);
        expect(hasher.digest()).toBe(native(Buffer.concat(parts)));
      }),
    );
  });

  it("pads every length around a block's end", () => {
    for (let length = 50; length <= 130; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => i);
      expect(sha256(bytes), `${length} bytes`).toBe(native(bytes));
    }
  });

  it("takes texts as UTF-8", () => expect(sha256("€ 𝄞")).toBe(native(Buffer.from("€ 𝄞", "utf8"))));
});

describe("updateWithColumn", () => {
  const hashOf = (column: Float64Array) => {
    const hasher = createSha256();
    updateWithColumn(hasher, column);
    return hasher.digest();
  };
  const littleEndian = (column: Float64Array) => {
    const view = new DataView(new ArrayBuffer(column.byteLength));
    for (const [i, value] of column.entries()) view.setFloat64(i * 8, value, true);
    return new Uint8Array(view.buffer);
  };

  it("hashes little-endian doubles, long columns piece by piece", () => {
    const column = Float64Array.from({ length: 20_001 }, (_, i) => i / 3);
    expect(hashOf(column)).toBe(native(littleEndian(column)));
  });

  it("has one form for every NaN and for both zeros", () => {
    const payloads = new Float64Array(
      BigUint64Array.of(0x7ff8000000000000n, 0xfff8000000000000n, 0x7ff800000000beefn).buffer,
    );
    const hashes = new Set(Array.from(payloads, (_, i) => hashOf(payloads.subarray(i, i + 1))));
    expect(hashes.size).toBe(1);
    expect(hashOf(Float64Array.of(-0))).toBe(hashOf(Float64Array.of(0)));
    expect(hashOf(Float64Array.of(NaN))).not.toBe(hashOf(Float64Array.of(0)));
  });

  it("leaves the column as it was", () => {
    const column = Float64Array.of(-0, NaN, 1);
    hashOf(column);
    expect(Object.is(column[0], -0)).toBe(true);
  });
});
