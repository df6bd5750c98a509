import { readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { canMount, smallDisk } from "../../../../test/support/small-disk.ts";
import { temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { randomStream } from "../../../core/random.ts";
import { decodeRowsParquet } from "../../../data/formats/parquet/market-rows/decode-rows-parquet.ts";
import type { Dataset } from "../../../data/market-data/data-request.ts";
import type { DataRows, MarketDay, WholeMarketSource } from "../../../data/market-data/data-source.ts";
import { aroundTheClock } from "../../../market/calendar/around-the-clock.ts";
import { dayOfDate } from "../../../market/calendar/calendar.ts";
import { usEquity } from "../../../market/calendar/us-equity.ts";
import { instrument } from "../../../market/instrument.ts";
import { parseTimeframe } from "../../../market/timeframe.ts";
import { nodeParquetCodecs } from "../../file/node-parquet-codecs.ts";
import type { IngestPorts } from "../market-ingest.ts";
import { rangeOfDay } from "../range-of-day.ts";
import type { Segment, SegmentCommit } from "../segment.ts";
import { DayFileReader } from "./day-file-reader.ts";
import { extractSymbols } from "./extract-symbols.ts";
import { flatFileIngest } from "./flat-file-ingest.ts";

const BARS = "ticker,volume,open,close,high,low,window_start,transactions";
const TRADES = "ticker,conditions,correction,exchange,price,sip_timestamp,size,sequence_number";
const DAYS = [2, 3, 4, 5, 8].map((day) => dayOfDate(2024, 1, day));

interface Rig {
  readonly source: WholeMarketSource;
  readonly ports: IngestPorts;
  readonly commits: SegmentCommit[];
  readonly days: readonly MarketDay[];
}

/** A source of the given objects, and a cache that records nothing but commits. */
function rig(objects: readonly Uint8Array[]): Rig {
  const commits: SegmentCommit[] = [];
  const days = objects.map((bytes, i): MarketDay => {
    const key = `us_stocks_sip/x/${i}.csv.gz`;
    return { day: DAYS[i]!, key, etag: `e${i}`, byteLength: bytes.length, lastModified: 7 };
  });
  const source: WholeMarketSource = {
    kind: "whole-market",
    id: "polygon",
    datasets: ["bars", "trades"],
    factsOf: (symbol) => ({
      instrument: instrument(symbol),
      calendar: symbol.startsWith("X:") ? aroundTheClock : usEquity,
      adjustment: "raw",
    }),
    listDays: async () => days,
    async *openDay(day) {
      const bytes = objects[days.indexOf(day)]!;
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
    },
  };
  return { source, commits, days, ports: { folder: temporaryFolder(), commit: (commit) => commits.push(commit) } };
}

const minutes = parseTimeframe("1m");
const daily = parseTimeframe("1d");
const request = ({ source, days }: Rig, dataset: Dataset = "bars", timeframe = minutes) => ({
  source,
  dataset,
  timeframe: dataset === "bars" ? timeframe : null,
  calendar: usEquity,
  days,
});
const segmentsOf = ({ commits }: Rig) => commits.flatMap(({ segments }) => segments);
const filesOf = ({ ports }: Rig) =>
  readdirSync(ports.folder, { recursive: true, encoding: "utf8", withFileTypes: true }).filter((file) => file.isFile());

/** Minutes of some tickers on a day, with two runs of one of them. */
function barsText(day: number, tickers: readonly string[], rows: number): string {
  const open = usEquity.open(DAYS[day]!) / 1000;
  const random = randomStream(7, `day ${day}`);
  const line = (ticker: string, i: number) => {
    const price = 1000 + random.below(9000);
    const volume = `${random.below(100_000)}.${String(random.below(1_000_000)).padStart(6, "0")}`;
    return `${ticker},${volume},${price / 100},${(price + 1) / 100},${(price + 2) / 100},${price / 100},${open + 60 * i}000000000,${i + 1}`;
  };
  const lines = tickers.flatMap((ticker) => Array.from({ length: rows }, (_, i) => line(ticker, i)));
  return `${[BARS, ...lines, line(tickers[0]!, rows)].join("\n")}\n`;
}

function tradesText(day: number, tickers: readonly string[], rows: number): string {
  const open = BigInt(usEquity.open(DAYS[day]!)) * 1_000_000n;
  const lines = tickers.flatMap((ticker) =>
    Array.from({ length: rows }, (_, i) => {
      // Every other one comes before the one above it.
      const at = open + BigInt(i % 2 === 0 ? i + 1 : i - 1) * 1_234_567n;
      return `${ticker},${i % 3 === 0 ? '"12,37"' : ""},0,4,${10 + i / 100},${at},${i + 0.5},${i}`;
    }),
  );
  return `${[TRADES, ...lines].join("\n")}\n`;
}

async function rowsOf({ ports }: Rig, segment: Segment): Promise<DataRows> {
  const bytes = readFileSync(join(ports.folder, segment.path));
  expect(bytes.length).toBe(segment.bytes);
  const { dataset, symbol, path } = segment;
  return (await decodeRowsParquet(bytes, { codecs: nodeParquetCodecs, path, dataset, symbol })).data;
}

describe("flatFileIngest", () => {
  it("brings days in, each with its object, and takes symbols out of them", async () => {
    const tickers = ["A", "KIMpL", "NA", "a"];
    const texts = DAYS.map((_, day) => barsText(day, tickers, 30));
    const all = rig(texts.map((text) => gzipSync(text)));
    const told: string[] = [];
    const ingest = flatFileIngest({ onQuality: ({ key }, { splitTickers }) => told.push(`${key} ${splitTickers}`) });
    await ingest.ingestDays(request(all), all.ports, {});
    expect(told).toEqual(all.days.map(({ key }) => `${key} 1`));
    expect(all.commits.map(({ objects }) => objects)).toEqual(
      all.days.map(({ day, key, etag, byteLength, lastModified }) => [
        {
          source: "polygon",
          dataset: "bars",
          symbol: "*",
          timeframe: "1m",
          ...rangeOfDay(usEquity, day),
          key,
          etag,
          byteLength,
          lastModified,
        },
      ]),
    );
    const days = segmentsOf(all);
    expect(days.map(({ rows, symbol }) => [rows, symbol])).toEqual(DAYS.map(() => [121, "*"]));
    for (const rowsAtOnce of [1, 200, 1e6]) {
      all.commits.length = 0;
      const wanted = { ...request(all), days, symbols: ["a", "A", "NULL", "KIMpL", "A"] };
      await extractSymbols(wanted, all.ports, {}, rowsAtOnce);
      const range = { from: days[0]!.from, to: days.at(-1)!.to };
      const coverage = all.commits.flatMap((commit) => commit.coverage ?? []);
      expect(coverage.map(({ symbol, from, to }) => ({ symbol, from, to }))).toEqual(
        ["A", "KIMpL", "NULL", "a"].map((symbol) => ({ symbol, ...range })),
      );
      const segments = segmentsOf(all);
      expect(segments.map(({ symbol, rows }) => [symbol, rows])).toEqual([
        ["A", 155],
        ["KIMpL", 150],
        ["a", 150],
      ]);
      for (const segment of segments) {
        const lines = texts.flatMap((text) => text.split("\n").filter((line) => line.startsWith(`${segment.symbol},`)));
        const numbers = lines.map((line) => line.split(",").map(Number));
        const column = (field: number, times = 1) => Float64Array.from(numbers, (row) => row[field]! * times);
        expect(await rowsOf(all, segment)).toEqual({
          dataset: "bars",
          rows: {
            time: column(6, 1e-6).map(Math.round),
            closeTime: column(6, 1e-6).map((time) => Math.round(time) + 60_000),
            open: column(2),
            high: column(4),
            low: column(5),
            close: column(3),
            volume: column(1),
            transactions: column(7),
          },
        });
      }
    }
  });

  it("gives days their sessions, and a wrongly stamped file its date", async () => {
    const midnight = (day: number) => rangeOfDay(usEquity, DAYS[day]!).from / 1000;
    const text = (day: number, stamp: number) => `${BARS}\nA,5,1,1,1,1,${midnight(stamp)}000000000,${day}\n`;
    const all = rig([gzipSync(text(0, 1)), gzipSync(text(1, 1))]);
    const ingest = flatFileIngest();
    await ingest.ingestDays(request(all, "bars", daily), all.ports, {});
    await ingest.extractSymbols(
      { ...request(all, "bars", daily), days: segmentsOf(all), symbols: ["A"] },
      all.ports,
      {},
    );
    const { rows } = await rowsOf(all, segmentsOf(all).at(-1)!);
    expect(rows.time).toEqual(Float64Array.from([DAYS[0]!, DAYS[1]!], (day) => usEquity.open(day)));
    expect((rows as { closeTime: Float64Array }).closeTime[1]).toBe(usEquity.close(DAYS[1]!));
    // Of minutes it can't be told which they are.
    const strange = rig([gzipSync(text(0, 1))]);
    await expect(ingest.ingestDays(request(strange), strange.ports, {})).rejects.toThrow(
      "us_stocks_sip/x/0.csv.gz is damaged: 1 of its 1 rows are of another date",
    );
    expect([strange.commits, filesOf(strange)]).toEqual([[], []]);
  });

  it("brings trades in and gives them in the tape's order", async () => {
    const all = rig([gzipSync(tradesText(0, ["A", "B", "C"], 30_000)), gzipSync(tradesText(1, ["B"], 50))]);
    const ingest = flatFileIngest();
    await ingest.ingestDays(request(all, "trades"), all.ports, {});
    const days = segmentsOf(all);
    expect(days.map(({ rows }) => rows)).toEqual([90_000, 50]);
    await ingest.extractSymbols({ ...request(all, "trades"), days, symbols: ["B"] }, all.ports, {});
    const segment = segmentsOf(all).at(-1)!;
    expect([segment.symbol, segment.timeframe, segment.rows]).toEqual(["B", null, 30_050]);
    const data = await rowsOf(all, segment);
    if (data.dataset !== "trades") throw new Error("no trades");
    const { timeNs, sequence, size, conditions } = data.rows;
    expect(timeNs.every((at, i) => i === 0 || at > timeNs[i - 1]!)).toBe(true);
    expect([...sequence.subarray(0, 4)]).toEqual([1, 0, 3, 2]);
    expect([...size.subarray(0, 2)]).toEqual([1.5, 0.5]);
    expect([...conditions.starts.subarray(0, 5)]).toEqual([0, 0, 2, 4, 4]);
    expect([...conditions.codes.subarray(0, 2)]).toEqual([12, 37]);
  });

  it("leaves nothing of an object that was cut, at any place, and commits nothing", async () => {
    const packed = gzipSync(barsText(0, ["A", "B"], 100));
    for (let length = 0; length < packed.length; length += 64) {
      const cut = rig([packed.subarray(0, length)]);
      await expect(flatFileIngest().ingestDays(request(cut), cut.ports, {})).rejects.toMatchObject({
        code: "BACKSIGHT_FLAT_FILE_DAMAGED",
      });
      expect([cut.commits, filesOf(cut)]).toEqual([[], []]);
    }
  });

  it("leaves nothing when the commit fails, or when it is stopped", async () => {
    const failing = rig([gzipSync(barsText(0, ["A"], 10))]);
    const ports: IngestPorts = {
      folder: failing.ports.folder,
      commit: () => {
        throw new RangeError("no");
      },
    };
    await expect(flatFileIngest().ingestDays(request(failing), ports, {})).rejects.toThrow(RangeError);
    expect(filesOf(failing)).toEqual([]);
    await flatFileIngest().ingestDays(request(failing), failing.ports, {});
    const extract = { ...request(failing), days: segmentsOf(failing), symbols: ["A"] };
    await expect(flatFileIngest().extractSymbols(extract, ports, {})).rejects.toThrow(RangeError);
    expect(filesOf(failing)).toHaveLength(1);
    const stopped = { signal: AbortSignal.abort() };
    await expect(flatFileIngest().ingestDays(request(failing), ports, stopped)).rejects.toMatchObject({
      code: "BACKSIGHT_CANCELLED",
    });
    await expect(flatFileIngest().extractSymbols(extract, ports, stopped)).rejects.toMatchObject({
      code: "BACKSIGHT_CANCELLED",
    });
  });
});

describe("damage", () => {
  it("of an object shows, or changes nothing: 1,000 flipped bits", async () => {
    const packed = gzipSync(barsText(0, ["A", "B"], 40));
    const random = randomStream(11, "object");
    const clean = rig([packed]);
    await flatFileIngest().ingestDays(request(clean), clean.ports, {});
    const { sha256 } = segmentsOf(clean)[0]!;
    let harmless = 0;
    for (let k = 0; k < 1000; k++) {
      const bytes = Uint8Array.from(packed);
      const bit = random.below(bytes.length * 8);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      const flipped = rig([bytes]);
      const code = await flatFileIngest()
        .ingestDays(request(flipped), flipped.ports, {})
        .then(
          () => "none",
          (error: { code: string }) => error.code,
        );
      if (code === "none") {
        harmless++;
        expect(segmentsOf(flipped)[0]!.sha256).toBe(sha256);
      } else {
        expect(code).toMatch(/^BACKSIGHT_/);
        expect(filesOf(flipped)).toEqual([]);
      }
    }
    // Of the header's ten bytes some say when and where it was packed.
    expect(harmless).toBeLessThan(20);
  });

  it("of a stored day shows, or changes nothing: 1,000 flipped bits, and every cut", async () => {
    const tickers = ["A", "B", "C"];
    const all = rig([gzipSync(barsText(0, tickers, 40))]);
    await flatFileIngest().ingestDays(request(all), all.ports, {});
    const [segment] = segmentsOf(all);
    const path = join(all.ports.folder, segment!.path);
    const bytes = readFileSync(path);
    const read = async () => {
      const chosen = new DayFileReader(path, "x.day", bytes.length, "bars").choose(tickers);
      const rows: unknown[] = [];
      await chosen.read(0, tickers.length, (ticker, columns, start, end) => rows.push([ticker, start, end, columns]));
      return rows;
    };
    const clean = await read();
    expect(clean).toHaveLength(3);
    const random = randomStream(12, "day");
    let harmless = 0;
    for (let k = 0; k < 1000; k++) {
      const damaged = Buffer.from(bytes);
      const bit = random.below(bytes.length * 8);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(path, damaged);
      let rows: unknown[] | undefined;
      try {
        rows = await read();
      } catch (error) {
        expect(error).toMatchObject({ code: "BACKSIGHT_CACHE_DAMAGED" });
        continue;
      }
      harmless++;
      expect(rows).toEqual(clean);
    }
    expect(harmless).toBeLessThan(20);
    for (let length = 0; length < bytes.length; length += 64) {
      writeFileSync(path, bytes.subarray(0, length));
      await expect(read()).rejects.toThrow(/x.day is damaged: it has \d+ of \d+ bytes/);
    }
  });

  it("of a day stops the taking out of symbols, with a typed error and nothing left", async () => {
    const all = rig([gzipSync(barsText(0, ["A"], 40))]);
    await flatFileIngest().ingestDays(request(all), all.ports, {});
    const [segment] = segmentsOf(all);
    const path = join(all.ports.folder, segment!.path);
    const bytes = readFileSync(path);
    const extract = { ...request(all), days: [segment!], symbols: ["A"] };
    bytes[10]! ^= 1;
    writeFileSync(path, bytes);
    await expect(flatFileIngest().extractSymbols(extract, all.ports, {})).rejects.toMatchObject({
      code: "BACKSIGHT_CACHE_DAMAGED",
      message: expect.stringContaining("the checksum of block 0 differs"),
    });
    await expect(
      flatFileIngest().extractSymbols({ ...extract, days: [{ ...segment!, path: "gone.day" }] }, all.ports, {}),
    ).rejects.toThrow("the cached file gone.day is damaged: it is gone");
    await expect(
      flatFileIngest().extractSymbols(
        { ...extract, dataset: "trades", timeframe: null, days: [{ ...segment!, dataset: "trades" }] },
        all.ports,
        {},
      ),
    ).rejects.toThrow("it holds bars, not trades");
    expect([all.commits.length, filesOf(all).length]).toEqual([1, 1]);
  });
});

describe.skipIf(!canMount)("a full disk of 16 MB (needs root and mount)", () => {
  it("leaves whole what was committed and nothing else, and work goes on when there is room", async () => {
    const tickers = Array.from({ length: 50 }, (_, k) => `T${k}`);
    const all = rig(DAYS.map((_, day) => gzipSync(barsText(day, tickers, 390))));
    const { folder } = smallDisk(16 * 2 ** 20);
    const ports: IngestPorts = { ...all.ports, folder };
    const files = () =>
      readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true }).filter((file) => file.isFile());
    const ballast = join(folder, "ballast");
    writeFileSync(ballast, new Uint8Array(15.5 * 2 ** 20));
    await expect(flatFileIngest().ingestDays(request(all), ports, {})).rejects.toMatchObject({
      code: "BACKSIGHT_FILE_WRITE",
    });
    const kept = segmentsOf(all).length;
    expect(kept).toBeLessThan(DAYS.length);
    expect(files()).toHaveLength(1 + kept);
    writeFileSync(ballast, new Uint8Array(8 * 2 ** 20));
    await flatFileIngest().ingestDays({ ...request(all), days: all.days.slice(kept) }, ports, {});
    const days = segmentsOf(all);
    expect(days.map(({ rows }) => rows)).toEqual(DAYS.map(() => 50 * 390 + 1));

    const extract = { ...request(all), days, symbols: tickers };
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(join(folder, "more"), new Uint8Array(bavail * bsize - 2 ** 18));
    all.commits.length = 0;
    await expect(flatFileIngest().extractSymbols(extract, ports, {})).rejects.toMatchObject({
      code: "BACKSIGHT_FILE_WRITE",
    });
    expect([all.commits.length, files().length]).toEqual([0, 2 + DAYS.length]);
    rmSync(ballast);
    await flatFileIngest().extractSymbols(extract, ports, {});
    expect(segmentsOf(all).map(({ rows }) => rows)).toEqual(
      tickers.map((_, k) => 390 * DAYS.length + (k === 0 ? 5 : 0)),
    );
    for (const segment of segmentsOf(all)) {
      expect(readFileSync(join(folder, segment.path))).toHaveLength(segment.bytes);
    }
  });
});
