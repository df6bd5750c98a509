/**
 * What a simulation has come to at a bar, so that it can go on from there; behind it in the memory lie, for each mark,
 * the cash and the units that were noted there.
 */
@unmanaged
export class State {
  cash: f64;
  quantity: f64;
  flow: f64;
  stopReference: f64;
  /** Equity at the last close that was counted. */
  before: f64;
  sumOfReturns: f64;
  sumOfSquares: f64;
  equitySum: f64;
  profit: f64;
  profitLost: f64;
  loss: f64;
  lossLost: f64;
  traded: f64;
  commission: f64;
  peak: f64;
  lowest: f64;
  deepest: f64;
  next: i32;
  stopBar: i32;
  /** First bar whose close isn't counted. */
  since: i32;
  barsHeld: i32;
  closed: i32;
  wins: i32;
  /** 0 when only the plain engine can settle what happened. */
  isSettled: i32;
  unused: i32;
}

/** Bytes of a state without its marks: 17 numbers and 8 whole numbers. */
export const STATE_BYTES: usize = 168;
