import { usEquity } from "../../src/market/calendar/us-equity.ts";
import { parseTimeframe } from "../../src/market/timeframe.ts";
import { extractSymbols } from "../../src/sources/cache/ingest/extract-symbols.ts";
import { flatFileIngest } from "../../src/sources/cache/ingest/flat-file-ingest.ts";
import { openManifest } from "../../src/sources/cache/manifest.ts";
import { rangeOfDay } from "../../src/sources/cache/range-of-day.ts";
import { type Segment, type SegmentCommit, WHOLE_MARKET } from "../../src/sources/cache/segment.ts";
import { MINUTE_DAYS, MINUTE_SYMBOLS, minuteMarket } from "./minute-market.ts";

// node market-writer.ts <folder>: brings the days of the minute market into a cache and takes all symbols out of them,
// some at a time; prints "day <n>" and "symbol <s>" when they are said to be kept, then "done".
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("needs a folder");
const source = minuteMarket();
const timeframe = parseTimeframe("1m");
const manifest = openManifest(folder, () => Date.UTC(2024, 5, 1));
const ports = {
  folder,
  commit(commit: SegmentCommit) {
    manifest.commit(commit);
    for (const { symbol, from } of commit.segments) {
      process.stdout.write(symbol === WHOLE_MARKET ? `day ${from}\n` : `symbol ${symbol}\n`);
    }
  },
};
process.stdout.write("begun\n");
const market = { source: source.id, dataset: "bars", symbol: WHOLE_MARKET, timeframe: "1m" } as const;
const range = { from: rangeOfDay(usEquity, MINUTE_DAYS[0]!).from, to: rangeOfDay(usEquity, MINUTE_DAYS.at(-1)!).to };
const days = await source.listDays({ dataset: "bars", timeframe, symbol: "", ...range }, {});
const isKept = (from: number) => manifest.coverageOf(market, "").some((known) => known.from <= from && from < known.to);
const lacking = days.filter(({ day }) => !isKept(rangeOfDay(usEquity, day).from));
const request = { source, dataset: "bars" as const, timeframe, calendar: usEquity };
await flatFileIngest().ingestDays({ ...request, days: lacking }, ports, {});
const stored = manifest.piecesOf(market, manifest.coverageOf(market, "")).map(({ segment }) => segment as Segment);
const symbols = MINUTE_SYMBOLS.filter((symbol) => manifest.coverageOf({ ...market, symbol }, "").length === 0);
await extractSymbols({ ...request, days: stored, symbols }, ports, {}, 12_000);
process.stdout.write("done\n");
manifest.close();
