import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../../core/random.ts";
import { gunzipChunks } from "./gunzip-chunks.ts";

const text = Buffer.from(Array.from({ length: 3000 }, (_, i) => `${i},${i * 7919}\n`).join(""));
const packed = gzipSync(text);

async function unpacked(bytes: Uint8Array, step = 100): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += step) chunks.push(bytes.subarray(at, at + step));
  const pieces: Uint8Array[] = [];
  for await (const piece of gunzipChunks(chunks, "x.gz")) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe("gunzipChunks", () => {
  it("unpacks one member or several, in chunks of any size", async () => {
    const twice = Buffer.concat([packed, packed]);
    for (const step of [1, 64, 1000, 1e6]) {
      expect(await unpacked(packed, step)).toEqual(text);
      expect(await unpacked(twice, step)).toEqual(Buffer.concat([text, text]));
    }
  });

  it("refuses what was cut, at every byte", async () => {
    for (let length = 0; length < packed.length; length += 61) {
      await expect(unpacked(packed.subarray(0, length))).rejects.toMatchObject({ code: "BACKSIGHT_FLAT_FILE_DAMAGED" });
    }
    await expect(unpacked(packed.subarray(0, -1))).rejects.toThrow("x.gz is damaged: its packed content was cut");
  });

  it("refuses whatever stands behind the last member, which may have been one", async () => {
    const member = Buffer.concat([packed, packed]);
    member[packed.length]! ^= 4;
    for (const bytes of [Buffer.concat([packed, Buffer.alloc(1)]), Buffer.concat([packed, Buffer.alloc(1 << 20, 7)])]) {
      await expect(unpacked(bytes)).rejects.toMatchObject({ code: "BACKSIGHT_FLAT_FILE_DAMAGED" });
    }
    await expect(unpacked(member)).rejects.toMatchObject({ code: "BACKSIGHT_FLAT_FILE_DAMAGED" });
  });

  it("refuses what isn't packed, or empty", async () => {
    await expect(unpacked(text)).rejects.toThrow("its packed content is broken");
    await expect(unpacked(Buffer.alloc(0))).rejects.toMatchObject({ code: "BACKSIGHT_FLAT_FILE_DAMAGED" });
  });

  it("passes the source's own failure on, ends when it is stopped, and asks for no more than is used", async () => {
    let asked = 0;
    async function* source(end: () => void) {
      for (let at = 0; at < packed.length; at += 100) {
        asked++;
        yield packed.subarray(at, at + 100);
        if (asked === 20) end();
      }
    }
    const fail = () => {
      throw new RangeError("cut off");
    };
    const drain = async (chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal) => {
      for await (const _ of gunzipChunks(chunks, "x.gz", signal));
    };
    await expect(drain(source(fail))).rejects.toThrow(RangeError);
    await expect(
      drain(
        source(() => {}),
        AbortSignal.abort(),
      ),
    ).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
    const random = randomStream(5, "gunzip");
    const large = gzipSync(Uint32Array.from({ length: 500_000 }, () => random.nextUint32()));
    let given = 0;
    async function* watched() {
      for (let at = 0; at < large.length; at += 4096) {
        given += 4096;
        yield large.subarray(at, at + 4096);
      }
    }
    for await (const _ of gunzipChunks(watched(), "x.gz")) break;
    expect(given).toBeLessThan(large.length / 2);
  });
});
