import { BacksightError } from "../../core/errors.ts";
import type { Calendar } from "../../market/calendar/calendar.ts";
import { isIntraday, type Timeframe, timeframeMs } from "../../market/timeframe.ts";
import type { TradeTicks } from "../../market/trade-ticks.ts";
import type { VendorBars } from "../market-data/data-source.ts";
import { type TradeConditionRules, US_STOCK_CONDITIONS } from "./trade-condition-rules.ts";

export interface BarsFromTradesOptions {
  /** Shorter than a day; bars begin at its multiples since 1970. */
  readonly timeframe: Timeframe;
  /** Which conditions allow what; those of US stocks without it. */
  readonly rules?: TradeConditionRules | undefined;
  /** Tells regular hours from extended ones; without it all hours are regular. */
  readonly calendar?: Calendar | undefined;
}

/** What bars were made of, and what they weren't. */
export interface TradesInBars {
  readonly trades: number;
  /** Trades that were corrected or cancelled later: they count for nothing. */
  readonly corrected: number;
  /** Trades that count as volume and nothing else. */
  readonly volumeOnly: number;
  /** Units in bars that got no price, and so aren't there. */
  readonly volumeWithoutBar: number;
  /** Trades with a condition that the rules don't know; they counted in full, as far as their other ones allow. */
  readonly unknownConditions: number;
}

export interface BarsOfTrades {
  readonly bars: VendorBars & Required<Pick<VendorBars, "vwap" | "transactions">>;
  readonly counts: TradesInBars;
}

const HIGH_LOW = 1;
const OPEN_CLOSE = 2;
const VOLUME = 4;
const ALL = HIGH_LOW | OPEN_CLOSE | VOLUME;
const UNKNOWN = 8;
const CODES = 1 << 16;

/** A bar that is being made. */
interface Slot {
  readonly start: number;
  open: number;
  close: number;
  high: number;
  low: number;
  volume: number;
  turnover: number;
  transactions: number;
  /** The trades that made open and close. */
  first: Place;
  last: Place;
}

/** Where a trade stands on the tape. */
interface Place {
  readonly time: number;
  readonly timeNs: bigint;
  readonly sequence: number;
}

/**
 * Bars of one instrument from its trades, as the consolidated tape makes them: a trade's conditions, all of them, must
 * allow it to change high and low, open and close, or volume. Open is the first price that may be one, close the last,
 * by time and sequence; volume, transactions and the volume-weighted mean price count every trade that is volume. A bar
 * without a price for its open isn't there.
 *
 * Trades may come in pieces, in any order of pieces and rows.
 *
 * @example
 * const maker = new BarsFromTrades({ timeframe: parseTimeframe("1m"), calendar: usEquity });
 * for (const piece of pieces) maker.add(piece);
 * const { bars, counts } = maker.finish();
 */
export class BarsFromTrades {
  private readonly length: number;
  private readonly calendar: Calendar | undefined;
  private readonly regular = new Uint8Array(CODES).fill(ALL | UNKNOWN);
  private readonly extended: Uint8Array;
  private readonly slots = new Map<number, Slot>();
  /** The session around the last trade's time: its regular hours, and how far it reaches. */
  private session = { open: -Infinity, close: Infinity, from: Infinity, to: -Infinity };
  private trades = 0;
  private corrected = 0;
  private volumeOnly = 0;
  private unknownConditions = 0;

  /** @throws {BacksightError} BACKSIGHT_ARGUMENT for bars of a day or longer */
  constructor({ timeframe, rules = US_STOCK_CONDITIONS, calendar }: BarsFromTradesOptions) {
    if (!isIntraday(timeframe)) {
      const details = { name: "timeframe", rule: "shorter than a day", value: timeframe.label };
      throw new BacksightError("BACKSIGHT_ARGUMENT", details);
    }
    this.length = timeframeMs(timeframe);
    this.calendar = calendar;
    for (const [code, { highLow, openClose, volume }] of rules.effects) {
      this.regular[code] = (highLow ? HIGH_LOW : 0) | (openClose ? OPEN_CLOSE : 0) | (volume ? VOLUME : 0);
    }
    this.extended = this.regular.slice();
    for (const code of rules.extendedHours) this.extended[code] = ALL;
  }

  /** @throws {BacksightError} BACKSIGHT_CALENDAR_RANGE for times that the calendar doesn't know */
  add(ticks: TradeTicks): void {
    const { time, timeNs, price, size, correction, conditions } = ticks;
    const { starts, codes } = conditions;
    let slot: Slot | undefined;
    this.trades += ticks.length;
    for (let i = 0; i < ticks.length; i++) {
      if (correction[i] !== 0) {
        this.corrected++;
        continue;
      }
      let at = time[i]!;
      // Its last nanoseconds round to the next second, which may begin a bar or end the session.
      if (at % 1000 === 0 && timeNs[i]! < BigInt(at) * 1_000_000n) at--;
      let effect = ALL;
      const end = starts[i + 1]!;
      if (end > starts[i]!) {
        const table = this.isRegular(at) ? this.regular : this.extended;
        let isUnknown = false;
        for (let j = starts[i]!; j < end; j++) {
          const code = table[codes[j]!]!;
          if (code >= UNKNOWN) isUnknown = true;
          effect &= code;
        }
        if (isUnknown) this.unknownConditions++;
      }
      if (effect === 0) continue;
      if (effect === VOLUME) this.volumeOnly++;
      if (slot === undefined || at < slot.start || at >= slot.start + this.length) slot = this.slotAt(at);
      const value = price[i]!;
      if ((effect & HIGH_LOW) !== 0) {
        if (value > slot.high) slot.high = value;
        if (value < slot.low) slot.low = value;
      }
      if ((effect & OPEN_CLOSE) !== 0) takeOpenClose(slot, ticks, i);
      if ((effect & VOLUME) !== 0) {
        slot.volume += size[i]!;
        slot.turnover += value * size[i]!;
        slot.transactions++;
      }
    }
  }

  /** The bars so far, ascending. */
  finish(): BarsOfTrades {
    const all = [...this.slots.values()].sort((a, b) => a.start - b.start);
    const made = all.filter(({ open }) => !Number.isNaN(open));
    const column = (value: (slot: Slot) => number) => Float64Array.from(made, value);
    const volumeWithoutBar = all.reduce((sum, { open, volume }) => (Number.isNaN(open) ? sum + volume : sum), 0);
    const { trades, corrected, volumeOnly, unknownConditions } = this;
    return {
      bars: {
        time: column(({ start }) => start),
        closeTime: column(({ start }) => start + this.length),
        open: column(({ open }) => open),
        high: column(({ high, open, close }) => Math.max(high, open, close)),
        low: column(({ low, open, close }) => Math.min(low, open, close)),
        close: column(({ close }) => close),
        volume: column(({ volume }) => volume),
        vwap: column(({ turnover, volume }) => turnover / volume),
        transactions: column(({ transactions }) => transactions),
      },
      counts: { trades, corrected, volumeOnly, volumeWithoutBar, unknownConditions },
    };
  }

  private slotAt(time: number): Slot {
    const start = Math.floor(time / this.length) * this.length;
    let slot = this.slots.get(start);
    if (slot === undefined) {
      slot = {
        start,
        open: NaN,
        close: NaN,
        high: -Infinity,
        low: Infinity,
        volume: 0,
        turnover: 0,
        transactions: 0,
        first: NOWHERE,
        last: NOWHERE,
      };
      this.slots.set(start, slot);
    }
    return slot;
  }

  private isRegular(time: number): boolean {
    const { calendar } = this;
    if (calendar === undefined) return true;
    if (!(time > this.session.from && time <= this.session.to)) {
      const day = calendar.sessionOf(time);
      const close = calendar.close(day);
      this.session = { open: calendar.open(day), close, from: calendar.start(day), to: close };
    }
    return time >= this.session.open && time < this.session.close;
  }
}

const NOWHERE: Place = { time: NaN, timeNs: 0n, sequence: NaN };

/** Open and close follow the tape: an earlier trade is the open, a later one the close, whenever it comes in. */
function takeOpenClose(slot: Slot, { time, timeNs, price, sequence }: TradeTicks, i: number): void {
  const place = { time: time[i]!, timeNs: timeNs[i]!, sequence: sequence[i]! };
  if (Number.isNaN(slot.open) || isBefore(place, slot.first)) {
    slot.open = price[i]!;
    slot.first = place;
  }
  if (Number.isNaN(slot.close) || !isBefore(place, slot.last)) {
    slot.close = price[i]!;
    slot.last = place;
  }
}

/** By time, then by sequence; what is equal in both, or has no sequence, isn't before. */
function isBefore(a: Place, b: Place): boolean {
  if (a.time !== b.time) return a.time < b.time;
  return a.timeNs === b.timeNs ? a.sequence < b.sequence : a.timeNs < b.timeNs;
}

/** Bars of one instrument from all its trades; see `BarsFromTrades`. */
export function barsFromTrades(trades: TradeTicks, options: BarsFromTradesOptions): BarsOfTrades {
  const maker = new BarsFromTrades(options);
  maker.add(trades);
  return maker.finish();
}
