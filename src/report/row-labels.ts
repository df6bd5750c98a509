import type { RunDetail } from "../run/run-detail.ts";
import { formatDate, formatDateTime } from "./format.ts";
import { type TradeRows, tradeRows } from "./trade-rows.ts";

/** How a run's rows and trades are dated. */
export interface RowLabels {
  /** Bars of a day or longer: dates say enough. */
  readonly isDaily: boolean;
  /** An instant inside each curve row's period, epoch milliseconds. */
  readonly rowTime: Float64Array;
  readonly tradeRows: TradeRows;
  /** "2013-05-14" or "2013-05-14 14:31" (UTC). */
  row(i: number): string;
  entry(trade: number): string;
  exit(trade: number): string;
}

const DAY_MS = 86_400_000;

/**
 * Daily rows carry their session's date where each row is one session: a close may be stamped with the next midnight
 * or, without a calendar, with the next row's date. Intraday rows carry their close.
 */
export function rowLabels({ record, curve, sessions, trades }: RunDetail): RowLabels {
  const isDaily = /^\d+(d|w|mo)$/.test(record.data.timeframe);
  const isBySession = isDaily && sessions.day.length === curve.time.length;
  const rowTime = curve.time.map((close, i) => (isBySession ? sessions.day[i]! * DAY_MS : close - 1));
  const at = tradeRows(trades, curve, record.spec.settings.fill === "next-open");
  const ofRow = (i: number) => (isDaily ? formatDate(rowTime[i]!) : formatDateTime(curve.time[i]!));
  const ofFill = (row: number, time: number) => {
    if (isBySession) return formatDate(rowTime[row]!);
    return isDaily ? formatDate(time) : formatDateTime(time);
  };
  return {
    isDaily,
    rowTime,
    tradeRows: at,
    row: ofRow,
    entry: (trade) => ofFill(at.entry[trade]!, trades.entryTime[trade]!),
    exit: (trade) => ofFill(at.exit[trade]!, trades.exitTime[trade]!),
  };
}
