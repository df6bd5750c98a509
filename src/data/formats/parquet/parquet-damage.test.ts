import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomMarket } from "../../../../test/support/random-market.ts";
import { isBacksightError } from "../../../core/errors.ts";
import type { Bars } from "../../../market/bars.ts";
import { nodeParquetCodecs as codecs } from "../../../sources/file/node-parquet-codecs.ts";
import { CHECKSUM_KEY, FACTS_KEY } from "./bars-schema.ts";
import { decodeBarsParquet } from "./decode-bars-parquet.ts";
import { encodeBarsParquet } from "./write-bars-parquet.ts";

const FIXTURES = new URL("../../../../test/fixtures/parquet/", import.meta.url);
const foreign = readdirSync(FIXTURES)
  .filter((name) => name.endsWith(".parquet"))
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, FIXTURES))) }));

async function decoded(bytes: Uint8Array): Promise<Bars | string> {
  try {
    return await decodeBarsParquet(bytes, { codecs, path: "x.parquet" });
  } catch (error) {
    if (isBacksightError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
}

function flipped(bytes: Uint8Array, bits: readonly number[]): Uint8Array {
  const copy = bytes.slice();
  for (const bit of bits) copy[(bit >> 3) % copy.length]! ^= 1 << (bit & 7);
  return copy;
}

const text = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
const bytesOf = (latin1: string) => Uint8Array.from(latin1, (letter) => letter.charCodeAt(0));

describe("files that never were Parquet", () => {
  test.each([
    ["nothing", "", "it has only 0 bytes"],
    ["a few bytes", "PAR1PAR1", "it has only 8 bytes"],
    ["text", "date,open,high,low,close\n2024-01-02,1,2,1,1\n", "it begins and ends like something else"],
    ["an encrypted file", "PARE ............ PARE", "it is encrypted"],
  ])("%s", async (_, content, reason) => {
    expect(await decoded(bytesOf(content))).toBe(
      `BACKSIGHT_PARQUET_FILE: x.parquet isn't a Parquet file that can be read: ${reason}. ` +
        "Give a Parquet file, or name the format that it has, such as csv:x.parquet.",
    );
  });
});

describe("damaged files", () => {
  test("a file that was cut off, anywhere", async () => {
    const bytes = await encodeBarsParquet(randomMarket("lively", 1, 300), { codecs });
    for (let length = 12; length < bytes.length; length += 37) {
      expect(await decoded(bytes.subarray(0, length))).toContain(
        "BACKSIGHT_PARQUET_DAMAGED: x.parquet is damaged: its end is missing, as after a transfer that was cut off.",
      );
    }
  });

  test("a footer that claims more than there is", async () => {
    const content = text(await encodeBarsParquet(randomMarket("lively", 1, 30), { codecs }));
    expect(await decoded(bytesOf(`${content.slice(0, -8)}\xff\xff\xff\x00PAR1`))).toContain(
      "its footer claims 16777223",
    );
    expect(await decoded(bytesOf(`PAR1${"\x00".repeat(40)}\x20\x00\x00\x00PAR1`))).toContain(
      "its footer can't be read",
    );
  });

  test("no changed bit of a price, a time or a note stays unnoticed", async () => {
    const bars = randomMarket("lively", 2, 200);
    const bytes = await encodeBarsParquet(bars, { codecs, codec: "UNCOMPRESSED" });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length * 8 - 1), { minLength: 1, maxLength: 3 }), async (bits) => {
        const outcome = await decoded(flipped(bytes, bits));
        if (typeof outcome === "string") return;
        // Bits that say nothing about the bars: sizes for skipping, statistics, spare fields.
        for (const name of ["time", "closeTime", "open", "high", "low", "close", "volume"] as const) {
          expect(outcome[name]).toEqual(bars[name]);
        }
        expect({ ...outcome.instrument, notes: outcome.notes }).toEqual({ ...bars.instrument, notes: bars.notes });
      }),
      { numRuns: 1500 },
    );
  });

  test.each(["ZSTD", "SNAPPY", "GZIP"] as const)(
    "flipped bits of packed pages (%s) end with an error, soon",
    async (codec) => {
      const bars = randomMarket("lively", 4, 200);
      const bytes = await encodeBarsParquet(bars, { codecs, codec });
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(bytes.length * 8 - 1), { minLength: 1, maxLength: 8 }), async (bits) => {
          const outcome = await decoded(flipped(bytes, bits));
          if (typeof outcome === "string") expect(outcome).toMatch(/^BACKSIGHT_\w+: \S.*\.$/s);
          else expect(outcome.open).toEqual(bars.open);
        }),
        { numRuns: 500 },
      );
    },
  );

  test.each(foreign)("flipped bits of $name end with bars or an error, soon", async ({ bytes }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length * 8 - 1), { minLength: 1, maxLength: 4 }), async (bits) => {
        const outcome = await decoded(flipped(bytes, bits));
        if (typeof outcome === "string") expect(outcome).toMatch(/^BACKSIGHT_\w+: \S.*\.$/s);
        else expect(outcome.length).toBeGreaterThan(0);
      }),
      { numRuns: 800 },
    );
  });
});

describe("files of Backsight", () => {
  const changed = async (from: string, to: string) => {
    const bytes = await encodeBarsParquet(randomMarket("lively", 1, 30), { codecs, codec: "UNCOMPRESSED" });
    const content = text(bytes);
    expect(content).toContain(from);
    return bytesOf(content.replace(from, to));
  };

  test("say that a changed description is damage", async () => {
    expect(await decoded(await changed('"symbol":"RANDOM"', '"symbol":"RANDOW"'))).toContain("its checksum differs");
    expect(await decoded(await changed('"adjustment":"raw"', '"adjustment":"row"'))).toContain(
      'the description of its bars has no usable "adjustment"',
    );
    expect(await decoded(await changed('{"adjustment"', '{{adjustment"'))).toContain(
      "the description of its bars isn't JSON",
    );
  });

  test("say that a newer version wrote them", async () => {
    expect(await decoded(await changed('"format":1', '"format":2'))).toContain(
      "x.parquet was written by a newer Backsight (format 2, this one knows 1).",
    );
  });

  test("are read by their columns where another program wrote them anew, which is said", async () => {
    const content = text(await changed("\x09backsight", "\x09otherprog"));
    const bars = (await decoded(bytesOf(content.replace("\x04bars", "\x04root")))) as Bars;
    const original = randomMarket("lively", 1, 30);
    expect(bars.close).toEqual(original.close);
    expect(bars.time).toEqual(original.time);
    expect(bars.source).toBe("parquet:x.parquet");
    expect(bars.notes.slice(0, 2)).toEqual([
      "otherprog wrote the file anew: what Backsight noted in it isn't used",
      "columns not used: close_time",
    ]);
    expect([FACTS_KEY, CHECKSUM_KEY]).toEqual(["backsight.bars", "backsight.checksum"]);
  });
});
