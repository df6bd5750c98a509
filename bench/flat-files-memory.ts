import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MarketDay, WholeMarketSource } from "../dist/data/market-data/data-source.js";
import { usEquity } from "../dist/market/calendar/us-equity.js";
import { instrument } from "../dist/market/instrument.js";
import { parseTimeframe } from "../dist/market/timeframe.js";
import { DayFileReader } from "../dist/sources/cache/ingest/day-file-reader.js";
import { flatFileIngest } from "../dist/sources/cache/ingest/flat-file-ingest.js";
import type { Segment } from "../dist/sources/cache/segment.js";
import { readFileChunks } from "../dist/sources/file/read-file-chunks.js";
import { SESSIONS } from "./whole-market.ts";

/** Does one piece of the benchmark of flat files alone, and prints the most memory that it took, in bytes. */
const [folder, path, what] = process.argv.slice(2) as [string, string, "day" | "all"];
const timeframe = parseTimeframe("1m");
const ports = { folder, commit: () => {} };
const source: WholeMarketSource = {
  kind: "whole-market",
  id: "bench",
  datasets: ["bars"],
  factsOf: (symbol) => ({ instrument: instrument(symbol), calendar: usEquity, adjustment: "raw" }),
  listDays: async () => [],
  openDay: () => readFileChunks(path),
};
const request = { source, dataset: "bars" as const, timeframe, calendar: usEquity };
if (what === "day") {
  const day: MarketDay = { day: SESSIONS[0]!, key: "day.csv.gz", etag: "", byteLength: 0, lastModified: 0 };
  await flatFileIngest().ingestDays({ ...request, days: [day] }, ports, {});
} else {
  const days = JSON.parse(readFileSync(path, "utf8")) as readonly Segment[];
  const [first] = days;
  const { tickers } = new DayFileReader(join(folder, first!.path), first!.path, first!.bytes, "bars");
  await flatFileIngest().extractSymbols({ ...request, days, symbols: tickers }, ports, {});
}
console.log(process.resourceUsage().maxRSS * 1024);
