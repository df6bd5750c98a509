import type { AccountView, PositionView } from "../../strategy/event-strategy.ts";
import type { Ledger } from "../../trading/ledger/ledger.ts";
import type { OrderDesk } from "../../trading/orders/order-desk.ts";
import type { BarClock } from "./bar-clock.ts";

/** The position at the clock's close. */
export class PositionNow implements PositionView {
  private readonly clock: BarClock;
  private readonly closes: Float64Array;
  private readonly ledger: Ledger;
  private readonly desk: OrderDesk;

  constructor(clock: BarClock, closes: Float64Array, ledger: Ledger, desk: OrderDesk) {
    this.clock = clock;
    this.closes = closes;
    this.ledger = ledger;
    this.desk = desk;
  }

  get isFlat(): boolean {
    return this.ledger.quantity === 0;
  }

  get isLong(): boolean {
    return this.ledger.quantity > 0;
  }

  get isShort(): boolean {
    return this.ledger.quantity < 0;
  }

  get quantity(): number {
    return this.ledger.quantity;
  }

  get averagePrice(): number {
    return this.ledger.averageEntryPrice;
  }

  get value(): number {
    return this.ledger.quantity * this.closes[this.clock.i]! * this.ledger.multiplier;
  }

  get entries(): number {
    return this.desk.additions;
  }

  get stop(): number {
    return this.desk.stop;
  }
}

/** The account at the clock's close. */
export class AccountNow implements AccountView {
  private readonly clock: BarClock;
  private readonly closes: Float64Array;
  private readonly ledger: Ledger;

  constructor(clock: BarClock, closes: Float64Array, ledger: Ledger) {
    this.clock = clock;
    this.closes = closes;
    this.ledger = ledger;
  }

  get cash(): number {
    return this.ledger.cash;
  }

  get equity(): number {
    return this.ledger.equityAt(this.closes[this.clock.i]!);
  }
}
