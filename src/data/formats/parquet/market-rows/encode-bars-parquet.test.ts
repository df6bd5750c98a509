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

  /** A column of too many different values for a dictionary: chance alone, or numbers that have most bytes in common. */
  const stretch = (length: number, kind: "chance" | "alike" | "nothing", seed: number) => {
    const random = randomStream(seed, kind);
    if (kind === "nothing") return new Float64Array(length).fill(NaN);
    if (kind === "alike") return Float64Array.from({ length }, () => random.below(1e9));
    return Float64Array.from({ length }, () => (0.5 + random.uniform()) * 2 ** (random.below(1000) - 500));
  };
  const joined = (...pieces: Float64Array[]) => Float64Array.from(pieces.flatMap((piece) => [...piece]));
  const volumeOf = (column: Float64Array) => {
    const bytes = encodeBarsParquet({ ...bars(column.length), volume: column }, {}, { codecs });
    const { codec, encodings, total_compressed_size } = footerOf(bytes).row_groups[0]!.columns[6]!.meta_data!;
    return { bytes, codec, encodings, size: Number(total_compressed_size) };
  };

  it("gives columns of any make and length back, and never takes more than their plain bytes", async () => {
    const kinds = fc.constantFrom("chance", "alike", "nothing");
    // Two thousand and forty-eight doubles is where a part is tried before the whole.
    const lengths = fc.oneof(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 2040, max: 2056 }), fc.nat(5000));
    const stretches = fc.array(fc.tuple(lengths, kinds, fc.nat()), { minLength: 1, maxLength: 3 });
    const options = { codecs, path: "x.parquet", dataset: "bars", symbol: "ABC" } as const;
    await fc.assert(
      fc.asyncProperty(stretches, async (pieces) => {
        const column = joined(Float64Array.of(1), ...pieces.map(([length, kind, seed]) => stretch(length, kind, seed)));
        const { bytes, codec, encodings, size } = volumeOf(column);
        const { volume } = (await decodeRowsParquet(bytes, options)).data.rows as VendorBars;
        expect(volume).toEqual(column);
        // A page's header is less than 100 bytes.
        expect(size).toBeLessThan(8 * column.length + 100);
        if (encodings.includes("RLE_DICTIONARY")) return;
        const packed = codecs.compress.ZSTD!(new Uint8Array(column.buffer)).length;
        const isWorthIt = column.length >= 64 && packed < 0.9 * 8 * column.length;
        // Of short columns all is tried; what is packed is always worth it.
        if (column.length < 2048) expect(codec).toBe(isWorthIt ? "ZSTD" : "UNCOMPRESSED");
        else if (codec === "ZSTD") expect(isWorthIt).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("packs long columns by what they are throughout, not by how they begin", () => {
    for (const length of [2048, 20_000]) {
      expect(volumeOf(stretch(length, "alike", 1)).codec).toBe("ZSTD");
      expect(volumeOf(stretch(length, "chance", 1)).codec).toBe("UNCOMPRESSED");
      const rest = length - 600;
      expect(volumeOf(joined(stretch(600, "chance", 2), stretch(rest, "alike", 2))).codec).toBe("ZSTD");
      expect(volumeOf(joined(stretch(rest, "alike", 3), stretch(600, "chance", 3))).codec).toBe("ZSTD");
    }
    // A head that packs well and a body of chance: it was tried, and left as it is.
    const column = joined(stretch(600, "alike", 4), stretch(19_400, "chance", 4));
    expect(volumeOf(column).codec).toBe("UNCOMPRESSED");
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
