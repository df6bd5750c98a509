import { dateOfDay } from "../market/calendar/calendar.ts";
import { isoTime } from "../market/iso-time.ts";
import type { RunDetail } from "../run/run-detail.ts";
import { rowLabels } from "./row-labels.ts";
import { finiteOrNull, tradeDocument } from "./trade-document.ts";

/**
 * A run in full as JSON for other programs: the record as the store keeps it, every trade, equity by session and the
 * curve of the pictures as columns. Times are ISO 8601 UTC; numbers that JSON can't hold are null.
 */
export function renderJson(detail: RunDetail): string {
  const { record, curve, sessions, trades } = detail;
  const labels = rowLabels(detail);
  const numbers = (column: Float64Array) => Array.from(column, finiteOrNull);
  const { time, ...columns } = curve;
  const document = {
    record,
    sessions: {
      session: Array.from(sessions.day, dateOfDay),
      equity: numbers(sessions.equity),
      benchmark: numbers(sessions.benchmark),
    },
    curve: {
      time: Array.from(time, isoTime),
      ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, numbers(column)])),
    },
    trades: Array.from({ length: trades.length }, (_, i) => tradeDocument(trades, i, labels)),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}
