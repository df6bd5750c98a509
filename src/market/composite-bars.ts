import type { Bars } from "./bars.ts";
import type { Calendar } from "./calendar/calendar.ts";
import { createBars } from "./create-bars.ts";
import { instrument } from "./instrument.ts";
import type { Panel } from "./panel.ts";
import type { Timeframe, TimeframeUnit } from "./timeframe.ts";

const FIRST_LEVEL = 100;

/**
 * The index of a panel's instruments, as bars on its axis: it begins at 100 and moves by the mean return of the instruments
 * that have a bar, each counted from its own bar before. High and low are those of open and close. It gives several
 * instruments one calendar (that with the most sessions) and one price line; nothing is ever filled at its prices.
 * Its timeframe is the shortest of theirs.
 */
export function compositeBars(panel: Panel): Bars {
  const { length, instruments, bars, closeTime } = panel;
  const [first] = instruments as readonly [Bars, ...Bars[]];
  const [time, open, close] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  let level = FIRST_LEVEL;
  for (let row = 0; row < length; row++) {
    let [toOpen, toClose, count] = [0, 0, 0];
    let opens = closeTime[row]!;
    for (let k = 0; k < instruments.length; k++) {
      const i = bars[k]![row]!;
      if (i < 0) continue;
      const one = instruments[k]!;
      opens = Math.min(opens, one.time[i]!);
      if (i === 0) continue;
      const before = one.close[i - 1]!;
      toOpen += one.open[i]! / before;
      toClose += one.close[i]! / before;
      count++;
    }
    // Bars that overlap may have begun before the row before ended.
    time[row] = row === 0 ? opens : Math.max(opens, closeTime[row - 1]!);
    open[row] = count === 0 ? level : (level * toOpen) / count;
    close[row] = count === 0 ? level : (level * toClose) / count;
    level = close[row]!;
  }
  const most = (a: Calendar, b: Calendar) => (b.sessionsPerYear > a.sessionsPerYear ? b : a);
  return createBars({
    instrument: instrument(nameOf(instruments), { currency: first.instrument.currency }),
    timeframe: instruments.map(({ timeframe }) => timeframe).reduce(shorter),
    calendar: instruments.map(({ calendar }) => calendar).reduce(most),
    time,
    closeTime,
    open,
    high: open.map((price, row) => Math.max(price, close[row]!)),
    low: open.map((price, row) => Math.min(price, close[row]!)),
    close,
    ticksPerUnit: null,
    adjustment: first.adjustment,
    source: instruments.map(({ source }) => source).join(" "),
    isSynthetic: instruments.some(({ isSynthetic }) => isSynthetic),
    notes: notesOf(instruments),
  });
}

const UNITS = ["s", "m", "h", "d", "w", "mo"] as const satisfies readonly TimeframeUnit[];

function shorter(a: Timeframe, b: Timeframe): Timeframe {
  const [ofA, ofB] = [UNITS.indexOf(a.unit), UNITS.indexOf(b.unit)];
  return ofB < ofA || (ofB === ofA && b.count < a.count) ? b : a;
}

const NAMED = 3;

/** "SPY+QQQ", "AAPL+MSFT+NVDA+47 more". */
function nameOf(instruments: readonly Bars[]): string {
  const names = instruments.slice(0, NAMED).map(({ instrument: { symbol } }) => symbol);
  const more = instruments.length - names.length;
  return more === 0 ? names.join("+") : `${names.join("+")}+${more} more`;
}

/** What was noticed of all alike once, the rest by instrument. */
function notesOf(instruments: readonly Bars[]): string[] {
  const counts = new Map<string, string[]>();
  for (const {
    notes,
    instrument: { symbol },
  } of instruments)
    for (const note of notes) counts.set(note, [...(counts.get(note) ?? []), symbol]);
  return Array.from(counts, ([note, symbols]) =>
    symbols.length === instruments.length
      ? note
      : `${symbols.slice(0, NAMED).join(", ")}${symbols.length > NAMED ? ", …" : ""}: ${note}`,
  );
}
