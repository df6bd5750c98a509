import type { Bars } from "../market/bars.ts";
import type { LoadCsvOptions } from "../sources/file/load-csv.ts";
import type { LoadParquetOptions } from "../sources/file/load-parquet.ts";
import { absoluteAddress, type DataAddress, type DataScheme, parseDataAddress } from "./data-address.ts";
import { fileOptions } from "./file-options.ts";
import type { LoadOptions } from "./load-options.ts";
import type { LoadedBars } from "./loaded-bars.ts";
import { notedLoad, readOfBars } from "./noted-load.ts";

type BarsLoader = (address: string, parsed: DataAddress, options: LoadOptions) => Promise<Bars>;

/** How the addresses of each scheme are loaded; what that takes is loaded when it is needed. */
const LOADERS: Readonly<Record<DataScheme, BarsLoader>> = {
  csv: loadFile,
  parquet: loadFile,
  synthetic: loadSynthetic,
  folder: async (...wanted) => (await import("./load-folder-bars.ts")).loadFolderBars(...wanted),
  polygon: async (...wanted) => (await import("./load-polygon-bars.ts")).loadPolygonBars(...wanted),
  binance: async (...wanted) => (await import("./load-vendor-bars.ts")).loadVendorBars(...wanted),
  ccxt: async (...wanted) => (await import("./load-vendor-bars.ts")).loadVendorBars(...wanted),
  yahoo: async (...wanted) => (await import("./load-vendor-bars.ts")).loadVendorBars(...wanted),
  https: async (...wanted) => (await import("./load-remote-file.ts")).loadRemoteFile(...wanted),
  http: async (...wanted) => (await import("./load-remote-file.ts")).loadRemoteFile(...wanted),
};

/**
 * The bars that a data address names: `csv:path?symbol=&tz=&timeframe=&calendar=`, `parquet:path` and `folder:path` with
 * the same options, `https://host/path.csv#symbol=`, `polygon:AAPL@1m?from=&to=`, `binance:BTCUSDT@1h?from=&to=`, `ccxt:kraken:BTC/USD@1h?from=`,
 * `yahoo:AAPL@1d?from=`, `synthetic:gbm?seed=7`. `synthetic=true` on a file says that no market ever traded at its
 * prices; every face then says so too. Each load is noted in the audit log.
 *
 * @throws {BacksightError} BACKSIGHT_DATA_URI, and what reading the file or asking the vendor finds wrong
 */
export async function loadBars(address: string, options: LoadOptions = {}): Promise<Bars> {
  const parsed = parseDataAddress(address);
  return notedLoad(address, parsed, options, (noted) => LOADERS[parsed.scheme](address, parsed, noted), readOfBars);
}

/**
 * The bars that an address names as their source gives them, with the splits and dividends that it tells: Polygon's raw
 * ones, whatever `adjust` says; others as `loadBars` has them.
 *
 * @throws {BacksightError} as `loadBars`
 */
export async function loadRawBars(address: string, options: LoadOptions = {}): Promise<LoadedBars> {
  const parsed = parseDataAddress(address);
  if (parsed.scheme !== "polygon") return { bars: await loadBars(address, options), actions: null };
  const { loadRawPolygonBars } = await import("./load-polygon-bars.ts");
  const load = (noted: LoadOptions) => loadRawPolygonBars(address, parsed, noted);
  return notedLoad(address, parsed, options, load, ({ bars }) => readOfBars(bars));
}

/**
 * What a run is made on: the bars that an address names and what its account books of them. Of Polygon's stocks, adjusted
 * for splits, the dividends; with `adjust=point-in-time` raw bars with splits and dividends.
 *
 * @throws {BacksightError} as `loadBars`; BACKSIGHT_NOT_SUPPORTED where nobody tells splits and dividends
 */
export async function loadRunBars(address: string, options: LoadOptions = {}): Promise<LoadedBars> {
  const parsed = parseDataAddress(address);
  if (parsed.scheme !== "polygon") return { bars: await loadBars(address, options), actions: null };
  const polygon = await import("./load-polygon-bars.ts");
  const { adjust } = polygon.parsePolygonAddress(address, parsed);
  if (adjust !== "splits" && adjust !== "point-in-time")
    return { bars: await loadBars(address, options), actions: null };
  const loadAs = adjust === "splits" ? polygon.loadSplitAdjustedPolygonBars : polygon.loadPointInTimePolygonBars;
  const load = (noted: LoadOptions) => loadAs(address, parsed, noted);
  return notedLoad(address, parsed, options, load, ({ bars }) => readOfBars(bars));
}

async function loadSynthetic(address: string): Promise<Bars> {
  const [{ parseSyntheticAddress }, { syntheticBars }] = await Promise.all([
    import("../data/synthetic/synthetic-address.ts"),
    import("../data/synthetic/synthetic-bars.ts"),
  ]);
  return syntheticBars(parseSyntheticAddress(absoluteAddress(address)));
}

async function loadFile(address: string, parsed: DataAddress, options: LoadOptions): Promise<Bars> {
  const { path, tagged, read } = fileOptions(address, parsed, options);
  return tagged(await readBars(parsed.scheme, path, read));
}

async function readBars(scheme: string, path: string, options: LoadCsvOptions & LoadParquetOptions): Promise<Bars> {
  if (scheme === "parquet") {
    const { loadParquet } = await import("../sources/file/load-parquet.ts");
    return loadParquet(path, options);
  }
  const { loadCsv } = await import("../sources/file/load-csv.ts");
  return loadCsv(path, options);
}
