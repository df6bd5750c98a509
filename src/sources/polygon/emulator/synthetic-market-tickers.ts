import { checkInteger } from "../../../core/checks.ts";
import { dayOfDate, type SessionDay } from "../../../market/calendar/calendar.ts";
import type { CorporateAction } from "../../../market/corporate-action.ts";

/** The synthetic market trades from the first day to the last, both included. */
export const SYNTHETIC_FIRST_DAY: SessionDay = dayOfDate(2025, 10, 1);
export const SYNTHETIC_LAST_DAY: SessionDay = dayOfDate(2026, 6, 30);

/** A name that a company trades under for a while: [listed, delisted). */
export interface SyntheticTicker {
  readonly ticker: string;
  /** The same under all names of a company, another for every company. */
  readonly company: string;
  readonly name: string;
  /** The vendor's code: common stock, preferred stock, fund. */
  readonly type: "CS" | "PFD" | "ETF";
  readonly listed: SessionDay;
  /** The first day that it no longer trades under this name; undefined while it does. */
  readonly delisted?: SessionDay;
  /** Trades in a minute, in the mean. */
  readonly liquidity: number;
}

/** A split or dividend with the ticker that its day knows the company by. */
export interface SyntheticAction {
  readonly ticker: string;
  readonly action: CorporateAction;
}

/** One day without trades for some minutes, New York time. */
export const SYNTHETIC_HALT = {
  ticker: "HALT",
  day: dayOfDate(2026, 1, 8),
  fromMinute: 11 * 60,
  toMinute: 11 * 60 + 25,
};
/** Its rows stand in two runs in every file. */
export const SYNTHETIC_TWO_RUNS = "PAIR";
/** The file of daily bars whose rows carry the next day's date. */
export const SYNTHETIC_WRONG_DATE: SessionDay = dayOfDate(2025, 12, 16);

const SOLD = dayOfDate(2025, 11, 14);
const RENAMED = dayOfDate(2025, 12, 8);
const REUSED = dayOfDate(2026, 1, 12);
const GONE = dayOfDate(2026, 1, 30);

type Story = Partial<SyntheticTicker> & Pick<SyntheticTicker, "ticker">;

/** Each tests one thing that a reader of real data meets. */
const STORIES: readonly Story[] = [
  { ticker: "ALFA", name: "Alfa Liquid Fund", type: "ETF", liquidity: 8 },
  { ticker: "BRKX.B", name: "Class with a Dot Inc" },
  { ticker: "DIVD", name: "Dividends Quarterly and Once Inc" },
  { ticker: "GONE", name: "Gone Delisted Corp", delisted: GONE },
  { ticker: SYNTHETIC_HALT.ticker, name: "Halted One Morning Inc", liquidity: 5 },
  { ticker: "KIMpL", name: "Lower Case Preferred", type: "PFD", liquidity: 0.3 },
  { ticker: "NA", name: "Not a Missing Value Ltd" },
  { ticker: "OLDN", company: "renamed", name: "Old Name Inc", delisted: RENAMED },
  { ticker: "NEWN", company: "renamed", name: "New Name Inc", listed: RENAMED },
  { ticker: SYNTHETIC_TWO_RUNS, name: "Pair of Runs in a File Inc" },
  { ticker: "REUS", company: "first user", name: "First User of Its Ticker", delisted: SOLD },
  { ticker: "REUS", company: "second user", name: "Second User of Its Ticker", listed: REUSED },
  { ticker: "RVRS", name: "Reverse Split Corp" },
  { ticker: "SPLT", name: "Split Four for One Inc" },
  { ticker: "THIN", name: "Thinly Traded Co", liquidity: 0.05 },
];

const ACTIONS: readonly SyntheticAction[] = [
  dividend("DIVD", dayOfDate(2025, 11, 7), 0.25),
  dividend("DIVD", dayOfDate(2025, 12, 19), 5),
  split("SPLT", dayOfDate(2026, 1, 20), 1, 4),
  dividend("DIVD", dayOfDate(2026, 2, 6), 0.25),
  split("RVRS", dayOfDate(2026, 3, 4), 10, 1),
  dividend("DIVD", dayOfDate(2026, 5, 8), 0.3),
];

/**
 * The names of the synthetic market, ascending by ticker and then by time: fifteen with a story (a split, a reverse
 * split, dividends, a halt, a rename, a ticker that two companies used, a delisting, tickers that look like nothing or
 * mix cases), then plain ones.
 *
 * @param plain how many plain ones, up to 17,576
 * @throws {BacksightError} BACKSIGHT_ARGUMENT
 */
export function syntheticTickers(plain = 5): readonly SyntheticTicker[] {
  checkInteger("plain", plain, 0, 26 ** 3);
  const all = [...STORIES, ...Array.from({ length: plain }, (_, i): Story => ({ ticker: plainTicker(i) }))];
  return all
    .map(
      (story): SyntheticTicker => ({
        company: story.ticker,
        name: `${story.ticker} Plain Inc`,
        type: "CS",
        listed: SYNTHETIC_FIRST_DAY,
        liquidity: 2,
        ...story,
      }),
    )
    .sort((a, b) => (a.ticker === b.ticker ? a.listed - b.listed : a.ticker < b.ticker ? -1 : 1));
}

/** All splits and dividends of the synthetic market, ascending by day. */
export function syntheticMarketActions(): readonly SyntheticAction[] {
  return ACTIONS;
}

/** QAAA, QAAB … QZZZ. */
function plainTicker(index: number): string {
  const letter = (place: number) => String.fromCharCode(65 + (Math.floor(index / 26 ** place) % 26));
  return `Q${letter(2)}${letter(1)}${letter(0)}`;
}

function split(ticker: string, day: SessionDay, from: number, to: number): SyntheticAction {
  return { ticker, action: { kind: "split", day, from, to } };
}

function dividend(ticker: string, day: SessionDay, amount: number): SyntheticAction {
  return { ticker, action: { kind: "dividend", day, amount, currency: "USD" } };
}
