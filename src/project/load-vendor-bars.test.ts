import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DAY, HOUR, hourlyBars } from "../../test/support/emulators/hourly-market.ts";
import { startBinance } from "../../test/support/emulators/start-binance.ts";
import { startYahoo } from "../../test/support/emulators/start-yahoo.ts";
import { projectFolder } from "../../test/support/project-folder.ts";
import { serve } from "../../test/support/rest-server.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { loadBars } from "./load-bars.ts";
import type { VendorSettings } from "./vendor-settings.ts";

const NOW = Date.UTC(2025, 0, 10, 10, 30);

async function open() {
  const emulator = await startBinance({ listed: Date.UTC(2024, 9, 15), now: () => NOW });
  const binance = { archiveUrl: emulator.url, restUrl: emulator.url, retry: { attempts: 1 } };
  const vendors: VendorSettings = { cacheFolder: temporaryFolder(), now: () => NOW, binance };
  return { emulator, vendors };
}

describe("loadBars of a vendor's address", () => {
  it("asks the network once: the second run, or one without network, reads the cache", async () => {
    const { emulator, vendors } = await open();
    const address = "binance:BTCUSDT@1h?from=2024-12-01&to=2025-01-05";
    const bars = await loadBars(address, { vendors });
    expect([...bars.close]).toEqual(hourlyBars(Date.UTC(2024, 11, 1), Date.UTC(2025, 0, 6)).map((row) => row[5]));
    expect(bars).toMatchObject({
      instrument: { symbol: "BTCUSDT", currency: "USDT" },
      timeframe: { label: "1h" },
      calendar: { id: "24x7" },
      adjustment: "raw",
      source: address,
      isSynthetic: false,
      notes: [],
    });
    const asked = emulator.asked.length;
    emulator.faults.isDown = true;
    expect(await loadBars(address, { vendors })).toEqual(bars);
    expect((await loadBars(`${address}&offline=true`, { vendors })).close).toEqual(bars.close);
    expect(emulator.asked).toHaveLength(asked);
    await expect(
      loadBars("binance:BTCUSDT@1h?from=2024-11-01&to=2024-11-02&offline=true", { vendors }),
    ).rejects.toMatchObject({
      code: "BACKSIGHT_CACHE_OFFLINE",
    });
  });

  it("says where it ends when no end is given, and what isn't there yet", async () => {
    const { vendors } = await open();
    const bars = await loadBars("binance:BTCUSDT@1h?from=2025-01-09", { vendors });
    expect(bars.closeTime.at(-1)).toBe(Date.UTC(2025, 0, 10, 10));
    expect(bars.notes).toEqual(["to not given: bars until 2025-01-10T10:00:00Z; later runs may see more"]);
    const early = await loadBars("binance:BTCUSDT@1h?from=2025-01-09&to=2025-01-10", { vendors });
    expect(early.length).toBe(bars.length);
    expect(early.notes).toEqual([expect.stringMatching(/^not there yet: 2025-01-10T/)]);
  });

  it("asks the hosts that config.yaml names, and keeps the files where it says", async () => {
    const now = Date.now();
    const emulator = await startBinance({ listed: now - 90 * DAY, now: () => now });
    const root = projectFolder({
      "config.yaml": `data: { cache_dir: ./kept }\nbinance: { archive_endpoint: "${emulator.url}", rest_endpoint: "${emulator.url}" }\n`,
    });
    const from = new Date(now - 3 * DAY).toISOString();
    const bars = await loadBars(`binance:BTCUSDT@1h?from=${from}&to=${new Date(now - 2 * HOUR).toISOString()}`);
    expect(bars.length).toBeGreaterThan(60);
    expect(emulator.asked.length).toBeGreaterThan(0);
    expect(existsSync(join(root, "kept"))).toBe(true);
  });

  it("tags Yahoo's prices as what they are", async () => {
    const now = () => Date.UTC(2024, 2, 14, 15);
    const emulator = await startYahoo(now);
    const vendors: VendorSettings = { cacheFolder: temporaryFolder(), now, yahoo: { fetch: emulator.fetch } };
    const address = "yahoo:AAPL@1d?from=2024-01-02&to=2024-02-01";
    const split = await loadBars(address, { vendors });
    const total = await loadBars(`${address}&adjustment=total`, { vendors });
    expect([split.adjustment, total.adjustment]).toEqual(["split", "total"]);
    expect(total.close[0]).toBe(split.close[0]! / 2);
    await expect(loadBars(`${address}&adjustment=raw`, { vendors })).rejects.toThrow("Yahoo has no raw prices");
  });

  it.each([
    ["binance:BTCUSDT?from=2024-01-01", "BACKSIGHT_DATA_URI", "the timeframe is missing"],
    ["binance:@1h?from=2024-01-01", "BACKSIGHT_DATA_URI", "the symbol is missing"],
    ["binance:BTCUSDT@1h", "BACKSIGHT_DATA_URI", "from is missing"],
    ["binance:BTCUSDT@1h?form=2024-01-01", "BACKSIGHT_DATA_URI", 'unknown option "form" (did you mean "from"?)'],
    ["binance:BTCUSDT@1h?from=2024-01-01&offline=yes", "BACKSIGHT_DATA_URI", "offline=yes must be true or false"],
    ["binance:BTCUSDT@1h?from=January", "BACKSIGHT_DATE", "January"],
    ["binance:BTCUSDT@1h?from=2026-01-01", "BACKSIGHT_DATE_RANGE", "between 2026-01-01 and now"],
    ["binance:BTCUSDT@1x?from=2024-01-01", "BACKSIGHT_TIMEFRAME", "1x"],
    ["binance:BTCUSDT@1h?from=2024-01-01&to=2024-01-31", "BACKSIGHT_BARS_EMPTY", "has no bars from 2024-01-01"],
    ["binance:BTXUSDT@1h?from=2024-01-01&to=2024-01-31", "BACKSIGHT_REMOTE_ABSENT", "Check the spelling"],
    ["ccxt:BTC/USD@1h?from=2024-01-01", "BACKSIGHT_ARGUMENT", "an exchange and a pair"],
    ["yahoo:VOD.L@1d?from=2024-01-01", "BACKSIGHT_ARGUMENT", "symbol must be a US stock"],
  ])("refuses %s", async (address, code, says) => {
    const { vendors } = await open();
    await expect(loadBars(address, { vendors })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says),
    });
  });
});

describe("loadBars of a file elsewhere", () => {
  it("reads a file of the web, with its options behind a #", async () => {
    const rows = hourlyBars(NOW - 2 * DAY, NOW).map(([time, , ...rest]) => [time, ...rest].join(","));
    const server = await serve((_, response) => response.end(`time,open,high,low,close,volume\n${rows.join("\n")}\n`));
    const vendors: VendorSettings = { cacheFolder: temporaryFolder(), now: () => NOW };
    const address = `${server.url}/btc.csv?part=1#symbol=BTC&calendar=24x7`;
    const bars = await loadBars(address, { vendors });
    expect(bars).toMatchObject({ instrument: { symbol: "BTC" }, calendar: { id: "24x7" } });
    await loadBars(address, { vendors });
    expect(server.asked).toEqual(["/btc.csv?part=1"]);
    await loadBars(`${address}&refresh=true`, { vendors });
    expect(server.asked).toHaveLength(2);
    expect((await loadBars(address, { vendors, isOffline: true })).close).toEqual(bars.close);
    await expect(loadBars(`${server.url}/eth.csv#symbol=ETH`, { vendors, isOffline: true })).rejects.toMatchObject({
      code: "BACKSIGHT_CACHE_OFFLINE",
    });
    expect(server.asked).toHaveLength(2);
    await expect(loadBars(`${server.url}/btc.csv#refresh=x`, { vendors })).rejects.toThrow("refresh=x must be true");
    await expect(loadBars("http://example.com/x.csv", { vendors })).rejects.toThrow("write https");
  });

  it("reads one symbol of a folder", async () => {
    const days = "date,open,high,low,close\n2024-01-02,10,12,9,11\n2024-01-03,11,12,10,10\n";
    projectFolder({ "prices/AAPL.csv": days, "prices/MSFT.csv": days.replaceAll("11", "12") });
    const bars = await loadBars("folder:prices?symbol=MSFT&calendar=us-equity&synthetic=true");
    expect(bars).toMatchObject({ length: 2, instrument: { symbol: "MSFT" }, isSynthetic: true });
    expect(bars.notes.join()).not.toContain("calendar");
    await expect(loadBars("folder:prices")).rejects.toMatchObject({ code: "BACKSIGHT_USAGE" });
  });
});
