/** The tradable thing. A ticker is a name at a date; here it is the name that the data were given under. */
export interface Instrument {
  readonly symbol: string;
  /** Smallest tradable quantity, in units; null: any fraction. */
  readonly lot: number | null;
  /** Money per unit and price point: 1 for stocks, 50 for an index future. */
  readonly multiplier: number;
  /** ISO 4217, or the quote asset of a crypto pair. */
  readonly currency: string;
}

/** An instrument with the usual values of a stock: fractions allowed, multiplier 1, US dollars. */
export function instrument(symbol: string, rest: Partial<Omit<Instrument, "symbol">> = {}): Instrument {
  return { symbol, lot: null, multiplier: 1, currency: "USD", ...rest };
}
