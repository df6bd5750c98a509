import { BacksightError } from "../core/errors.ts";
import type { DataSource, FetchContext, InstrumentSource } from "../data/market-data/data-source.ts";
import type { Timeframe } from "../market/timeframe.ts";
import type { Secret } from "../platform/secrets/secret.ts";
import { assetClassOf, futuresProductOf } from "../sources/polygon/asset-class.ts";
import type { PolygonPlan } from "../sources/polygon/rest/polygon-plan.ts";

/** How Polygon (Massive) is asked; what isn't given is the vendor's own. */
export interface PolygonSettings {
  /** Of the flat files. */
  readonly endpoint?: string | undefined;
  readonly bucket?: string | undefined;
  readonly restUrl?: string | undefined;
  readonly plan?: PolygonPlan | undefined;
  /** A credential by name, null without one. */
  readonly findKey: (name: string) => Promise<Secret | null>;
}

/** Which way in: whole-market files, one instrument over REST, or files where their keys are there and else REST. */
export const POLYGON_WAYS = ["auto", "flat-files", "rest"] as const;
export type PolygonWay = (typeof POLYGON_WAYS)[number];

export interface PolygonSource {
  readonly source: DataSource;
  /** REST, of the same id, for sessions that no file is there for; null where it may not or can't be asked. */
  readonly late: InstrumentSource | null;
  close(): void;
}

export interface PolygonWish {
  readonly way: PolygonWay;
  readonly symbol: string;
  /** Of bars; null for quotes and trades. */
  readonly timeframe: Timeframe | null;
  /** True: no credential is looked for, as nobody is asked. */
  readonly isOffline: boolean;
  readonly now?: (() => number) | undefined;
}

const REST_KEY = "MASSIVE_API_KEY";
const KEY_ID = "MASSIVE_FLATFILES_ACCESS_KEY_ID";
const SECRET_KEY = "MASSIVE_FLATFILES_SECRET_ACCESS_KEY";

/**
 * The vendor as a source of the cache, with the credentials that are there. Whatever the way, a symbol's rows are of one
 * series of the cache.
 *
 * @throws {BacksightError} BACKSIGHT_SECRET_MISSING, BACKSIGHT_ARGUMENT
 */
export async function openPolygon(
  { endpoint, bucket, restUrl, plan, findKey }: PolygonSettings,
  { way, symbol, timeframe, isOffline, now }: PolygonWish,
): Promise<PolygonSource> {
  const find = (name: string) => (isOffline ? Promise.resolve(null) : findKey(name));
  const [apiKey, id, secret] = [await find(REST_KEY), await find(KEY_ID), await find(SECRET_KEY)];
  const hasPair = id !== null && secret !== null;
  const assetClass = assetClassOf(symbol);
  const venue = futuresProductOf(symbol)?.venue;
  const classId = assetClass === "stocks" ? "polygon" : `polygon-${assetClass}`;
  const sourceId = venue === undefined ? classId : `${classId}-${venue}`;
  const rest =
    apiKey === null ? null : await openRest({ apiKey, baseUrl: restUrl, plan, id: sourceId, ...(now && { now }) });
  // Files hold minutes and days: bars of seconds come over REST alone.
  const hasFiles = timeframe?.unit !== "s";
  const takesFiles = isOffline || way === "flat-files" || (way === "auto" && hasPair && hasFiles);
  if (!takesFiles) {
    if (rest === null) throw missing(REST_KEY);
    return { source: rest, late: null, close: () => {} };
  }
  if (!hasPair && !isOffline) throw missing(id === null ? KEY_ID : SECRET_KEY);
  const [{ flatFileBucket }, { flatFileSource }] = await Promise.all([
    import("../sources/polygon/flat-files/flat-file-bucket.ts"),
    import("../sources/polygon/flat-files/flat-file-source.ts"),
  ]);
  const keys = () => ({ accessKeyId: id?.reveal() ?? "", secretAccessKey: secret?.reveal() ?? "" });
  const files = flatFileBucket({ endpoint, bucket, keys });
  // Offline nobody is asked; the cache needs to know that actions exist.
  const actions = rest !== null || isOffline ? { fetchActions: actionsOf(rest) } : {};
  return {
    source: flatFileSource({ bucket: files, assetClass, venue, id: sourceId, ...actions }),
    late: way === "auto" && assetClass !== "futures" ? rest : null,
    close: () => files.close(),
  };
}

function actionsOf(rest: InstrumentSource | null) {
  return async (symbol: string, context: FetchContext) => {
    if (rest?.fetchActions === undefined) throw missing(REST_KEY);
    return rest.fetchActions(symbol, context);
  };
}

async function openRest(options: {
  readonly apiKey: Secret;
  readonly baseUrl: string | undefined;
  readonly plan: PolygonPlan | undefined;
  readonly id: string;
  readonly now?: () => number;
}): Promise<InstrumentSource> {
  const { polygonRest } = await import("../sources/polygon/rest/polygon-rest.ts");
  return polygonRest(options);
}

function missing(name: string): BacksightError {
  return new BacksightError("BACKSIGHT_SECRET_MISSING", { name });
}
