import type { IndexedColumn } from "../../core/indexed-column.ts";
import type { Ratio } from "../../data/prepare/ratio.ts";
import type { Bars } from "../../market/bars.ts";
import { sessionColumn } from "../../market/compact/compact-bars.ts";
import type { EntryLevels, ExitGuard } from "../fills/exit-guard.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { priceAfter } from "../ledger/split-history.ts";
import type { AccountRisk, RiskMember } from "./account-risk.ts";
import type { RiskCode } from "./limits/limit.ts";
import type { ProposedOrder } from "./risk-view.ts";

/** Costs and stops depend on the quantity that is left; each cut brings it nearer to what keeps the limits. */
const MOST_CUTS = 20;

/** An entry that found its price and its size. */
export interface SizedEntry {
  readonly side: 1 | -1;
  readonly quantity: number;
  readonly levels: EntryLevels;
  readonly bar: number;
  /** Price before slippage. */
  readonly reference: number;
  /** What so many units pay for each. */
  priceOf(units: number): number;
  /** Commission and taxes of so many units at a price. */
  feesOf(units: number, price: number): number;
  /** The quantity was asked for as it is: it is taken or refused. */
  readonly isFixed: boolean;
}

/** What limits leave of an entry. */
export interface LimitedEntry {
  readonly quantity: number;
  /** The limit that left the least; null when none cut anything. */
  readonly cutBy: RiskCode | null;
}

/** What trades an instrument, as far as limits care. */
export interface LimitedParts {
  readonly bars: Bars;
  readonly ledger: Ledger;
  readonly guard: Pick<ExitGuard, "stopFor" | "stop">;
  readonly lot: number | null;
}

/** One instrument of an account with limits: cuts or refuses its entries, between their size and their fill. */
export class LimitedInstrument implements RiskMember {
  readonly symbol: string;
  readonly holding: Ledger;
  private readonly account: AccountRisk;
  private readonly session: IndexedColumn;
  private readonly guard: Pick<ExitGuard, "stopFor" | "stop">;
  private readonly lot: number | null;

  constructor(account: AccountRisk, { bars, ledger, guard, lot }: LimitedParts) {
    this.symbol = bars.instrument.symbol;
    this.holding = ledger;
    this.account = account;
    this.session = sessionColumn(bars);
    this.guard = guard;
    this.lot = lot;
    account.join(this);
  }

  get stop(): number {
    return this.guard.stop;
  }

  /** So many units were traded at a price in bar `bar`. */
  traded(bar: number, quantity: number, price: number): void {
    this.account.addTraded(this.session.at(bar)!, quantity * price * this.holding.multiplier);
  }

  /** The price is that of new shares from now on. */
  restate(split: Ratio): void {
    this.account.restate(this.symbol, (price) => priceAfter(split, price));
  }

  /** What may be entered, or the limit that refuses it. */
  limit(entry: SizedEntry): LimitedEntry | RiskCode {
    const view = this.account.viewFor(this.session.at(entry.bar)!, this.holding, entry.reference);
    let { quantity } = entry;
    let cutBy: RiskCode | null = null;
    for (let cut = 0; cut < MOST_CUTS; cut++) {
      const order = this.orderOf(entry, quantity);
      const violations = this.account.manager.checkRiskLimits(order, view);
      if (violations.length === 0) break;
      const [first, ...others] = violations as [(typeof violations)[0], ...typeof violations];
      const strictest = others.reduce(
        (least, one) => (one.allowedQuantity < least.allowedQuantity ? one : least),
        first,
      );
      if (!(strictest.allowedQuantity > 0)) return strictest.code;
      quantity = strictest.allowedQuantity;
      cutBy = strictest.code;
    }
    return { quantity, cutBy };
  }

  private orderOf(entry: SizedEntry, quantity: number): ProposedOrder {
    const { side, levels, reference, isFixed } = entry;
    const { symbol, holding, lot } = this;
    const { multiplier } = holding;
    const price = entry.priceOf(quantity);
    const costPerUnit = Math.abs(price - reference) * multiplier + entry.feesOf(quantity, price) / quantity;
    const held = Math.abs(holding.quantity);
    // Of a position that grows the stop follows what it then costs on average.
    const average =
      held === 0
        ? price
        : holding.averageEntryPrice + (price - holding.averageEntryPrice) * (quantity / (held + quantity));
    const stop = this.guard.stopFor(side, average, levels);
    return { symbol, side, quantity, price: reference, costPerUnit, multiplier, lot, stop, isFixed };
  }
}
