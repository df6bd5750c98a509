import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import { MARKET_BAR_COLUMNS, type MarketBars } from "../dist/data/formats/flat-files/market-bars.js";
import { tradePiecesReader } from "../dist/data/formats/flat-files/tick-pieces-reader.js";
import { BarsFromTrades } from "../dist/data/prepare/bars-from-trades.js";
import { usEquity } from "../dist/market/calendar/us-equity.js";
import { DayFileReader } from "../dist/sources/cache/ingest/day-file-reader.js";
import { gunzipChunks } from "../dist/sources/cache/ingest/gunzip-chunks.js";
import { chunksOf, countLines, decodeMarket, line, MarketRig, mb, timed, timeframe } from "./market-rig.ts";
import { median } from "./measure.ts";
import { minutesOfMarket, tradesOfMarket } from "./whole-market.ts";

const ROUNDS = 3;
const COUNT = "gunzip and count";

/** Whole-market files into the cache, each beside unpacking the same file and counting its lines. */
export async function flatFiles(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "backsight-bench-"));
  try {
    const rig = new MarketRig(folder);
    await wholeMarketDay(rig);
    await tradesDay();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function wholeMarketDay(rig: MarketRig): Promise<void> {
  const text = minutesOfMarket(0);
  const object = gzipSync(text);
  const market = await decodeMarket(object);
  assert.deepEqual(sumsOf(market), sumsOfText(text), "the decoder must read what split reads");
  const segment = await rig.ingest(0, object);
  const reader = new DayFileReader(join(rig.ports.folder, segment.path), segment.path, segment.bytes, "bars");
  assert.deepEqual(reader.tickers, market.tickers);
  console.log(
    `a whole-market day of ${market.time.length} minutes: ${mb(object.length)} packed, ${mb(text.length)} of text, ${mb(segment.bytes)} in the cache`,
  );
  const times = await measure({
    count: () => countLines(object),
    decode: () => decodeMarket(object),
    ingest: () => rig.ingest(0, object),
  });
  line("gunzip and line count", times.count, times.count, COUNT);
  line("into columns", times.decode, times.count, COUNT);
  line("into the cache, on disk", times.ingest, times.count, COUNT);
  console.log(`${"memory at most, in a new process".padEnd(34)}${mb(rig.memoryOf(object))}`);
}

async function tradesDay(): Promise<void> {
  const text = tradesOfMarket(0, 100, 50_000);
  const object = gzipSync(text, { level: constants.Z_BEST_SPEED });
  const barsOf = async () => {
    const reader = tradePiecesReader({ path: "trades.csv.gz" });
    const makers = new Map<string, BarsFromTrades>();
    const add = (pieces: ReturnType<typeof reader.push>) => {
      for (const piece of pieces) {
        const maker = makers.get(piece.symbol) ?? new BarsFromTrades({ timeframe, calendar: usEquity });
        makers.set(piece.symbol, maker);
        maker.add(piece);
      }
    };
    for await (const chunk of gunzipChunks(chunksOf(object), "trades.csv.gz")) add(reader.push(chunk));
    add(reader.finish());
    return [...makers.values()].map((maker) => maker.finish());
  };
  const bars = await barsOf();
  const trades = bars.reduce((sum, { counts }) => sum + counts.trades, 0);
  assert.equal(trades, text.toString("latin1").split("\n").length - 2);
  const volume = bars.reduce((sum, one) => sum + one.bars.volume.reduce((a, b) => a + b, 0), 0);
  assert.equal(volume, volumeOfText(text), "bars must hold the volume that split finds");
  const times = await measure({ count: () => countLines(object), bars: barsOf });
  console.log(`a day of ${trades} trades, ${mb(object.length)} packed, to 1-minute bars`);
  line("gunzip and line count", times.count, times.count, COUNT);
  line("into bars", times.bars, times.count, COUNT);
}

/** Sums of all columns, in the file's order: equal only when every number is. */
function sumsOf(market: MarketBars): number[] {
  return MARKET_BAR_COLUMNS.map((name) => market[name].reduce((sum, value) => sum + value, 0));
}

/** What a person would write first. */
function sumsOfText(text: Buffer): number[] {
  const sums = new Array<number>(MARKET_BAR_COLUMNS.length).fill(0);
  for (const row of text.toString("latin1").trimEnd().split("\n").slice(1)) {
    const [, volume, open, close, high, low, time, transactions] = row.split(",");
    const values = [Number(time) / 1e6, open, high, low, close, volume, transactions];
    for (let j = 0; j < sums.length; j++) sums[j] = sums[j]! + Number(values[j]);
  }
  return sums;
}

function volumeOfText(text: Buffer): number {
  let volume = 0;
  for (const row of text.toString("latin1").trimEnd().split("\n").slice(1)) volume += Number(row.split(",").at(-4));
  return volume;
}

async function measure<Name extends string>(
  candidates: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(candidates) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) times[name].push(await timed(candidates[name]));
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<Name, number>;
}
