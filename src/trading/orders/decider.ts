import type { FillPlace } from "../ledger/ledger.ts";

/** What drives an account bar by bar: decides at closes, and executes that at the next price in two steps. */
export interface Decider {
  /** Decides at the close of bar `i`; true when something is to be done. */
  decide(i: number): boolean;
  /** Does what bar `decisionBar` decided to leave, at a market price. */
  reduce(decisionBar: number, reference: number, place: FillPlace): void;
  /** Does what bar `decisionBar` decided to enter, at a market price. */
  increase(decisionBar: number, reference: number, place: FillPlace): void;
  /** No price came after bar `i` decided to leave. */
  expireReduction(i: number): void;
  /** Nothing is entered any more after bar `i`, which decided to. */
  expireIncrease(i: number): void;
}
