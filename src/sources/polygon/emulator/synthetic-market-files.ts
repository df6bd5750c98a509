import { gzipSync } from "node:zlib";
import type { SessionDay } from "../../../market/calendar/calendar.ts";
import { usEquity } from "../../../market/calendar/us-equity.ts";
import { flatFileKey } from "../flat-files/flat-file-layout.ts";
import type { ObjectContent } from "./flat-file-bucket-objects.ts";
import { SYNTHETIC_DATASETS, type SyntheticDataset, syntheticMarketDay } from "./synthetic-market-day.ts";
import { syntheticPrices } from "./synthetic-market-prices.ts";
import {
  SYNTHETIC_FIRST_DAY,
  SYNTHETIC_LAST_DAY,
  type SyntheticTicker,
  syntheticTickers,
} from "./synthetic-market-tickers.ts";

export interface SyntheticMarketFilesOptions {
  readonly seed: number;
  /** Without it: `syntheticTickers()`. */
  readonly tickers?: readonly SyntheticTicker[];
  /** Without them: all of the synthetic market; both included. */
  readonly from?: SessionDay;
  readonly to?: SessionDay;
  /** Without it: all four. */
  readonly datasets?: readonly SyntheticDataset[];
}

/**
 * The synthetic market as the objects of a bucket, for `startFlatFileBucket`: each is made when it is first listed or
 * read.
 */
export function syntheticMarketFiles(options: SyntheticMarketFilesOptions): [key: string, content: ObjectContent][] {
  const { seed, tickers = syntheticTickers(), datasets = SYNTHETIC_DATASETS } = options;
  const from = Math.max(SYNTHETIC_FIRST_DAY, options.from ?? SYNTHETIC_FIRST_DAY);
  const to = Math.min(SYNTHETIC_LAST_DAY, options.to ?? SYNTHETIC_LAST_DAY);
  const prices = syntheticPrices(seed);
  return [...usEquity.sessions(from, to + 1)].flatMap((day) => {
    const texts = syntheticMarketDay(seed, tickers, day, prices);
    return datasets.map((dataset): [string, ObjectContent] => [
      flatFileKey(`us_stocks_sip/${dataset}`, day),
      () => gzipSync([...texts[dataset]()].join("")),
    ]);
  });
}
