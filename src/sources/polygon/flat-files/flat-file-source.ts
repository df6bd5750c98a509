import { BacksightError } from "../../../core/errors.ts";
import type { FetchContext, MarketDay, WholeMarketSource } from "../../../data/market-data/data-source.ts";
import { dayAt } from "../../cache/range-of-day.ts";
import { type AssetClass, assetClassOf, futuresProductOf } from "../asset-class.ts";
import type { FuturesVenue } from "../futures-products.ts";
import { symbolFactsOf } from "../symbol-facts.ts";
import type { FlatFileBucket } from "./flat-file-bucket.ts";
import { dayOfFlatFileKey, flatFileDatasetsOf, flatFileFolder, flatFileKey } from "./flat-file-layout.ts";
import { tradeDates } from "./trade-dates.ts";

export interface FlatFileSourceOptions {
  readonly bucket: FlatFileBucket;
  /** One source for each class: the files of a day hold one class. Without it: stocks. */
  readonly assetClass?: AssetClass | undefined;
  /**
   * Of futures: whose. A venue has files of its own, so that a cache needs a source for each. Without it all are taken,
   * for those who keep nothing.
   */
  readonly venue?: FuturesVenue | undefined;
  /** Without it: "polygon" for stocks, "polygon-options", "polygon-futures-cme" and so on for the others. */
  readonly id?: string | undefined;
  /** Splits and dividends come from elsewhere: flat files have none. */
  readonly fetchActions?: WholeMarketSource["fetchActions"];
}

/** A session that ends on a date began up to so many days earlier: a future's evening, a weekend, a holiday. */
const LONGEST_FUTURES_SESSION = 4;

/**
 * The vendor's flat files as a source of whole days. The published keys are the trading calendar: days are listed, never
 * guessed.
 *
 * @example const source = flatFileSource({ bucket: flatFileBucket({ keys }) });
 */
export function flatFileSource(options: FlatFileSourceOptions): WholeMarketSource {
  const { bucket, assetClass = "stocks", venue, fetchActions } = options;
  const checkClass = (symbol: string): void => {
    const found = assetClassOf(symbol);
    const foundVenue = futuresProductOf(symbol)?.venue;
    if (found === assetClass && (venue === undefined || foundVenue === venue)) return;
    const rule =
      found === assetClass
        ? `a future of ${venue} (this one is of ${foundVenue})`
        : `a symbol of the class ${assetClass} (this one is of ${found})`;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "symbol", rule, value: JSON.stringify(symbol) });
  };
  return {
    kind: "whole-market",
    id:
      options.id ?? ["polygon", ...(assetClass === "stocks" ? [] : [assetClass]), ...(venue ? [venue] : [])].join("-"),
    datasets: flatFileDatasetsOf(assetClass),
    factsOf(symbol) {
      checkClass(symbol);
      return symbolFactsOf(symbol);
    },
    async listDays(request, context) {
      checkClass(request.symbol);
      if (!(request.from < request.to)) return [];
      const folder = flatFileFolder(request);
      const { calendar } = symbolFactsOf(request.symbol);
      const first = dayAt(calendar, request.from);
      const last = dayAt(calendar, request.to - 1);
      if (assetClass !== "futures") return publishedDays(bucket, folder, first, last, context);
      const [earliest, latest] = [first - LONGEST_FUTURES_SESSION, last + LONGEST_FUTURES_SESSION];
      const days = tradeDates(await publishedDays(bucket, folder, earliest, latest, context), calendar);
      return days.filter(({ range }) => range.from < request.to && range.to > request.from);
    },
    openDay: (day, context) => bucket.read(day, context),
    ...(fetchActions !== undefined && { fetchActions }),
  };
}

/** The published days from `first` to `last`, both included; one request for each thousand of them. */
async function publishedDays(
  bucket: FlatFileBucket,
  folder: string,
  first: number,
  last: number,
  context: FetchContext,
): Promise<MarketDay[]> {
  const days = new Map<number, MarketDay>();
  const afterLast = flatFileKey(folder, last + 1);
  // Any key of the first day sorts after its own beginning.
  const before = flatFileKey(folder, first).replace(".csv.gz", "");
  for await (const object of bucket.list(`${folder}/`, before, context)) {
    if (object.key >= afterLast) break;
    const day = dayOfFlatFileKey(folder, object.key);
    if (day !== undefined && day >= first && day <= last) days.set(day, { day, ...object });
  }
  return [...days.values()].sort((a, b) => a.day - b.day);
}
