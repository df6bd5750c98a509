import type { Dataset } from "../../market-data/data-request.ts";

/** What was noticed, left out or put right while a flat file was read: nothing happens to a row without a count here. */
export interface FlatFileQuality {
  readonly dataset: Dataset;
  /** Lines below the header. */
  rows: number;
  /** Rows of tickers that weren't asked for; nothing else is said of them. */
  notWanted: number;
  /** Rows of another date than the file's. */
  wrongDates: number;
  /** Bars of whole days that got the date of their file, since all of them carried another. */
  restamped: number;
  /** Tickers whose rows stand in more than one place, put together. */
  splitTickers: number;
  /** Rows that came after a later one of their ticker; sorted in. */
  unsorted: number;
  /** Bars beyond the first with the ticker and time of another: all but one of each were left out. */
  duplicates: number;
  /** Those of them that say something else than the bar that was kept. */
  conflictingDuplicates: number;
  /** Bars or trades without volume; kept. */
  zeroVolumes: number;
  /** Rows with a price of 0 or below, a high below the low or a negative volume; kept. */
  oddValues: number;
  /** Trades that were corrected or cancelled later; kept, and marked. */
  corrected: number;
}

export function newQuality(dataset: Dataset): FlatFileQuality {
  return {
    dataset,
    rows: 0,
    notWanted: 0,
    wrongDates: 0,
    restamped: 0,
    splitTickers: 0,
    unsorted: 0,
    duplicates: 0,
    conflictingDuplicates: 0,
    zeroVolumes: 0,
    oddValues: 0,
    corrected: 0,
  };
}

/** For people, one text for each thing that was noticed; none when all was well. */
export function qualityNotes(quality: FlatFileQuality): string[] {
  const { dataset, duplicates, conflictingDuplicates } = quality;
  const row = { bars: "bar", trades: "trade", quotes: "quote" }[dataset];
  const count = (n: number, text: string) => (n === 0 ? [] : [`${n} ${row}${n === 1 ? "" : "s"} ${text}`]);
  const conflicts = conflictingDuplicates === 0 ? "" : `, ${conflictingDuplicates} of which said something else`;
  return [
    ...count(quality.wrongDates, "of another date than the file's"),
    ...count(quality.restamped, "of another date throughout, given the file's"),
    ...(quality.splitTickers === 0 ? [] : [`tickers in more than one place: ${quality.splitTickers}, put together`]),
    ...count(quality.unsorted, "out of order, sorted in"),
    ...count(duplicates, `left out that repeated a ticker and time${conflicts}`),
    ...count(quality.zeroVolumes, "without volume, kept"),
    ...count(quality.oddValues, "with a price not above 0, a high below the low or a negative volume, kept"),
    ...count(quality.corrected, "corrected or cancelled later, kept and marked"),
  ];
}
