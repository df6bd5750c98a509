const SPACE = 32;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const SLASH = 47;
const ZERO = 48;
const COLON = 58;
const UPPER_T = 84;
const UPPER_Z = 90;
const LOWER = 32;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Years outside are taken for misread columns. */
const FIRST_YEAR = 1700;
const LAST_YEAR = 2200;
const MONTH_LENGTHS = Uint8Array.of(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

/**
 * Reads one written date and time at a time, without making objects; the fields hold the last one read. Dates are
 * YYYY-MM-DD (also with / or .), YYYYMMDD, or two numbers before the year: MM/DD/YYYY unless `dayFirst`. Times are
 * HH:MM[:SS[.fff]] after a T or spaces, then perhaps Z or an offset such as +01:00.
 */
export class TimeText {
  /** Whether dates with the year last are read as DD/MM/YYYY. */
  dayFirst = false;

  /** Days from 1970-01-01, and milliseconds since that day's midnight, as written. */
  day = 0;
  msOfDay = 0;
  /** Milliseconds east of Greenwich; NaN when the text names no offset. */
  offset = NaN;
  /** The two numbers before a year that stands last; 0 for dates that start with their year. */
  firstNumber = 0;
  secondNumber = 0;
  /** The byte between them. */
  dateSeparator = 0;

  private at = 0;

  /** False when the bytes aren't a date with an optional time. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    this.at = start;
    this.msOfDay = 0;
    this.offset = NaN;
    this.firstNumber = 0;
    if (!this.readDate(bytes, end)) return false;
    if (this.at === end) return true;
    if (bytes[this.at] !== SPACE && (bytes[this.at]! & ~LOWER) !== UPPER_T) return false;
    this.at++;
    this.skipSpaces(bytes, end);
    return this.readClock(bytes, end) && this.readOffset(bytes, end) && this.at === end;
  }

  /** Reads a time of day alone into `msOfDay` and `offset`: 9:30, 09:30:00.5, or 930 and 093000 without colons. */
  readTimeOfDay(bytes: Uint8Array, start: number, end: number): boolean {
    this.at = start;
    this.offset = NaN;
    return this.readClock(bytes, end) && this.readOffset(bytes, end) && this.at === end;
  }

  private readDate(bytes: Uint8Array, end: number): boolean {
    const start = this.at;
    const first = this.readDigits(bytes, end);
    const length = this.at - start;
    if (length === 8) {
      const monthAndDay = first % 10_000;
      return this.setDate(Math.floor(first / 10_000), Math.floor(monthAndDay / 100), monthAndDay % 100);
    }
    const separator = bytes[this.at];
    if (this.at >= end || (separator !== MINUS && separator !== SLASH && separator !== POINT)) return false;
    const secondStart = ++this.at;
    const second = this.readDigits(bytes, end);
    const secondLength = this.at - secondStart;
    if (secondLength < 1 || secondLength > 2 || this.at >= end || bytes[this.at] !== separator) return false;
    const thirdStart = ++this.at;
    const third = this.readDigits(bytes, end);
    const thirdLength = this.at - thirdStart;
    if (length === 4) return thirdLength >= 1 && thirdLength <= 2 && this.setDate(first, second, third);
    if (length < 1 || length > 2 || thirdLength !== 4) return false;
    this.firstNumber = first;
    this.secondNumber = second;
    this.dateSeparator = separator;
    return this.dayFirst ? this.setDate(third, second, first) : this.setDate(third, first, second);
  }

  private setDate(year: number, month: number, dayOfMonth: number): boolean {
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || dayOfMonth < 1) return false;
    const isLeapDay = month === 2 && dayOfMonth === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    if (dayOfMonth > MONTH_LENGTHS[month - 1]! && !isLeapDay) return false;
    this.day = dayNumber(year, month, dayOfMonth);
    return true;
  }

  private readClock(bytes: Uint8Array, end: number): boolean {
    const start = this.at;
    let hours = this.readDigits(bytes, end);
    const length = this.at - start;
    let minutes = 0;
    let seconds = 0;
    if (this.at < end && bytes[this.at] === COLON) {
      if (length < 1 || length > 2) return false;
      minutes = this.readTwoDigits(bytes, end);
      if (this.at < end && bytes[this.at] === COLON) seconds = this.readTwoDigits(bytes, end);
    } else {
      const isMidnight = length === 1 && hours === 0;
      if ((length < 3 && !isMidnight) || length > 6) return false;
      if (length > 4) {
        seconds = hours % 100;
        hours = Math.floor(hours / 100);
      }
      minutes = hours % 100;
      hours = Math.floor(hours / 100);
    }
    if (!(hours < 24 && minutes < 60 && seconds < 60)) return false;
    this.msOfDay = hours * HOUR_MS + minutes * MINUTE_MS + seconds * 1000;
    return this.readFraction(bytes, end);
  }

  private readFraction(bytes: Uint8Array, end: number): boolean {
    if (this.at >= end || (bytes[this.at] !== POINT && bytes[this.at] !== COMMA)) return true;
    const start = ++this.at;
    const fraction = this.readDigits(bytes, end);
    const length = this.at - start;
    if (length < 1 || length > 9) return false;
    let scale = 1;
    for (let i = 0; i < length; i++) scale *= 10;
    this.msOfDay += (fraction * 1000) / scale;
    return true;
  }

  private readOffset(bytes: Uint8Array, end: number): boolean {
    this.skipSpaces(bytes, end);
    if (this.at === end) return true;
    const sign = bytes[this.at]!;
    this.at++;
    if ((sign & ~LOWER) === UPPER_Z) {
      this.offset = 0;
      return true;
    }
    if (sign !== PLUS && sign !== MINUS) return false;
    const start = this.at;
    let hours = this.readDigits(bytes, end);
    const length = this.at - start;
    let minutes = 0;
    if (length === 4) {
      minutes = hours % 100;
      hours = Math.floor(hours / 100);
    } else if (length === 2) {
      if (this.at < end && bytes[this.at] === COLON) minutes = this.readTwoDigits(bytes, end);
    } else return false;
    if (!(hours < 24 && minutes < 60)) return false;
    const size = hours * HOUR_MS + minutes * MINUTE_MS;
    this.offset = sign === MINUS ? -size : size;
    return true;
  }

  /** The number from here on; 0 without a digit (the caller looks at how far `at` moved). */
  private readDigits(bytes: Uint8Array, end: number): number {
    let number = 0;
    for (; this.at < end; this.at++) {
      const digit = bytes[this.at]! - ZERO;
      if (!(digit >= 0 && digit <= 9)) break;
      number = number * 10 + digit;
    }
    return number;
  }

  /** Two digits behind a colon; NaN unless there are exactly two. */
  private readTwoDigits(bytes: Uint8Array, end: number): number {
    const start = ++this.at;
    const number = this.readDigits(bytes, end);
    return this.at - start === 2 ? number : NaN;
  }

  private skipSpaces(bytes: Uint8Array, end: number): void {
    while (this.at < end && bytes[this.at] === SPACE) this.at++;
  }
}

/** Days from 1970-01-01 of a date in the Gregorian calendar, years counted from March so that leap days come last. */
export function dayNumber(year: number, month: number, dayOfMonth: number): number {
  const y = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}
