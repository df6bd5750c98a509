import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DAY, hourlyBars } from "../../test/support/emulators/hourly-market.ts";
import { startBinance } from "../../test/support/emulators/start-binance.ts";
import { projectFolder } from "../../test/support/project-folder.ts";
import { serve } from "../../test/support/rest-server.ts";
import { cacheViews } from "./cache-views.ts";
import { loadBars } from "./load-bars.ts";
import { queryData } from "./query-data.ts";
import { checkWebCopies, webCopies } from "./web-copies.ts";
import { withCache } from "./with-cache.ts";

const DAY_START = Math.floor(Date.now() / DAY) * DAY;
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const ADDRESS = `binance:BTCUSDT@1h?from=${dateOf(DAY_START - 5 * DAY)}&to=${dateOf(DAY_START - 2 * DAY)}`;
const PASSPHRASE = "canary passphrase of upkeep";

beforeEach(() => void vi.stubEnv("BACKSIGHT_PASSPHRASE", PASSPHRASE));
afterEach(() => void vi.unstubAllEnvs());

/** A project whose Binance is an emulator, and a file of the web. */
async function open(data = "") {
  const binance = await startBinance({ listed: DAY_START - 90 * DAY, now: () => Date.now() });
  const rows = hourlyBars(DAY_START - 2 * DAY, DAY_START).map(([time, , ...rest]) => [time, ...rest].join(","));
  const web = await serve((_, response) => response.end(`time,open,high,low,close,volume\n${rows.join("\n")}\n`));
  const root = projectFolder({
    "config.yaml": `data: { cache_dir: ./kept${data} }\nbinance: { archive_endpoint: "${binance.url}", rest_endpoint: "${binance.url}" }\n`,
  });
  vi.stubEnv("BACKSIGHT_HOME", join(root, "home"));
  return {
    binance,
    web,
    address: `${web.url}/btc.csv?part=1#symbol=BTC&calendar=24x7`,
    kept: join(root, "kept"),
    root,
  };
}

function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
    .map((name) => join(folder, name));
}

function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
}

const check = (repair: boolean) =>
  withCache({ asksSources: repair, opensFiles: true }, (cache) => cache.check({ repair }));

describe("what is cached of any vendor", () => {
  it("is fetched again where it is damaged, and copies of the web too", async () => {
    const { binance, web, address, kept } = await open();
    const [bars, copy] = [await loadBars(ADDRESS), await loadBars(address)];
    const shown = `${web.url}/btc.csv?…`;
    expect(await webCopies(undefined)).toMatchObject([{ address: shown, bytes: expect.any(Number) }]);
    expect((await webCopies(undefined))[0]!.bytes).toBe(statSync(filesIn(kept, /\.copy$/)[0]!).size);
    for (const path of [...filesIn(kept, /\.parquet$/), ...filesIn(kept, /\.copy$/)]) damage(path);
    const asked = [binance.asked.length, web.asked.length];
    // The archive has a file for each of the four days.
    expect((await check(false))?.problems.map(({ outcome }) => outcome)).toEqual(Array(4).fill("kept"));
    expect((await checkWebCopies(undefined, false)).problems).toMatchObject([{ address: shown, outcome: "kept" }]);
    expect([binance.asked.length, web.asked.length]).toEqual(asked);
    expect((await check(true))?.problems.map(({ outcome }) => outcome)).toEqual(Array(4).fill("fetched-again"));
    expect((await checkWebCopies(undefined, true)).problems.map(({ outcome }) => outcome)).toEqual(["fetched-again"]);
    binance.faults.isDown = true;
    const askedNow = web.asked.length;
    expect([(await loadBars(ADDRESS)).close, (await loadBars(address)).close]).toEqual([bars.close, copy.close]);
    expect(web.asked).toHaveLength(askedNow);
    expect((await checkWebCopies(undefined, true)).problems).toEqual([]);
  });
});

describe("data.encrypt", () => {
  it("keeps everything that is cached encrypted, under a key among the credentials", async () => {
    const { binance, web, address, kept, root } = await open(", encrypt: true");
    const first = [await loadBars(ADDRESS), await loadBars(address)].map(({ close }) => close);
    const asked = [binance.asked.length, web.asked.length];
    expect([await loadBars(ADDRESS), await loadBars(address)].map(({ close }) => close)).toEqual(first);
    expect([binance.asked.length, web.asked.length]).toEqual(asked);
    const files = [...filesIn(kept, /\.parquet$/), ...filesIn(kept, /\.copy$/)];
    expect(files.map((path) => readFileSync(path).toString("latin1", 0, 8))).toEqual(Array(5).fill("BSseal01"));
    const keys = readFileSync(join(root, "home/keys.json"), "utf8");
    expect(Object.keys(JSON.parse(keys).entries)).toEqual(["BACKSIGHT_DATA_KEY"]);
    expect((await check(false))?.problems).toEqual([]);
    const query = (sql: string) => queryData(sql, [], cacheViews(undefined));
    const error = await query("SELECT * FROM bars").catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: "BACKSIGHT_NOT_SUPPORTED" });
    expect(await Array.fromAsync((await query("SELECT 1 AS one")).rows)).toEqual([[1]]);
    // Whoever has the files and not the setting reads nothing.
    writeFileSync(
      join(root, "config.yaml"),
      readFileSync(join(root, "config.yaml"), "utf8").replace("encrypt: true", ""),
    );
    expect(await loadBars(`${ADDRESS}&offline=true`).catch((failure: unknown) => failure)).toMatchObject({
      code: "BACKSIGHT_CACHE_SEALED",
    });
  });

  it("asks for a passphrase where there is none to keep the key with, and fetches nothing", async () => {
    const { binance } = await open(", encrypt: true");
    vi.stubEnv("BACKSIGHT_PASSPHRASE", undefined);
    const error = await loadBars(ADDRESS).catch((failure: unknown) => failure);
    expect(error).toMatchObject({
      code: "BACKSIGHT_SECRET_PROMPT",
      message: expect.stringContaining("BACKSIGHT_PASSPHRASE"),
    });
    expect(binance.asked).toEqual([]);
  });
});
