import { BacksightError } from "../core/errors.ts";
import type { Bars } from "./bars.ts";
import type { Calendar } from "./calendar/calendar.ts";
import { createBars } from "./create-bars.ts";
import { instrument } from "./instrument.ts";
import type { Panel } from "./panel.ts";

const FIRST_LEVEL = 100;

/**
 * The index of a panel's instruments, as bars on its axis: it begins at 100 and moves by the mean return of the instruments
 * that have a bar, each counted from its own bar before. High and low are those of open and close. It gives several
 * instruments one calendar (that with the most sessions) and one price line; nothing is ever filled at its prices.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT when the instruments' bars are of several timeframes
 */
export function compositeBars(panel: Panel): Bars {
  const { length, instruments, bars, closeTime } = panel;
  const [first] = instruments as readonly [Bars, ...Bars[]];
  const other = instruments.find(({ timeframe }) => timeframe.label !== first.timeframe.label);
  if (other !== undefined) {
    const value = `${nameWithTimeframe(first)} and ${nameWithTimeframe(other)}`;
    throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "instruments", rule: "bars of one timeframe", value });
  }
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
    time[row] = opens;
    open[row] = count === 0 ? level : (level * toOpen) / count;
    close[row] = count === 0 ? level : (level * toClose) / count;
    level = close[row]!;
  }
  const most = (a: Calendar, b: Calendar) => (b.sessionsPerYear > a.sessionsPerYear ? b : a);
  return createBars({
    instrument: instrument(nameOf(instruments), { currency: first.instrument.currency }),
    timeframe: first.timeframe,
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

function nameWithTimeframe({ instrument, timeframe }: Bars): string {
  return `${instrument.symbol} ${timeframe.label}`;
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
