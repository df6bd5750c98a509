import zlib from "node:zlib";
import fc from "fast-check";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../../../core/random.ts";
import type { VendorBars } from "../../../market-data/data-source.ts";
import type { ParquetCodecs } from "../parquet-codecs.ts";
import { decodeRowsParquet } from "./decode-rows-parquet.ts";
import { encodeBarsParquet } from "./encode-bars-parquet.ts";

const unpack = (bytes: Uint8Array, length: number) => zlib.zstdDecompressSync(bytes, { maxOutputLength: length || 1 });
const codecs: ParquetCodecs = {
  compress: { ZSTD: (bytes) => zlib.zstdCompressSync(bytes) },
  decompress: { ZSTD: unpack },
};

/** Minutes of sessions, prices on cents, volumes in fractions. */
function bars(length: number): VendorBars {
  const random = randomStream(length, "bars");
  const column = (at: (i: number) => number) => Float64Array.from({ length }, (_, i) => at(i));
  const time = column((i) => 1_704_205_800_000 + i * 60_000 + Math.floor(i / 390) * 63_000_000);
  const cents = () => column(() => (10_000 + random.below(60)) / 100);
  return {
    time,
    closeTime: time.map((at) => at + 60_000),
    open: cents(),
    high: cents(),
    low: cents(),
    close: cents(),
    volume: column(() => random.below(4_000_000_000) / 1e6),
    vwap: column(() => (random.below(5) === 0 ? NaN : 100 + random.below(1_000_000) / 1e4)),
    transactions: column(() => random.below(200)),
  };
}

const footerOf = (bytes: Uint8Array<ArrayBuffer>) => parquetMetadata(bytes.slice().buffer);

describe("encodeBarsParquet", () => {
  it("writes what another reader reads, over several row groups, in every encoding", async () => {
    for (const length of [1, 7, 1000, 140_000]) {
      const data = bars(length);
      const bytes = encodeBarsParquet(data, { symbol: "ABC" }, { codecs });
      const rows = await parquetReadObjects({
        file: bytes.slice().buffer,
        compressors: { ZSTD: unpack },
      });
      expect(rows).toHaveLength(length);
      const names = { closeTime: "close_time" } as Record<string, string>;
      for (const [key, column] of Object.entries(data) as [string, Float64Array][]) {
        const read = rows.map((row) => Number(row[names[key] ?? key]));
        expect(Float64Array.from(read)).toEqual(column);
      }
    }
    const metadata = footerOf(encodeBarsParquet(bars(140_000), {}, { codecs }));
    expect(metadata.row_groups.map(({ num_rows }) => num_rows)).toEqual([131_072n, 8_928n]);
    const [group] = metadata.row_groups;
    const facts = group!.columns.map(({ meta_data: facts }) => facts!);
    expect(facts.map(({ encodings }) => encodings.at(-1))).toEqual([
      ...["DELTA_BINARY_PACKED", "DELTA_BINARY_PACKED"],
      ...["RLE_DICTIONARY", "RLE_DICTIONARY", "RLE_DICTIONARY", "RLE_DICTIONARY"],
      ...["PLAIN", "PLAIN", "RLE_DICTIONARY"],
    ]);
    // Sizes add up to where the next column begins.
    for (const [j, { data_page_offset, dictionary_page_offset, total_compressed_size }] of facts.entries()) {
      const start = dictionary_page_offset ?? data_page_offset;
      const next = facts[j + 1];
      if (next !== undefined) {
        expect(start + total_compressed_size).toBe(next.dictionary_page_offset ?? next.data_page_offset);
      }
    }
    expect(group!.total_byte_size).toBe(facts.reduce((sum, one) => sum + one.total_uncompressed_size, 0n));
  });

  it("packs what neither differences nor a dictionary fit, where that is worth it", () => {
    const codecOf = (column: Float64Array) => {
      const data = { ...bars(column.length), volume: column };
      return footerOf(encodeBarsParquet(data, {}, { codecs })).row_groups[0]!.columns[6]!.meta_data!.codec;
    };
    const chance = randomStream(5, "chance");
    expect(codecOf(Float64Array.from({ length: 1000 }, (_, i) => i))).toBe("ZSTD");
    const bytes = Uint8Array.from({ length: 8000 }, () => chance.below(256));
    expect(codecOf(new Float64Array(bytes.buffer))).toBe("UNCOMPRESSED");
    expect(codecOf(Float64Array.from({ length: 20 }, (_, i) => i))).toBe("UNCOMPRESSED");
  });

  it("ends with all rows or a typed error whichever bit is flipped, 2,000 of them, and wherever the file is cut", async () => {
    const data = bars(500);
    const whole = encodeBarsParquet(data, { symbol: "ABC" }, { codecs });
    const options = { codecs, path: "x.parquet", dataset: "bars", symbol: "ABC" } as const;
    const decoded = (bytes: Uint8Array) =>
      decodeRowsParquet(bytes, options).catch((error: { code: string }) => {
        expect(error.code).toMatch(/^BACKSIGHT_PARQUET_/);
        return undefined;
      });
    expect((await decoded(whole))?.data).toEqual({ dataset: "bars", rows: data });
    // Without a checksum a price may become another price: what must hold is an end, with rows or a typed error.
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length * 8 - 1), async (bit) => {
        const bytes = whole.slice();
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        const rows = (await decoded(bytes))?.data.rows as VendorBars | undefined;
        if (rows !== undefined) expect(rows.time).toHaveLength(500);
      }),
      { numRuns: 2000 },
    );
    for (let length = 0; length < whole.length; length += 64)
      expect(await decoded(whole.subarray(0, length))).toBeUndefined();
  });
});
