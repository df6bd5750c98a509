import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import { createBars } from "../../market/create-bars.ts";
import type { Timeframe } from "../../market/timeframe.ts";
import { bucketsOf } from "./time-buckets.ts";

export interface ResampleOptions {
  /** A last bucket whose end the data don't reach: left out, or kept as it stands. */
  readonly unfinished?: "drop" | "keep";
}

/**
 * Bars of a longer timeframe: first open, highest high, lowest low, last close, sum of the volumes (NaN when one is
 * unknown). A bar that is missing shifts nothing: a bucket holds what opens in it, and one without any bar isn't there.
 * A bar's open time is its bucket's, its close time the bucket's end, so that it is known only when all of it is over.
 *
 * @throws {BacksightError} BACKSIGHT_RESAMPLE for a timeframe that whole bars don't fill, or when no bucket is finished
 */
export function resampleBars(bars: Bars, timeframe: Timeframe, options: ResampleOptions = {}): Bars {
  if (timeframe.label === bars.timeframe.label) return bars;
  const bucketOf = bucketsOf(bars, timeframe);
  const { length, session } = bars;
  const firsts: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let end = -Infinity;
  let lastSession = -Infinity;
  for (let i = 0; i < length; i++) {
    const opens = bars.time[i]!;
    const day = session[i]!;
    if (i > 0 && day <= lastSession && opens < end) continue;
    const bucket = bucketOf(opens, day);
    ({ end, lastSession } = bucket);
    firsts.push(i);
    starts.push(bucket.start);
    ends.push(bucket.end);
  }
  const isUnfinished = bars.closeTime[length - 1]! < end;
  const drops = isUnfinished && options.unfinished !== "keep";
  const count = firsts.length - (drops ? 1 : 0);
  if (count === 0) {
    const reason = "not one whole bar is in the data";
    const { source } = bars;
    throw new BacksightError("BACKSIGHT_RESAMPLE", { source, from: bars.timeframe.label, to: timeframe.label, reason });
  }
  firsts.push(length);
  return createBars({
    ...bars,
    ...gather(bars, firsts, starts, ends, count),
    timeframe,
    notes: [...bars.notes, ...noteOf(drops, timeframe)],
  });
}

function gather(
  bars: Bars,
  firsts: readonly number[],
  starts: readonly number[],
  ends: readonly number[],
  count: number,
) {
  const column = () => new Float64Array(count);
  const [time, closeTime, open, high, low, close, volume] = [
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
    column(),
  ];
  for (let b = 0; b < count; b++) {
    const first = firsts[b]!;
    const last = firsts[b + 1]! - 1;
    let [top, bottom, units] = [bars.high[first]!, bars.low[first]!, bars.volume[first]!];
    for (let i = first + 1; i <= last; i++) {
      top = Math.max(top, bars.high[i]!);
      bottom = Math.min(bottom, bars.low[i]!);
      units += bars.volume[i]!;
    }
    time[b] = Math.min(starts[b]!, bars.time[first]!);
    closeTime[b] = Math.max(ends[b]!, bars.closeTime[last]!);
    open[b] = bars.open[first]!;
    high[b] = top;
    low[b] = bottom;
    close[b] = bars.close[last]!;
    volume[b] = units;
  }
  return { time, closeTime, open, high, low, close, volume };
}

function noteOf(drops: boolean, { label }: Timeframe): string[] {
  return drops ? [`the last ${label} bar was still unfinished and is left out`] : [];
}
