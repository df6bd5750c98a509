import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { EntryLevels } from "../fills/exit-guard.ts";
import type { Size } from "./size.ts";

/** Where an order found its price. */
export interface FoundPrice {
  readonly decisionBar: number;
  /** Before slippage. */
  readonly reference: number;
  /** The best price that is still good; NaN: it fills at market. */
  readonly limit: number;
  /** It was triggered, and is no order that always was at market. */
  readonly isStop: boolean;
}

/** What an order that found its price opens or enlarges. */
export interface FoundEntry {
  readonly side: FillSide;
  readonly size: Size;
  /** In shares of the decision. */
  readonly levels: EntryLevels;
  readonly equityAtDecision: number;
  /** First bar in which it could fill. */
  readonly placedBar: number;
  /** Price that it was sent with; NaN: none. */
  readonly named: number;
  /** It is all or nothing in its bar. */
  readonly isWhole?: boolean;
}
