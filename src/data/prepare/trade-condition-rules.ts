/** What a trade may change of its bar. */
export interface TradeEffect {
  readonly highLow: boolean;
  readonly openClose: boolean;
  readonly volume: boolean;
}

/** What trades with a condition may change, by the vendor's number of the condition. */
export interface TradeConditionRules {
  readonly effects: ReadonlyMap<number, TradeEffect>;
  /** Conditions that forbid nothing outside regular hours: without them there would be no bars there. */
  readonly extendedHours: ReadonlySet<number>;
}

const ALL: TradeEffect = { highLow: true, openClose: true, volume: true };
const NO_OPEN_CLOSE: TradeEffect = { highLow: true, openClose: false, volume: true };
const VOLUME_ONLY: TradeEffect = { highLow: false, openClose: false, volume: true };
const PRICES_ONLY: TradeEffect = { highLow: true, openClose: true, volume: false };
const NOTHING: TradeEffect = { highLow: false, openClose: false, volume: false };

/**
 * US stocks, as the consolidated tapes' rules are numbered by Polygon (Massive): odd lots (37) and average prices (2)
 * count as volume and never move a price, the exchanges' official open and close (15, 16) repeat a trade and count for
 * nothing. Form T (12) counts in full outside regular hours.
 *
 * Source: the vendor's `/v3/reference/conditions`, `update_rules.consolidated`. It knows more conditions than stand
 * here; rules that were fetched from it can be given in their place.
 */
export const US_STOCK_CONDITIONS: TradeConditionRules = {
  effects: new Map<number, TradeEffect>([
    // Acquisition, Automatic Execution, CAP Election, Closing and Opening Prints, Intermarket Sweep, Trade Thru Exempt.
    ...[1, 3, 6, 8, 14, 17, 41].map((id) => [id, ALL] as const),
    // Bunched Sold, Derivatively Priced, Sold Out of Sequence, Sold and Stopped.
    ...[5, 10, 32, 33].map((id) => [id, NO_OPEN_CLOSE] as const),
    // Average Price, Cash Sale, Form T, Extended Hours Sold, Next Day, Price Variation, Seller, Odd Lot, Contingent.
    ...[2, 7, 12, 13, 20, 21, 29, 37, 52, 53].map((id) => [id, VOLUME_ONLY] as const),
    // Corrected Consolidated Close.
    [38, PRICES_ONLY],
    // Market Center Official Close, Market Center Official Open.
    [15, NOTHING],
    [16, NOTHING],
  ]),
  extendedHours: new Set([12]),
};

/** Every trade counts in full: crypto, where the conditions 0, 1 and 2 name the side that took. */
export const NO_CONDITIONS: TradeConditionRules = {
  effects: new Map([0, 1, 2].map((id) => [id, ALL])),
  extendedHours: new Set(),
};
