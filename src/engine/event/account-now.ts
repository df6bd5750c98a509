import type { AccountView, PositionView } from "../../strategy/event-strategy.ts";
import type { CashAccount } from "../../trading/ledger/cash-account.ts";
import type { BarClock } from "./bar-clock.ts";
import type { GuardedNow, HeldNow } from "./stand-in.ts";

/** The position at the clock's close. */
export class PositionNow implements PositionView {
  private readonly clock: BarClock;
  private readonly closes: Float64Array;
  private readonly ledger: HeldNow;
  private readonly desk: GuardedNow;
  private readonly level: Float64Array | null;

  /** @param level a price that is seen at a bar, times this, is money there; null: it is money already */
  constructor(clock: BarClock, closes: Float64Array, ledger: HeldNow, desk: GuardedNow, level: Float64Array | null) {
    this.level = level;
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
    return this.seen(this.ledger.averageEntryPrice);
  }

  get value(): number {
    const { quantity } = this.ledger;
    return quantity === 0 ? 0 : quantity * this.closes[this.clock.i]! * this.ledger.multiplier;
  }

  get entries(): number {
    return this.desk.additions;
  }

  get stop(): number {
    return this.seen(this.desk.stop);
  }

  private seen(price: number): number {
    return this.level === null ? price : price / this.level[this.clock.i]!;
  }
}

/** The account at the clock's close. */
export class AccountNow implements AccountView {
  private readonly clock: BarClock;
  private readonly closes: Float64Array;
  private readonly ledger: HeldNow;

  constructor(clock: BarClock, closes: Float64Array, ledger: HeldNow) {
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

/** The account of several instruments, each valued at its latest close. */
export class SharedAccountNow implements AccountView {
  private readonly account: CashAccount;

  constructor(account: CashAccount) {
    this.account = account;
  }

  get cash(): number {
    return this.account.cash;
  }

  get equity(): number {
    return this.account.equity;
  }
}
