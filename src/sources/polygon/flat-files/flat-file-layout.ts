import { BacksightError } from "../../../core/errors.ts";
import { DATASETS, type DataRequest, type Dataset } from "../../../data/market-data/data-request.ts";
import { dateOfDay, dayOfDate, type SessionDay } from "../../../market/calendar/calendar.ts";
import { type AssetClass, assetClassOf, futuresProductOf } from "../asset-class.ts";

/** What of a dataset a folder holds: bars of a minute or a day, or ticks. */
type Kind = "1m" | "1d" | "trades" | "quotes";

interface Folder {
  /** Without the venue, for futures. */
  readonly prefix: string;
  /** The data types that are published; what is absent, isn't. */
  readonly types: Readonly<Partial<Record<Kind, string>>>;
}

const BARS = { "1m": "minute_aggs_v1", "1d": "day_aggs_v1" };
const TICKS = { trades: "trades_v1", quotes: "quotes_v1" };

/** The bucket's folders by asset class. An index has no trades: its published values stand in their place. */
const FOLDERS: Readonly<Record<AssetClass, Folder>> = {
  stocks: { prefix: "us_stocks_sip", types: { ...BARS, ...TICKS } },
  options: { prefix: "us_options_opra", types: { ...BARS, ...TICKS } },
  indices: { prefix: "us_indices", types: { ...BARS, trades: "values_v1" } },
  forex: { prefix: "global_forex", types: { ...BARS, quotes: TICKS.quotes } },
  crypto: { prefix: "global_crypto", types: { ...BARS, trades: TICKS.trades } },
  futures: { prefix: "us_futures_", types: { ...TICKS, "1m": BARS["1m"], "1d": "session_aggs_v1" } },
};

/** The datasets that an asset class has files of. */
export function flatFileDatasetsOf(assetClass: AssetClass): readonly Dataset[] {
  const { types } = FOLDERS[assetClass];
  return DATASETS.filter((dataset) => dataset === "bars" || types[dataset] !== undefined);
}

/**
 * The folder that holds what a request asks for: "us_stocks_sip/minute_aggs_v1".
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT for what is no symbol; BACKSIGHT_NOT_SUPPORTED for what isn't published
 */
export function flatFileFolder({
  symbol,
  dataset,
  timeframe,
}: Pick<DataRequest, "symbol" | "dataset" | "timeframe">): string {
  const assetClass = assetClassOf(symbol);
  const { prefix, types } = FOLDERS[assetClass];
  const kind = dataset === "bars" ? (timeframe?.label ?? "") : dataset;
  const type = Object.hasOwn(types, kind) ? types[kind as Kind] : undefined;
  if (type === undefined) {
    const what = dataset === "bars" ? `bars of ${timeframe?.label ?? "no timeframe"}` : `${dataset} of ${assetClass}`;
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: `fetching ${what} from flat files`,
      instead: `They hold for ${assetClass}: ${Object.keys(types).join(", ")}; longer bars are made of those.`,
    });
  }
  return `${prefix}${futuresProductOf(symbol)?.venue ?? ""}/${type}`;
}

/** The object of a day: "us_stocks_sip/day_aggs_v1/2024/01/2024-01-02.csv.gz". */
export function flatFileKey(folder: string, day: SessionDay): string {
  const date = dateOfDay(day);
  return `${folder}/${date.slice(0, 4)}/${date.slice(5, 7)}/${date}.csv.gz`;
}

/** The day of an object; undefined for a name that isn't a day's, or stands in another month's folder. */
export function dayOfFlatFileKey(folder: string, key: string): SessionDay | undefined {
  if (!key.startsWith(`${folder}/`)) return undefined;
  const match = /^(\d{4})\/(\d\d)\/(\d{4})-(\d\d)-(\d\d)\.csv\.gz$/.exec(key.slice(folder.length + 1));
  if (match === null) return undefined;
  const day = dayOfDate(Number(match[3]), Number(match[4]), Number(match[5]));
  return flatFileKey(folder, day) === key ? day : undefined;
}
