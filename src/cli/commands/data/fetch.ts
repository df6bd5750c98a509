import { isoTime } from "../../../market/iso-time.ts";
import { addressesOfSymbols } from "../../../project/addresses-of-symbols.ts";
import { loadBars } from "../../../project/load-bars.ts";
import { vendorSettings } from "../../../project/vendor-settings.ts";
import { formatCounted } from "../../../report/format.ts";
import { visibleLine } from "../../../report/visible-text.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";
import { CONFIG, type DataOptions, QUIET, withProgress } from "./data-options.ts";

interface FetchOptions extends DataOptions {
  readonly symbols?: string;
  readonly refresh?: boolean;
  readonly config?: string;
}

export const fetch = newCommand("fetch", "prices of vendors into the cache; what is there already isn't asked for")
  .argument("<address...>", "polygon:AAPL@1m?from=2024-01-02&to=2024-03-28, binance:BTCUSDT@1h?from=…, and so on")
  .option("--symbols <file>", "a file of symbols, one in a line, each for the * of the addresses")
  .option("--refresh", "ask again for what is cached")
  .option(...CONFIG)
  .option(...QUIET)
  .action(async (given: readonly string[], options: FetchOptions) => {
    const addresses = options.symbols === undefined ? given : addressesOfSymbols(given, options.symbols);
    const vendors = await vendorSettings(undefined, options.config);
    const loading = { vendors, isRefresh: options.refresh };
    const fetched: { address: string; symbol: string; bars: number; start: string; end: string; notes: string[] }[] =
      [];
    for (const address of addresses) {
      const bars = await withProgress(options, (onProgress) => loadBars(address, { ...loading, onProgress }));
      const [start, end] = [isoTime(bars.time[0]!), isoTime(bars.closeTime.at(-1)!)];
      const { instrument, length, notes, timeframe } = bars;
      fetched.push({ address, symbol: instrument.symbol, bars: length, start, end, notes: [...notes] });
      if (options.json === true) continue;
      const line = `${instrument.symbol} ${timeframe.label}: ${formatCounted(length, "bar")}, ${start} to ${end}`;
      process.stdout.write(`${[line, ...notes.map((note) => `  note: ${note}`)].map(visibleLine).join("\n")}\n`);
    }
    if (options.json === true) printJson({ fetched });
  });
