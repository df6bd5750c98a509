/** The bar that everything a strategy sees belongs to; one per run, moved in place. */
export interface BarClock {
  i: number;
}
