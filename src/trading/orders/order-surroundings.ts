import type { Bars } from "../../market/bars.ts";
import type { IntrabarMode } from "../fills/protective-exit.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import type { OrderBook } from "./order-book.ts";
import type { OrderDesk } from "./order-desk.ts";

/** What working orders look at, act on and report to. */
export interface OrderSurroundings {
  readonly bars: Bars;
  readonly ledger: Ledger;
  readonly desk: OrderDesk;
  readonly orders: OrderBook;
  readonly rules: Pick<RuleBook, "limitGap" | "pricesSeen">;
  readonly intrabar: IntrabarMode;
  readonly direction: "long" | "short" | "both";
  /** Last bar in which an order may open or enlarge a position. */
  readonly lastEntryBar: number;
}
