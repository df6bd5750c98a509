import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeColumnsParquet } from "../../src/data/formats/parquet/write-columns-parquet.ts";
import { syntheticTicks } from "../../src/data/synthetic/synthetic-ticks.ts";
import { dayOfDate } from "../../src/market/calendar/calendar.ts";
import { Secret } from "../../src/platform/secrets/secret.ts";
import { loadBars } from "../../src/project/load-bars.ts";
import { loadQuotes, loadTrades } from "../../src/project/load-ticks.ts";
import type { VendorSettings } from "../../src/project/vendor-settings.ts";
import { nodeParquetCodecs } from "../../src/sources/file/node-parquet-codecs.ts";
import {
  type FlatFileBucketServer,
  startFlatFileBucket,
} from "../../src/sources/polygon/emulator/start-flat-file-bucket.ts";
import { syntheticMarketFiles } from "../../src/sources/polygon/emulator/synthetic-market-files.ts";
import { syntheticTickers } from "../../src/sources/polygon/emulator/synthetic-market-tickers.ts";
import { runCli } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const MARKET = {
  seed: 7,
  tickers: syntheticTickers(1),
  from: dayOfDate(2026, 3, 9),
  to: dayOfDate(2026, 3, 10),
  datasets: ["minute_aggs_v1", "trades_v1", "quotes_v1"],
} as const;
const PAIR = { accessKeyId: "id", secretAccessKey: "secret" };
const KEYS: Readonly<Record<string, string>> = {
  MASSIVE_FLATFILES_ACCESS_KEY_ID: PAIR.accessKeyId,
  MASSIVE_FLATFILES_SECRET_ACCESS_KEY: PAIR.secretAccessKey,
};
const SYMBOL = MARKET.tickers[0]!.ticker;
const objects = [...syntheticMarketFiles(MARKET)];

let files: FlatFileBucketServer;
let requests = 0;
let vendors: VendorSettings;
beforeAll(async () => {
  files = await startFlatFileBucket({ objects, keys: PAIR, onRequest: () => void requests++ });
  const findKey = async (name: string) => (KEYS[name] === undefined ? null : new Secret(KEYS[name]));
  vendors = {
    cacheFolder: "",
    now: () => Date.UTC(2026, 2, 11, 12),
    polygon: { endpoint: files.endpoint, findKey },
  };
});
afterAll(() => files.close());

describe("quotes and trades of a vendor", () => {
  it("come through the cache, and are what its files hold", async () => {
    vendors = { ...vendors, cacheFolder: temporaryFolder() };
    const bars = await loadBars(`polygon:${SYMBOL}@1m?from=2026-03-09&to=2026-03-10&adjust=none`, { vendors });
    const [quotes, trades] = [
      await loadQuotes(`polygon:${SYMBOL}`, bars, { vendors }),
      await loadTrades(`polygon:${SYMBOL}`, bars, { vendors }),
    ];
    expect(quotes.length).toBeGreaterThan(100);
    expect(trades.length).toBeGreaterThan(100);
    const asked = requests;
    expect(await loadQuotes(`polygon:${SYMBOL}`, bars, { vendors })).toEqual(quotes);
    expect(requests).toBe(asked);
    // The same as the published file of the first day, read by itself, packed and unpacked.
    const [key, content] = objects.find(([name]) => name.includes("quotes_v1") && name.includes("2026-03-09"))!;
    const packed = join(temporaryFolder(), "day.csv.gz");
    const bytes = typeof content === "function" ? content() : content;
    writeFileSync(packed, bytes);
    const plain = packed.replace(".gz", "");
    writeFileSync(plain, gunzipSync(bytes));
    expect(key).toContain("2026-03-09");
    for (const path of [packed, plain]) {
      const day = await loadQuotes(`csv:${path}`, bars);
      const from = day.time.findIndex((time) => time >= bars.time[0]!);
      expect(quotes.bidPrice[0]).toBe(day.bidPrice[from]);
      expect(quotes.time[5]).toBe(day.time[from + 5]);
    }
  });
});

describe("backsight run --quotes --trades", () => {
  const STRATEGY = `
import { defineStrategy } from "backsight";
export default defineStrategy({
  name: "joins",
  direction: "both",
  state: () => ({ n: 0 }),
  onQuote(ctx) {
    if (ctx.state.n++ % 40 !== 0) return;
    ctx.cancelAll();
    if (ctx.position.isFlat) ctx.buy({ size: 100, limit: ctx.quote.bid });
    else ctx.close();
  },
});
`;
  const DATA = "synthetic:gbm?seed=7&bars=60&timeframe=1m&symbol=SYN";

  it("fills at them, from made-up ones and from the same in files, and repeats to the same hash", async () => {
    const folder = temporaryFolder();
    const at = { folder, home: join(folder, "home") };
    writeFileSync(join(folder, "joins.ts"), STRATEGY);
    const bars = await loadBars(DATA);
    const { quotes, trades } = syntheticTicks(bars, { seed: 5 });
    const write = async (name: string, numbers: Readonly<Record<string, Float64Array>>, time: BigInt64Array) => {
      const columns = [
        { name: "time", type: "timestampNs" as const },
        ...Object.keys(numbers).map((column) => ({ name: column, type: "double" as const })),
      ];
      const values = new Map(Object.entries({ time, ...numbers }));
      const bytes = await encodeColumnsParquet(columns, [{ length: time.length, values }], {
        codecs: nodeParquetCodecs,
      });
      writeFileSync(join(folder, name), bytes);
    };
    const { bidPrice, askPrice, bidSize, askSize } = quotes;
    await write(
      "q.parquet",
      { bid_price: bidPrice, ask_price: askPrice, bid_size: bidSize, ask_size: askSize },
      quotes.timeNs,
    );
    await write("t.parquet", { price: trades.price, size: trades.size }, trades.timeNs);
    const run = async (...ticks: string[]) => {
      const outcome = await runCli(
        ["run", "joins.ts", "--data", DATA, ...ticks, "--costs", "none", "--json", "--quiet"],
        at,
      );
      expect(outcome.stderr).toBe("");
      return JSON.parse(outcome.stdout);
    };
    const made = await run("--quotes", "synthetic:ticks?seed=5", "--trades", "synthetic:ticks?seed=5");
    expect(made.metrics.tradesCount).toBeGreaterThan(3);
    expect(made.run.settings.quotes).toBe("synthetic:ticks?seed=5");
    const fromFiles = await run("--quotes", "parquet:q.parquet", "--trades", "parquet:t.parquet");
    expect(fromFiles.run.resultHash).toBe(made.run.resultHash);
    expect(fromFiles.run.dataHash).toBe(made.run.dataHash);
    const again = await runCli(["runs", "rerun", "last"], at);
    expect(again.stdout).toContain("the same result");
    const alone = await run("--quotes", "synthetic:ticks?seed=5");
    expect(alone.run.resultHash).not.toBe(made.run.resultHash);
  }, 60_000);

  it.each([
    [["joins.ts"], "BACKSIGHT_TICKS", "there are no quotes"],
    [["sma-cross", "--trades", "synthetic:ticks"], "BACKSIGHT_TICKS", "reads no quotes or trades"],
    [["joins.ts", "--quotes", "synthetic:tick"], "BACKSIGHT_DATA_URI", "synthetic:ticks"],
    [["joins.ts", "--quotes", "yahoo:SPY"], "BACKSIGHT_DATA_URI", "come from csv:"],
    [["joins.ts", "--quotes", "csv:none.csv"], "BACKSIGHT_FILE_NOT_FOUND", "none.csv"],
    [["joins.ts", "--quotes", "synthetic:ticks?perBar=2"], "BACKSIGHT_DATA_URI", "perBar=2"],
    [["joins.ts", "--quotes", "synthetic:ticks", "--finer", DATA], "BACKSIGHT_NOT_SUPPORTED", "finer bars"],
    [
      ["joins.ts", "--quotes", "synthetic:ticks", "--data", "synthetic:gbm?seed=1&symbol=B&bars=60&timeframe=1m"],
      "BACKSIGHT_NOT_SUPPORTED",
      "a single run on one instrument",
    ],
  ])(
    "refuses %j",
    async (args, code, says) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, "joins.ts"), STRATEGY);
      const outcome = await runCli(["run", ...args, "--data", DATA, "--json", "--quiet"], {
        folder,
        home: join(folder, "home"),
      });
      const { error } = JSON.parse(outcome.stderr) as { error: { code: string; message: string } };
      expect(error.code).toBe(code);
      expect(JSON.stringify(error)).toContain(says);
    },
    60_000,
  );
});
