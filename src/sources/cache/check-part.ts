import { BacksightError } from "../../core/errors.ts";
import type { DataPart } from "../../data/market-data/data-source.ts";
import { lengthOfRows, rowsBetween } from "../../data/market-data/rows.ts";
import { isoTime } from "../../market/iso-time.ts";
import type { SeriesKey } from "./segment.ts";
import type { TimeRange } from "./time-ranges.ts";

/**
 * Checks what a source gave before it is kept: the next part of what was asked, with rows of its range alone, ascending
 * in time (bars strictly).
 *
 * @param asked what was asked and not answered yet
 * @throws {BacksightError} BACKSIGHT_SOURCE_ANSWER
 */
export function checkPart(key: SeriesKey, part: DataPart, asked: TimeRange): void {
  const { from, to, data } = part;
  if (data.dataset !== key.dataset) refuse(key, `it gave ${data.dataset}`);
  if (!(from === asked.from && from < to && to <= asked.to)) {
    refuse(key, `it answered ${rangeText(part)} where ${rangeText(asked)} was asked`);
  }
  if (lengthOfRows(rowsBetween(data, from, to)) !== lengthOfRows(data)) {
    refuse(key, `rows lie outside ${rangeText(part)}`);
  }
  const row = data.dataset === "bars" ? disorder(data.rows.time, true) : disorder(data.rows.timeNs, false);
  if (row >= 0) refuse(key, `row ${row} isn't after the one before`);
}

/** The first row that isn't where it should be; −1 without one. The same time twice is right for ticks alone. */
function disorder(times: ArrayLike<number | bigint>, isStrict: boolean): number {
  for (let i = 1; i < times.length; i++) {
    const [before, at] = [times[i - 1]!, times[i]!];
    if (!(at > before || (!isStrict && at === before))) return i;
  }
  return -1;
}

function refuse(key: SeriesKey, problem: string): never {
  const { source, symbol, timeframe, dataset } = key;
  throw new BacksightError("BACKSIGHT_SOURCE_ANSWER", { source, series: `${symbol} ${timeframe ?? dataset}`, problem });
}

/** "2024-01-02T05:00:00Z to 2024-01-03T05:00:00Z". */
export function rangeText({ from, to }: TimeRange): string {
  return `${isoTime(from)} to ${isoTime(to)}`;
}
