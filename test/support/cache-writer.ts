import { parseTimeframe } from "../../src/market/timeframe.ts";
import { CacheManager } from "../../src/sources/cache/cache-manager.ts";
import { DAY, fakeSource } from "./fake-source.ts";

// node cache-writer.ts <folder> <first day> <last day> <days a part> <symbols>: downloads hourly bars of the fake
// market, and prints a line "<symbol> <day>" whenever everything before that day is said to be kept, then "asked <n>".
const [folder, first, last, days, symbols] = process.argv.slice(2);
if (folder === undefined || symbols === undefined) throw new Error("needs a folder and symbols");
let symbol = "";
const source = fakeSource({
  partMs: Number(days) * DAY,
  // A source is asked for its next part when the last one is recorded.
  before: (from) => void process.stdout.write(`${symbol} ${from / DAY}\n`),
});
const cache = new CacheManager({ folder, sources: new Map([["fake", source]]), now: () => 10_000 * DAY });
for (const one of symbols.split(",")) {
  symbol = one;
  const timeframe = parseTimeframe("1h");
  const range = { from: Number(first) * DAY, to: Number(last) * DAY };
  await cache.getOrDownload({ source: "fake", dataset: "bars", symbol, timeframe, ...range });
  process.stdout.write(`${symbol} ${last}\n`);
}
process.stdout.write(`asked ${source.asked.length}\n`);
cache.close();
