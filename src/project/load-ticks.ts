import { BacksightError } from "../core/errors.ts";
import type { Dataset } from "../data/market-data/data-request.ts";
import type { Bars } from "../market/bars.ts";
import type { QuoteTicks } from "../market/quote-ticks.ts";
import type { TradeTicks } from "../market/trade-ticks.ts";
import type { TickRows } from "../sources/file/load-tick-file.ts";
import { absoluteAddress, type DataAddress, parseDataAddress } from "./data-address.ts";
import type { LoadOptions } from "./load-options.ts";
import { type DataAccess, notedAccess } from "./noted-access.ts";

type TickDataset = Exclude<Dataset, "bars">;

/**
 * The quotes that an address names, of the instrument and the time of bars: `csv:day.csv.gz` (a flat file of Polygon's),
 * `parquet:quotes.parquet`, `polygon:AAPL` through the cache, or `synthetic:ticks?seed=7`, made up to fit the bars.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_URI, and what reading the file or asking the vendor finds wrong
 */
export async function loadQuotes(address: string, bars: Bars, options: LoadOptions = {}): Promise<QuoteTicks> {
  return (await loadTicks("quotes", address, bars, options)).rows as QuoteTicks;
}

/** The trades, in the same way. @throws {BacksightError} as `loadQuotes` */
export async function loadTrades(address: string, bars: Bars, options: LoadOptions = {}): Promise<TradeTicks> {
  return (await loadTicks("trades", address, bars, options)).rows as TradeTicks;
}

async function loadTicks(dataset: TickDataset, address: string, bars: Bars, options: LoadOptions): Promise<TickRows> {
  const parsed = parseDataAddress(address);
  if (parsed.scheme === "synthetic") return synthetic(dataset, address, parsed, bars);
  const access: DataAccess = { action: "data.read", subject: absoluteAddress(address) };
  const work = async (): Promise<TickRows> => {
    const data = await read(dataset, address, parsed, bars, {
      ...options,
      onAsked() {
        access.action = "data.fetch";
        options.onAsked?.();
      },
    });
    access.detail = `${data.rows.length} ${dataset}`;
    return data;
  };
  return notedAccess(access, work, options.vendors && (options.vendors.isAuditRequired ?? false));
}

async function read(
  dataset: TickDataset,
  address: string,
  { scheme, body, options: asked }: DataAddress,
  bars: Bars,
  options: LoadOptions,
): Promise<TickRows> {
  const [unknown] = asked.keys();
  const fail = (reason: string) => new BacksightError("BACKSIGHT_DATA_URI", { uri: address, reason });
  if (unknown !== undefined) throw fail(`${dataset} take no option "${unknown}"`);
  const request = { dataset, symbol: bars.instrument.symbol };
  const { signal, onProgress } = options;
  if (scheme === "csv" || scheme === "parquet") {
    const { loadTickCsv, loadTickParquet } = await import("../sources/file/load-tick-file.ts");
    return (scheme === "csv" ? loadTickCsv : loadTickParquet)(body, request, { signal, onProgress });
  }
  if (scheme === "polygon")
    return (await import("./load-polygon-ticks.ts")).loadPolygonTicks(dataset, body, bars, options);
  throw fail(`${dataset} come from csv:, parquet:, polygon: or synthetic:ticks`);
}

const NUMBERS = ["seed", "perBar", "widest"] as const;

async function synthetic(
  dataset: TickDataset,
  address: string,
  { body, options }: DataAddress,
  bars: Bars,
): Promise<TickRows> {
  const fail = (reason: string) => new BacksightError("BACKSIGHT_DATA_URI", { uri: address, reason });
  if (body !== "ticks") throw fail("made-up quotes and trades are synthetic:ticks");
  const numbers = Array.from(options, ([name, text]) => {
    const known = NUMBERS.find((one) => one === name);
    if (known === undefined) throw fail(`unknown option "${name}"; known: ${NUMBERS.join(", ")}`);
    const value = Number(text);
    const least = known === "perBar" ? 4 : known === "widest" ? 1 : 0;
    if (!Number.isSafeInteger(value) || value < least)
      throw fail(`${name}=${text} must be a whole number from ${least}`);
    return [known, value] as const;
  });
  const { syntheticTicks } = await import("../data/synthetic/synthetic-ticks.ts");
  const ticks = syntheticTicks(bars, Object.fromEntries(numbers));
  return dataset === "quotes" ? { dataset, rows: ticks.quotes } : { dataset, rows: ticks.trades };
}
