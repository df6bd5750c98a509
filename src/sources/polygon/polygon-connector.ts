import { BacksightError, isBacksightError } from "../../core/errors.ts";
import { didYouMean } from "../../core/nearest-name.ts";
import type { DataRequest } from "../../data/market-data/data-request.ts";
import type {
  DataPart,
  DataRows,
  FetchContext,
  InstrumentSource,
  MarketDay,
  VendorBars,
  WholeMarketSource,
} from "../../data/market-data/data-source.ts";
import { joinRows, noRows, rowsBetween } from "../../data/market-data/rows.ts";
import type { QuoteTicks } from "../../market/quote-ticks.ts";
import { parseTimeframe, type Timeframe } from "../../market/timeframe.ts";
import type { TradeTicks } from "../../market/trade-ticks.ts";
import { type AssetClass, assetClassOf } from "./asset-class.ts";
import { DOWNLOAD_WAYS, type DownloadWay, planDownload } from "./download-plan.ts";
import type { FlatFileBucket } from "./flat-files/flat-file-bucket.ts";
import { flatFileFolder } from "./flat-files/flat-file-layout.ts";
import { flatFileSource } from "./flat-files/flat-file-source.ts";
import { readFlatFileDay } from "./read-flat-file-day.ts";
import { symbolFactsOf } from "./symbol-facts.ts";

export interface PolygonConnectorOptions {
  /** `polygonRest({ apiKey })`; without it only flat files. */
  readonly rest?: InstrumentSource | undefined;
  /** `flatFileBucket({ keys })`; without it only REST. */
  readonly flatFiles?: FlatFileBucket | undefined;
}

export interface TickDownload {
  /** As the flat files spell it: AAPL, X:BTC-USD; case matters. */
  readonly symbol: string;
  /** Half-open, epoch milliseconds UTC. */
  readonly from: number;
  readonly to: number;
  /** "auto" by default: files for published days, REST for the others. */
  readonly via?: DownloadWay | undefined;
}

export interface BarsDownload extends TickDownload {
  /** "1m", "1d"; others over REST only. */
  readonly timeframe: Timeframe | string;
}

/**
 * Polygon.io (Massive) by whatever way is open: whole-market day files over S3, and REST. Everything is raw: not
 * adjusted for splits or dividends. Nothing is kept; `CacheManager` does that.
 *
 * @example
 * const polygon = new PolygonConnector({ rest: polygonRest({ apiKey }), flatFiles: flatFileBucket({ keys }) });
 * const bars = await polygon.downloadAggregates({ symbol: "SPY", timeframe: "1m", from, to });
 */
export class PolygonConnector {
  private readonly rest: InstrumentSource | undefined;
  private readonly flatFiles: FlatFileBucket | undefined;
  private readonly sources = new Map<AssetClass, WholeMarketSource>();

  constructor({ rest, flatFiles }: PolygonConnectorOptions) {
    this.rest = rest;
    this.flatFiles = flatFiles;
  }

  /**
   * All trades of a range that are published.
   *
   * @throws {BacksightError} as `parts`
   */
  async downloadTrades(request: TickDownload, context: FetchContext = {}): Promise<TradeTicks> {
    const data = await this.rows({ ...request, dataset: "trades", timeframe: null }, request.via, context);
    return data.rows as TradeTicks;
  }

  /** All quotes of a range that are published. @throws {BacksightError} as `parts` */
  async downloadQuotes(request: TickDownload, context: FetchContext = {}): Promise<QuoteTicks> {
    const data = await this.rows({ ...request, dataset: "quotes", timeframe: null }, request.via, context);
    return data.rows as QuoteTicks;
  }

  /** All finished bars that open in a range. @throws {BacksightError} as `parts`; BACKSIGHT_TIMEFRAME */
  async downloadAggregates(request: BarsDownload, context: FetchContext = {}): Promise<VendorBars> {
    const { timeframe: given } = request;
    const timeframe = typeof given === "string" ? parseTimeframe(given) : given;
    const data = await this.rows({ ...request, dataset: "bars", timeframe }, request.via, context);
    return data.rows as VendorBars;
  }

  /**
   * The same as a stream of consecutive parts, for ranges that don't fit in memory.
   *
   * @throws {BacksightError} what the ways throw; BACKSIGHT_ARGUMENT when the way that is asked for isn't open;
   * BACKSIGHT_NOT_SUPPORTED for what no open way has
   */
  async *parts(
    request: Omit<DataRequest, "source">,
    via: DownloadWay = "auto",
    context: FetchContext = {},
  ): AsyncGenerator<DataPart> {
    const asked: DataRequest = { ...request, source: "polygon" };
    const rest = this.restFor(via);
    const files = this.filesFor(via, asked);
    if (files === undefined) {
      if (rest === undefined) throw closedWay(via);
      yield* rest.fetch(asked, context);
      return;
    }
    const published = await files.listDays(asked, context);
    const { calendar } = symbolFactsOf(asked.symbol);
    const what = `${asked.timeframe?.label ?? ""} ${asked.dataset} of ${asked.symbol}`.trim();
    const about = { host: this.flatFiles?.host ?? "", what, canAsk: rest !== undefined };
    for (const { from, to, source } of planDownload(asked, calendar, published, about)) {
      if (source === null) yield { from, to, data: noRows(asked.dataset, asked.symbol) };
      else if (source !== "rest") yield await this.day(files, source, { ...asked, from, to }, context);
      else if (rest !== undefined) {
        let end = from;
        for await (const part of rest.fetch({ ...asked, from, to }, context)) {
          yield part;
          end = part.to;
        }
        // What isn't settled isn't covered, nor is anything behind it.
        if (end < to) return;
      }
    }
  }

  private async day(
    files: WholeMarketSource,
    day: MarketDay,
    request: DataRequest,
    context: FetchContext,
  ): Promise<DataPart> {
    const { from, to } = request;
    const whole = await readFlatFileDay(files, day, request, context);
    return { from, to, data: rowsBetween(whole, from, to) };
  }

  private async rows(
    request: Omit<DataRequest, "source"> & { readonly via?: DownloadWay | undefined },
    via: DownloadWay | undefined,
    context: FetchContext,
  ): Promise<DataRows> {
    const { dataset, symbol, timeframe, from, to } = request;
    const pieces: DataRows[] = [noRows(dataset, symbol)];
    for await (const { data } of this.parts({ dataset, symbol, timeframe, from, to }, via, context)) pieces.push(data);
    return joinRows(pieces);
  }

  private restFor(via: DownloadWay): InstrumentSource | undefined {
    if (!DOWNLOAD_WAYS.includes(via)) {
      const known = DOWNLOAD_WAYS.join(", ");
      const details = { kind: "way", name: via, hint: didYouMean(via, DOWNLOAD_WAYS), known };
      throw new BacksightError("BACKSIGHT_OPTION_UNKNOWN", details);
    }
    if (via === "flat-files") return undefined;
    if (via === "rest" && this.rest === undefined) throw closedWay(via);
    return this.rest;
  }

  /** The files that hold such data; undefined when REST has to do it all. */
  private filesFor(via: DownloadWay, { dataset, symbol, timeframe }: DataRequest): WholeMarketSource | undefined {
    if (via === "rest") return undefined;
    const bucket = this.flatFiles;
    if (bucket === undefined) {
      if (via === "flat-files") throw closedWay(via);
      return undefined;
    }
    try {
      flatFileFolder({ dataset, symbol, timeframe });
    } catch (error) {
      const isElsewhere = isBacksightError(error) && error.code === "BACKSIGHT_NOT_SUPPORTED";
      if (!isElsewhere || via === "flat-files" || this.rest === undefined) throw error;
      return undefined;
    }
    const assetClass = assetClassOf(symbol);
    const source = this.sources.get(assetClass) ?? flatFileSource({ bucket, assetClass });
    this.sources.set(assetClass, source);
    return source;
  }
}

function closedWay(via: DownloadWay): BacksightError<"BACKSIGHT_ARGUMENT"> {
  const rule = "a way that the connector was given: rest (an API key), flatFiles (an S3 key pair)";
  return new BacksightError("BACKSIGHT_ARGUMENT", { name: "via", rule, value: via });
}
