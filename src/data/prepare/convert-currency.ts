import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import { createBars } from "../../market/create-bars.ts";
import { isoTime } from "../../market/iso-time.ts";

/**
 * Prices in another currency: each price times the rate that was known at its time, which is the close of the latest bar of
 * `rates` that had closed by then (opens: by the bar's open, the others: by its close). High and low are those of the bar
 * in its own currency at the close's rate, widened to hold the converted open. Volume stays.
 *
 * @param rates price of one unit of the bars' currency in `currency`: EURUSD takes EUR to USD
 * @throws {BacksightError} BACKSIGHT_ARGUMENT where the first bar opens before any rate is known
 */
export function convertCurrency(bars: Bars, rates: Bars, currency: string): Bars {
  const { length, time, closeTime, instrument } = bars;
  const atOpen = ratesAt(time, rates);
  const atClose = ratesAt(closeTime, rates);
  if (length > 0 && Number.isNaN(atOpen[0]!))
    throw new BacksightError("BACKSIGHT_ARGUMENT", {
      name: "rates",
      rule: `known before the first bar of ${instrument.symbol} opens at ${isoTime(time[0]!)}`,
      value: isoTime(rates.closeTime[0]!),
    });
  const open = bars.open.map((price, i) => price * atOpen[i]!);
  const close = bars.close.map((price, i) => price * atClose[i]!);
  return createBars({
    ...bars,
    instrument: { ...instrument, currency },
    open,
    high: bars.high.map((price, i) => Math.max(price * atClose[i]!, open[i]!)),
    low: bars.low.map((price, i) => Math.min(price * atClose[i]!, open[i]!)),
    close,
    ticksPerUnit: null,
    notes: [
      ...bars.notes,
      `converted from ${instrument.currency} to ${currency} at the latest known ${rates.instrument.symbol}`,
    ],
  });
}

/** The latest close by each instant; NaN before the first one. */
function ratesAt(times: Float64Array, { closeTime, close }: Bars): Float64Array {
  let row = -1;
  return times.map((time) => {
    while (row + 1 < closeTime.length && closeTime[row + 1]! <= time) row++;
    return row < 0 ? NaN : close[row]!;
  });
}
