import { BacksightError } from "../core/errors.ts";
import type { DataSource, FetchContext, InstrumentSource } from "../data/market-data/data-source.ts";
import type { Secret } from "../platform/secrets/secret.ts";
import { assetClassOf } from "../sources/polygon/asset-class.ts";
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
  close(): void;
}

const REST_KEY = "MASSIVE_API_KEY";
const KEY_ID = "MASSIVE_FLATFILES_ACCESS_KEY_ID";
const SECRET_KEY = "MASSIVE_FLATFILES_SECRET_ACCESS_KEY";

/**
 * The vendor as a source of the cache, with the credentials that are there. Offline none are looked for.
 *
 * @throws {BacksightError} BACKSIGHT_SECRET_MISSING, BACKSIGHT_ARGUMENT
 */
export async function openPolygon(
  { endpoint, bucket, restUrl, plan, findKey }: PolygonSettings,
  way: PolygonWay,
  symbol: string,
  isOffline: boolean,
): Promise<PolygonSource> {
  const find = (name: string) => (isOffline ? Promise.resolve(null) : findKey(name));
  const [apiKey, id, secret] = [await find(REST_KEY), await find(KEY_ID), await find(SECRET_KEY)];
  const hasPair = id !== null && secret !== null;
  const takesFiles = way === "flat-files" || isOffline || (way === "auto" && hasPair);
  const rest = apiKey === null ? null : await openRest({ apiKey, baseUrl: restUrl, plan });
  if (!takesFiles) {
    if (rest === null) throw missing(REST_KEY);
    return { source: rest, close: () => {} };
  }
  if (!hasPair && !isOffline) throw missing(id === null ? KEY_ID : SECRET_KEY);
  const [{ flatFileBucket }, { flatFileSource }] = await Promise.all([
    import("../sources/polygon/flat-files/flat-file-bucket.ts"),
    import("../sources/polygon/flat-files/flat-file-source.ts"),
  ]);
  const keys = () => ({ accessKeyId: id?.reveal() ?? "", secretAccessKey: secret?.reveal() ?? "" });
  const files = flatFileBucket({ endpoint, bucket, keys });
  const assetClass = assetClassOf(symbol);
  // Offline nobody is asked; the cache needs to know that actions exist.
  const actions = rest !== null || isOffline ? { fetchActions: actionsOf(rest) } : {};
  return {
    source: flatFileSource({ bucket: files, assetClass, ...actions }),
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
}): Promise<InstrumentSource> {
  const { polygonRest } = await import("../sources/polygon/rest/polygon-rest.ts");
  return polygonRest(options);
}

function missing(name: string): BacksightError {
  return new BacksightError("BACKSIGHT_SECRET_MISSING", { name });
}
