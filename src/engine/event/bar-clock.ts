/** The bar that everything a strategy sees of an instrument belongs to; one per instrument and run, moved in place. */
export interface BarClock {
  /** −1 before the first bar. */
  i: number;
  /** The bar closed at this very instant. */
  isNew: boolean;
}
