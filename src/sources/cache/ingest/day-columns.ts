import type { Dataset } from "../../../data/market-data/data-request.ts";

/** How the values of a column are held: doubles, nanoseconds, whole numbers of one or two bytes, several numbers a row. */
export type DayColumnKind = "number" | "ns" | "u16" | "u8" | "codes";

export interface DayColumn {
  /** As in the rows of the dataset. */
  readonly key: string;
  readonly kind: DayColumnKind;
}

const number = (key: string): DayColumn => ({ key, kind: "number" });

/** The columns of a market's day, in the file's order. Those that follow from others aren't kept. */
export const DAY_COLUMNS: Readonly<Record<Dataset, readonly DayColumn[]>> = {
  bars: ["time", "open", "high", "low", "close", "volume", "transactions"].map(number),
  trades: [
    { key: "timeNs", kind: "ns" },
    ...["price", "size", "sequence"].map(number),
    { key: "exchange", kind: "u16" },
    { key: "correction", kind: "u8" },
    { key: "conditions", kind: "codes" },
  ],
  quotes: [
    { key: "timeNs", kind: "ns" },
    ...["bidPrice", "askPrice", "bidSize", "askSize", "sequence"].map(number),
    { key: "bidExchange", kind: "u16" },
    { key: "askExchange", kind: "u16" },
    { key: "conditions", kind: "codes" },
  ],
};

/** Columns of one length, by key; those of a `DataRows` that a day file keeps. */
export type DayRows = Readonly<Record<string, unknown>>;
