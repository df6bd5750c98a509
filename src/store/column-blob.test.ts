import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Column, decodeColumn, encodeColumn } from "./column-blob.ts";

function hex(column: Column): string {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength).toString("hex");
}

describe("encodeColumn", () => {
  it("comes back bit by bit, whatever the bits are", () => {
    const anyBits = fc.uint8Array({ minLength: 0, maxLength: 400 }).map((bytes) => {
      const whole = new Uint8Array(bytes.length - (bytes.length % 8));
      whole.set(bytes.subarray(0, whole.length));
      return whole.buffer;
    });
    fc.assert(
      fc.property(anyBits, fc.boolean(), (buffer, isFloat) => {
        const column = isFloat ? new Float64Array(buffer) : new Int32Array(buffer);
        const back = decodeColumn(encodeColumn(column, "a"), "a");
        expect(back.constructor).toBe(column.constructor);
        expect(hex(back)).toBe(hex(column));
      }),
    );
  });

  it("is little-endian IEEE 754: π is 0x400921fb54442d18", () => {
    const { bytes, encoding, length } = encodeColumn(Float64Array.of(Math.PI), "a");
    expect({ bytes: Buffer.from(bytes).toString("hex"), encoding, length }).toEqual({
      bytes: "182d4454fb210940",
      encoding: "raw",
      length: 1,
    });
  });

  it("takes a view of a larger buffer, and deflates what gets smaller by it", () => {
    const column = new Float64Array(1000).fill(100).subarray(10, 900);
    const blob = encodeColumn(column, "a");
    expect(blob.encoding).toBe("deflate");
    expect(blob.bytes.length).toBeLessThan(column.byteLength / 10);
    expect(decodeColumn(blob, "a")).toEqual(column);
  });
});

describe("decodeColumn", () => {
  const good = encodeColumn(new Float64Array(50).fill(7), "a");
  const plain = encodeColumn(Float64Array.of(Math.PI, Math.E), "a");

  it.each([
    ["another type", { ...good, type: "f32" }, /type is "f32"/],
    ["a length that isn't one", { ...good, length: -1 }, /length is -1/],
    ["a fraction of a length", { ...good, length: 1.5 }, /length is 1.5/],
    ["an absurd length", { ...good, length: 2 ** 40 }, /length is/],
    ["another encoding", { ...good, encoding: "zip" }, /encoding is "zip"/],
    ["no bytes", { ...good, bytes: null }, /no bytes/],
    ["missing bytes", { ...plain, bytes: plain.bytes.subarray(1) }, /15 bytes instead of 16/],
    ["a longer length", { ...good, length: 51 }, /400 bytes instead of 408/],
    ["a shorter length", { ...good, length: 49 }, /can't be unpacked/],
    ["packed bytes that break off", { ...good, bytes: good.bytes.subarray(0, 4) }, /can't be unpacked/],
    [
      "a blob that unpacks to gigabytes",
      { ...good, bytes: deflateRawSync(Buffer.alloc(5_000_000)) },
      /can't be unpacked/,
    ],
    ["another checksum", { ...good, sha256: "0".repeat(64) }, /checksum differs/],
  ])("refuses %s", (_, blob, problem) => {
    expect(() => decodeColumn(blob, "a")).toThrow(problem);
  });

  it("refuses a column that was saved as another one", () => {
    expect(() => decodeColumn(plain, "b")).toThrow(/checksum differs/);
  });

  it("refuses every single flipped bit", () => {
    for (let bit = 0; bit < plain.bytes.length * 8; bit++) {
      const bytes = Uint8Array.from(plain.bytes);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => decodeColumn({ ...plain, bytes }, "a")).toThrow(/checksum differs/);
    }
  });
});
