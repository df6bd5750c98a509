import type { Timeframe } from "../../market/timeframe.ts";

/** The kinds of history that vendors keep. */
export const DATASETS = ["bars", "trades", "quotes"] as const;
export type Dataset = (typeof DATASETS)[number];

/** What is wanted of a vendor: the history of one instrument over a range of time. */
export interface DataRequest {
  /** Id of the source: "polygon". */
  readonly source: string;
  readonly dataset: Dataset;
  /** As the source's canonical spelling has it; case matters. */
  readonly symbol: string;
  /** Of bars; null for trades and quotes. */
  readonly timeframe: Timeframe | null;
  /** Half-open, epoch milliseconds UTC: bars that open, or ticks that were published, in [from, to). */
  readonly from: number;
  readonly to: number;
}
