import { dateOfDay } from "../../../market/calendar/calendar.ts";
import { startPolygonRest } from "./rest/start-polygon-rest.ts";
import { startFlatFileBucket } from "./start-flat-file-bucket.ts";
import { syntheticMarketFiles } from "./synthetic-market-files.ts";
import { SYNTHETIC_FIRST_DAY, SYNTHETIC_LAST_DAY, syntheticTickers } from "./synthetic-market-tickers.ts";
import { syntheticRestMarket } from "./synthetic-rest-market.ts";

export interface PolygonEmulatorOptions {
  /** Of the market; 7 without it. */
  readonly seed?: number | undefined;
  /** Plain names beside those that make data hard; 20 without it. */
  readonly tickers?: number | undefined;
  /** 0, without it, takes a free port. */
  readonly filesPort?: number | undefined;
  readonly restPort?: number | undefined;
}

/** Both ways of the vendor on this machine. */
export interface PolygonEmulator {
  /** Of the flat files: `flatFileBucket({ endpoint, keys })`. */
  readonly endpoint: string;
  /** What it lets in; it opens nothing else. */
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Of REST: `polygonRest({ baseUrl: restUrl, apiKey, plan: "advanced" })`. */
  readonly restUrl: string;
  readonly apiKey: string;
  /** First and last date of the market. */
  readonly range: { readonly from: string; readonly to: string };
  readonly symbols: readonly string[];
  close(): Promise<void>;
}

const KEYS = { accessKeyId: "backsight-dev", secretAccessKey: "backsight-dev-secret" };
const REST_KEY = "backsight-dev-rest";

/**
 * An emulator of Polygon's flat files and REST on this machine, with a synthetic market: no market ever traded at its
 * prices. It runs until it is closed.
 *
 * @throws the system's error when a port can't be listened on
 * @example
 * const emulator = await startPolygonEmulator({ seed: 7 });
 * const rest = polygonRest({ baseUrl: emulator.restUrl, apiKey: emulator.apiKey, plan: "advanced" });
 */
export async function startPolygonEmulator(options: PolygonEmulatorOptions = {}): Promise<PolygonEmulator> {
  const { seed = 7, tickers: count = 20, filesPort = 0, restPort = 0 } = options;
  const tickers = syntheticTickers(count);
  const objects = syntheticMarketFiles({ seed, tickers });
  const files = await startFlatFileBucket({ objects, keys: KEYS, port: filesPort });
  const market = syntheticRestMarket({ seed, tickers });
  const rest = await startPolygonRest({ market, keys: [REST_KEY], port: restPort }).catch(async (error: unknown) => {
    await files.close();
    throw error;
  });
  return {
    endpoint: files.endpoint,
    keys: KEYS,
    restUrl: rest.url,
    apiKey: REST_KEY,
    range: { from: dateOfDay(SYNTHETIC_FIRST_DAY), to: dateOfDay(SYNTHETIC_LAST_DAY) },
    symbols: [...new Set(tickers.map(({ ticker }) => ticker))],
    async close() {
      await Promise.all([files.close(), rest.close()]);
    },
  };
}
