import zlib from "node:zlib";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { TICK_LADDER } from "../../../../market/tick-grid.ts";
import type { DataRows } from "../../../market-data/data-source.ts";
import { millisecondsOf, noRows } from "../../../market-data/rows.ts";
import type { ParquetCodecs } from "../parquet-codecs.ts";
import { decodeRowsParquet } from "./decode-rows-parquet.ts";
import { encodeRowsParquet } from "./encode-rows-parquet.ts";

const codecs: ParquetCodecs = {
  compress: { ZSTD: (bytes) => zlib.zstdCompressSync(bytes) },
  decompress: { ZSTD: (bytes, length) => zlib.zstdDecompressSync(bytes, { maxOutputLength: Math.max(1, length) }) },
};

const column = (length: number, at: (i: number) => number) => Float64Array.from({ length }, (_, i) => at(i));

function bars(length: number, rest: object = {}): DataRows {
  const time = column(length, (i) => 1_700_000_000_000 + i * 60_000);
  const rows = {
    time,
    closeTime: time.map((at) => at + 60_000),
    open: column(length, (i) => 100 + i / 7),
    high: column(length, (i) => 101 + i / 7),
    low: column(length, (i) => 99 + i / 7),
    close: column(length, (i) => 100.5 + i / 7),
    volume: column(length, (i) => (i % 5 === 0 ? NaN : i * 1.5)),
    ...rest,
  };
  return { dataset: "bars", rows };
}

function trades(length: number): DataRows {
  const timeNs = BigInt64Array.from({ length }, (_, i) => 1_679_990_340_010_084_598n + BigInt(i) * 7_000_003n);
  const starts = Uint32Array.from({ length: length + 1 }, (_, i) => Math.floor(i / 2));
  return {
    dataset: "trades",
    rows: {
      symbol: "BRK.B",
      length,
      timeNs,
      time: millisecondsOf(timeNs),
      price: column(length, (i) => 300 + i / 100),
      size: column(length, (i) => i * 0.25),
      exchange: Uint16Array.from({ length }, (_, i) => (i * 257) % 65_536),
      correction: Uint8Array.from({ length }, (_, i) => i % 13),
      sequence: column(length, (i) => (i === 0 ? NaN : i)),
      conditions: { starts, codes: Uint16Array.from({ length: starts[length]! }, (_, i) => (i * 11) % 60_000) },
    },
  };
}

function quotes(length: number): DataRows {
  const { rows } = trades(length);
  const { price, size, exchange, correction, ...ticks } = rows as Extract<DataRows, { dataset: "trades" }>["rows"];
  expect(correction).toHaveLength(length);
  return {
    dataset: "quotes",
    rows: {
      ...ticks,
      bidPrice: price,
      askPrice: price.map((at) => at + 0.01),
      bidSize: size,
      askSize: size.map((at) => at * 2),
      bidExchange: exchange,
      askExchange: exchange.map((at) => 65_535 - at),
    },
  };
}

async function roundTrip(data: DataRows): Promise<unknown> {
  const bytes = await encodeRowsParquet(data, { symbol: "BRK.B", from: 5 }, { codecs });
  const options = { codecs, path: "x.parquet", dataset: data.dataset, symbol: "BRK.B" };
  const decoded = await decodeRowsParquet(bytes, options);
  expect(decoded.about).toEqual({ symbol: "BRK.B", from: 5, format: 1 });
  return decoded.data;
}

describe("encodeRowsParquet and decodeRowsParquet", () => {
  it("give bars back, with and without the optional columns, and with times between milliseconds", async () => {
    for (const data of [
      bars(1),
      bars(1000),
      bars(1000, { vwap: column(1000, (i) => 100 + i) }),
      bars(10, { vwap: column(10, () => NaN), transactions: column(10, (i) => i) }),
      bars(10, { time: column(10, (i) => i + 0.25), closeTime: column(10, (i) => i + 0.5) }),
      bars(10, { time: column(10, (i) => i - 50), closeTime: column(10, (i) => i - 49) }),
      noRows("bars", "X"),
    ]) {
      expect(await roundTrip(data)).toEqual(data);
    }
  });

  it("give ticks back to the nanosecond, also over several row groups", async () => {
    for (const data of [trades(1), trades(1001), quotes(1001), noRows("trades", "BRK.B"), noRows("quotes", "BRK.B")]) {
      expect(await roundTrip(data)).toEqual(data);
    }
    expect(await roundTrip(trades(300_000))).toEqual(trades(300_000));
  });

  it("give ticks from before 1970 back", async () => {
    const timeNs = BigInt64Array.of(-5_000_001n, 0n, 3n);
    const data = trades(3);
    const early = { ...data, rows: { ...data.rows, timeNs, time: millisecondsOf(timeNs) } } as DataRows;
    expect(await roundTrip(early)).toEqual(early);
  });

  it("read bars that earlier versions wrote with the package, plain pages packed with Zstandard", async () => {
    const { rows } = bars(5000) as Extract<DataRows, { dataset: "bars" }>;
    const names = ["time", "close_time", "open", "high", "low", "close", "volume"];
    const times = { type: "INT64", converted_type: "TIMESTAMP_MILLIS" } as const;
    const writer = new ByteWriter();
    const parquet = new ParquetWriter({
      writer,
      schema: [
        { name: "bars", num_children: names.length },
        ...names.map((name, j) => ({
          name,
          ...(j < 2 ? times : { type: "DOUBLE" as const }),
          repetition_type: "REQUIRED" as const,
        })),
      ],
      codec: "ZSTD",
      compressors: codecs.compress,
      statistics: false,
      createdBy: "backsight",
      kvMetadata: [{ key: "backsight.rows", value: '{"format":1}' }],
    });
    const columns = [rows.time, rows.closeTime, rows.open, rows.high, rows.low, rows.close, rows.volume];
    await parquet.write({
      columnData: columns.map((column, j) => ({
        name: names[j]!,
        data: j < 2 ? Array.from(column, (at) => new Date(at)) : column,
        encoding: "PLAIN" as const,
      })),
    });
    await parquet.finish();
    const bytes = new Uint8Array(writer.getBytes());
    const options = { codecs, path: "x.parquet", dataset: "bars", symbol: "A" } as const;
    expect((await decodeRowsParquet(bytes, options)).data).toEqual({ dataset: "bars", rows });
  });

  it("tell what was found in bars beside what was said about them; of bars that are refused, and of ticks, nothing", async () => {
    const options = { codecs, path: "x.parquet", symbol: "A" };
    const verifiedOf = async (data: DataRows) =>
      (await decodeRowsParquet(await encodeRowsParquet(data, {}, { codecs }), { ...options, dataset: data.dataset }))
        .verified;
    const prices = column(4, (i) => 10 + i / 4);
    const halves = bars(4, { open: prices, high: prices, low: prices, close: column(4, () => 10.5) });
    // Three closes lie off a range of one price; quarters are on all grids that are multiples of four.
    expect(await verifiedOf(halves)).toEqual({ outside: 3, grids: TICK_LADDER.filter((grid) => grid % 4 === 0) });
    expect(await verifiedOf(bars(4, { high: column(4, () => 0) }))).toBeNull();
    expect(await verifiedOf(noRows("bars", "A"))).toBeNull();
    expect(await verifiedOf(trades(4))).toBeNull();
  });

  it("refuse columns of different lengths", async () => {
    const data = bars(5, { vwap: new Float64Array(4) });
    await expect(encodeRowsParquet(data, {}, { codecs })).rejects.toThrow("vwap must hold 5 values, held 4");
  });

  it("refuse another dataset and another format", async () => {
    const bytes = await encodeRowsParquet(bars(3), {}, { codecs });
    const options = { codecs, path: "x.parquet", dataset: "trades", symbol: "A" } as const;
    await expect(decodeRowsParquet(bytes, options)).rejects.toThrow("x.parquet is damaged: it holds bars, not trades");
    const text = new TextEncoder();
    const newer = Buffer.from(bytes);
    newer.write('{"format":9', newer.indexOf(text.encode('{"format":1')));
    await expect(decodeRowsParquet(newer, { ...options, dataset: "bars" })).rejects.toMatchObject({
      code: "BACKSIGHT_PARQUET_NEWER",
    });
  });
});
