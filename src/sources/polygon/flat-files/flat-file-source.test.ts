import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { DataRequest } from "../../../data/market-data/data-request.ts";
import { dateOfDay, dayOfDate } from "../../../market/calendar/calendar.ts";
import { parseTimeframe } from "../../../market/timeframe.ts";
import { ASSET_CLASSES } from "../asset-class.ts";
import { startFlatFileBucket } from "../emulator/start-flat-file-bucket.ts";
import { flatFileBucket } from "./flat-file-bucket.ts";
import { dayOfFlatFileKey, flatFileDatasetsOf, flatFileFolder, flatFileKey } from "./flat-file-layout.ts";
import { flatFileSource } from "./flat-file-source.ts";

const KEYS = { accessKeyId: "id", secretAccessKey: "secret" };
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

function request(symbol: string, dataset: DataRequest["dataset"], timeframe?: string) {
  return { symbol, dataset, timeframe: timeframe === undefined ? null : parseTimeframe(timeframe) };
}

describe("flatFileFolder", () => {
  it.each([
    [request("SPY", "bars", "1m"), "us_stocks_sip/minute_aggs_v1"],
    [request("NA", "bars", "1d"), "us_stocks_sip/day_aggs_v1"],
    [request("KIMpL", "trades"), "us_stocks_sip/trades_v1"],
    [request("BRK.B", "quotes"), "us_stocks_sip/quotes_v1"],
    [request("O:SPY230327P00390000", "quotes"), "us_options_opra/quotes_v1"],
    [request("I:SPX", "bars", "1d"), "us_indices/day_aggs_v1"],
    [request("I:SPX", "trades"), "us_indices/values_v1"],
    [request("C:EUR-USD", "quotes"), "global_forex/quotes_v1"],
    [request("X:BTC-USD", "trades"), "global_crypto/trades_v1"],
    [request("ESH6", "bars", "1m"), "us_futures_cme/minute_aggs_v1"],
    [request("ZNM26", "bars", "1d"), "us_futures_cbot/session_aggs_v1"],
    [request("CLZ5", "trades"), "us_futures_nymex/trades_v1"],
    [request("GCJ6", "quotes"), "us_futures_comex/quotes_v1"],
  ])("%o lies in %s", (asked, folder) => {
    expect(flatFileFolder(asked)).toBe(folder);
  });

  it.each([
    [request("X:BTC-USD", "quotes"), "quotes of crypto"],
    [request("C:EUR-USD", "trades"), "trades of forex"],
    [request("I:SPX", "quotes"), "quotes of indices"],
    [request("SPY", "bars", "5m"), "bars of 5m"],
  ])("%o isn't published", (asked, what) => {
    expect(() => flatFileFolder(asked)).toThrow(`fetching ${what} from flat files isn't supported.`);
  });

  it("says which datasets a class has", () => {
    const datasets = Object.fromEntries(ASSET_CLASSES.map((one) => [one, flatFileDatasetsOf(one).join(" ")]));
    expect(datasets).toEqual({
      stocks: "bars trades quotes",
      options: "bars trades quotes",
      indices: "bars trades",
      forex: "bars quotes",
      crypto: "bars trades",
      futures: "bars trades quotes",
    });
  });
});

describe("keys", () => {
  it("name their day, or nothing", () => {
    const folder = "us_stocks_sip/day_aggs_v1";
    const day = dayOfDate(2024, 3, 5);
    expect(flatFileKey(folder, day)).toBe("us_stocks_sip/day_aggs_v1/2024/03/2024-03-05.csv.gz");
    expect(dayOfFlatFileKey(folder, flatFileKey(folder, day))).toBe(day);
    for (const odd of ["2024/04/2024-03-05.csv.gz", "2024/02/2024-02-30.csv.gz", "2024/03/2024-03-05.csv", "x"]) {
      expect(dayOfFlatFileKey(folder, `${folder}/${odd}`)).toBeUndefined();
    }
    expect(dayOfFlatFileKey("us_stocks_sip/trades_v1", flatFileKey(folder, day))).toBeUndefined();
  });
});

describe("flatFileSource", () => {
  const dates = ["2023-12-29", "2024-01-02", "2024-01-03", "2024-01-05", "2024-02-01"];
  const dayFile = (folder: string) => (date: string) =>
    [flatFileKey(folder, Date.parse(date) / 86_400_000), gzipSync(`${folder} ${date}\n`)] as const;

  async function source(assetClass: (typeof ASSET_CLASSES)[number] = "stocks") {
    const folders = ["us_stocks_sip/minute_aggs_v1", "us_futures_cme/minute_aggs_v1", "global_crypto/minute_aggs_v1"];
    const objects = [
      ...folders.flatMap((folder) => dates.map(dayFile(folder))),
      ["us_stocks_sip/minute_aggs_v1/2024/01/2024-01-03.csv.gz.tmp", new Uint8Array(1)] as const,
    ];
    let lists = 0;
    const server = await startFlatFileBucket({
      objects,
      keys: KEYS,
      onRequest: ({ kind }) => {
        if (kind === "list") lists++;
      },
    });
    const bucket = flatFileBucket({ endpoint: server.endpoint, keys: KEYS });
    open.push(bucket, server);
    const made = flatFileSource({ bucket, assetClass });
    const days = async (symbol: string, from: string, to: string) => {
      const range = { from: Date.parse(from), to: Date.parse(to) };
      const found = await made.listDays({ ...request(symbol, "bars", "1m"), ...range }, {});
      return found.map(({ day }) => dateOfDay(day));
    };
    return { made, days, lists: () => lists };
  }

  it("lists the published days whose New York date the range touches", async () => {
    const { days, lists } = await source();
    expect(await days("SPY", "2024-01-02T14:30:00Z", "2024-01-05T14:30:00Z")).toEqual([
      "2024-01-02",
      "2024-01-03",
      "2024-01-05",
    ]);
    expect(lists()).toBe(1);
    // 01:00 UTC on the 3rd is the evening of the 2nd in New York; an end at its midnight isn't in the range.
    expect(await days("SPY", "2024-01-03T01:00:00Z", "2024-01-05T05:00:00Z")).toEqual(["2024-01-02", "2024-01-03"]);
    expect(await days("SPY", "2024-01-06T12:00:00Z", "2024-01-20T12:00:00Z")).toEqual([]);
    expect(await days("SPY", "2024-01-06T12:00:00Z", "2024-01-06T12:00:00Z")).toEqual([]);
  });

  it("counts crypto in UTC days, and futures by trade dates", async () => {
    const crypto = await source("crypto");
    expect(await crypto.days("X:BTC-USD", "2024-01-03T01:00:00Z", "2024-01-03T02:00:00Z")).toEqual(["2024-01-03"]);
    const futures = await source("futures");
    // 18:30 in New York is of the next trade date, 17:30 of its own; Sunday's evening is of the next that is published.
    expect(await futures.days("ESH4", "2024-01-02T23:30:00Z", "2024-01-02T23:31:00Z")).toEqual(["2024-01-03"]);
    expect(await futures.days("ESH4", "2024-01-02T22:30:00Z", "2024-01-02T22:31:00Z")).toEqual(["2024-01-02"]);
    expect(await futures.days("ESH4", "2023-12-31T23:30:00Z", "2024-01-01T23:30:00Z")).toEqual(["2024-01-02"]);
  });

  it("opens a listed day", async () => {
    const { made } = await source();
    const range = { from: Date.parse("2024-01-02T14:00:00Z"), to: Date.parse("2024-01-02T15:00:00Z") };
    const [day] = await made.listDays({ ...request("SPY", "bars", "1m"), ...range }, {});
    expect(day).toMatchObject({ key: "us_stocks_sip/minute_aggs_v1/2024/01/2024-01-02.csv.gz" });
    const chunks: Uint8Array[] = [];
    for await (const chunk of made.openDay(day!, {})) chunks.push(chunk);
    expect(gunzipSync(Buffer.concat(chunks)).toString()).toBe("us_stocks_sip/minute_aggs_v1 2024-01-02\n");
  });

  it("knows what a symbol is, and keeps to one class", async () => {
    const { made } = await source();
    expect(made.id).toBe("polygon");
    expect(made.factsOf("KIMpL")).toMatchObject({
      instrument: { symbol: "KIMpL", multiplier: 1, currency: "USD" },
      calendar: { id: "us-equity" },
      adjustment: "raw",
    });
    expect(() => made.factsOf("X:BTC-USD")).toThrow(
      "symbol must be a symbol of the class stocks (this one is of crypto)",
    );
    const crypto = (await source("crypto")).made;
    expect(crypto.id).toBe("polygon-crypto");
    expect(crypto.factsOf("X:BTC-EUR")).toMatchObject({ instrument: { currency: "EUR" }, calendar: { id: "24x7" } });
    const futures = (await source("futures")).made;
    const bucket = flatFileBucket({ endpoint: "http://127.0.0.1:9", keys: KEYS });
    open.push(bucket);
    const cme = flatFileSource({ bucket, assetClass: "futures", venue: "cme" });
    expect(cme.id).toBe("polygon-futures-cme");
    expect(() => cme.factsOf("CLZ5")).toThrow("a future of cme (this one is of nymex)");
    expect(futures.factsOf("ESH6").instrument.multiplier).toBe(50);
    const options = (await source("options")).made;
    expect(options.factsOf("O:BRK.B260116C00450000").instrument.multiplier).toBe(100);
  });

  it.each(["X:BTCUSD", "O:SPY", "C:EURUSD", "", "A B", "a,b", "ZZZH6", "..", "S*"])(
    "refuses the symbol %j",
    async (symbol) => {
      const { made } = await source();
      expect(() => made.factsOf(symbol)).toThrow("symbol must be");
    },
  );
});
