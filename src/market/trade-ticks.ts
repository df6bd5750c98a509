/**
 * Executed trades of one instrument, as columns of one length, in the order of the tape: ascending in `timeNs`, equal
 * times by `sequence`.
 */
export interface TradeTicks {
  readonly symbol: string;
  readonly length: number;
  /** When the tape published it, nanoseconds since 1970 UTC, exact. */
  readonly timeNs: BigInt64Array;
  /** The same in milliseconds, fractions included, rounded to a double. */
  readonly time: Float64Array;
  readonly price: Float64Array;
  /** Units, fractions included. */
  readonly size: Float64Array;
  /** The vendor's exchange number; 0 where unknown. */
  readonly exchange: Uint16Array;
  /** 0: the trade stands; anything else: it was corrected or cancelled later. */
  readonly correction: Uint8Array;
  /** NaN where the vendor gives none. */
  readonly sequence: Float64Array;
  readonly conditions: TickConditions;
}

/** Several small numbers per row: those of row `i` are `codes[starts[i]]` up to `codes[starts[i + 1]]`, excluded. */
export interface TickConditions {
  /** One longer than the rows. */
  readonly starts: Uint32Array;
  readonly codes: Uint16Array;
}
