import type { StandIn } from "../../engine/event/stand-in.ts";
import { ExitTable } from "../../engine/vector/fast/exit-table.ts";
import { LaneAccount } from "../../engine/vector/fast/lane-account.ts";
import type { LaneSettings } from "../../engine/vector/fast/lane-settings.ts";
import type { SignalBits } from "../../engine/vector/fast/signal-bits.ts";
import { hasGuards } from "../../engine/vector/fast/sparse-account.ts";
import type { SparseSettings } from "../../engine/vector/fast/sparse-settings.ts";
import type { Bars } from "../../market/bars.ts";
import { TransactionCostEngine } from "../../trading/costs/transaction-cost-engine.ts";
import { NO_LEVELS } from "../../trading/fills/exit-guard.ts";
import type { OrderNumbers } from "../../trading/orders/order-listener.ts";
import type { Size } from "../../trading/orders/size.ts";
import { isAtMarket, type OrderTicket } from "../../trading/orders/working-order.ts";

const NOTHING = () => ({ entries: null, exits: null, shortEntries: null, shortExits: null });

/**
 * Orders of callbacks that say no more than signals do: at market, of the run's own size, one at a close. They are noted
 * as bits, and the account is led along, because the strategy looks at what it holds: with the arithmetic of lanes, and
 * exits from the table that all combinations share. Anything else is a reason to ask the event engine instead.
 */
export class NotedOrders {
  readonly standIn: StandIn;
  readonly numbers: OrderNumbers = { last: 0 };
  quantity = 0.5;
  cash = 0.5;
  /** Why the orders aren't signals; null: so far they are. */
  reason: string | null = null;
  /** It held, or may have held, something that can lose more than there is. */
  hasShorted = false;
  readonly multiplier: number;
  private readonly bars: Pick<Bars, "open" | "close" | "length">;
  private readonly settings: SparseSettings;
  private readonly size: Size;
  private readonly isGuarded: boolean;
  private readonly longGuard: ExitTable | null;
  private readonly shortGuard: ExitTable | null;
  private readonly account: LaneAccount;
  private room: () => Uint32Array = () => new Uint32Array(0);
  private readonly noted: { -readonly [mask in keyof SignalBits]: Uint32Array | null } = NOTHING();
  private sentAt = -1;
  private leaves = false;
  private enters: 1 | 0 | -1 = 0;
  private endBar = 0;
  private endReference = 0.5;

  constructor(bars: Bars, settings: SparseSettings, { size, costs }: Pick<LaneSettings, "size" | "costs">) {
    this.bars = bars;
    this.settings = settings;
    this.size = size;
    this.multiplier = bars.instrument.multiplier;
    this.account = new LaneAccount(bars.instrument, new TransactionCostEngine(costs));
    this.isGuarded = hasGuards(settings);
    const guard = (side: 1 | -1) => new ExitTable(bars, side, settings, settings.fillsAtClose ? 1 : 0);
    this.longGuard = this.isGuarded && settings.direction !== "short" ? guard(1) : null;
    this.shortGuard = this.isGuarded && settings.direction !== "long" ? guard(-1) : null;
    this.standIn = { taker: this, held: this, guarded: this, numbers: this.numbers };
  }

  /** Begins a run. @param room for the bits of a mask */
  begin(room: () => Uint32Array): void {
    this.room = room;
    Object.assign(this.noted, NOTHING());
    this.account.begin(this.settings.cash);
    this.numbers.last = 0;
    this.reason = null;
    this.hasShorted = false;
    this.sentAt = -1;
    this.moved();
  }

  /** What was noted. */
  get bits(): SignalBits {
    const { entries, exits, shortEntries, shortExits } = this.noted;
    return { entries: entries ?? this.room(), exits: exits ?? this.room(), shortEntries, shortExits };
  }

  // What the strategy sees ----------------------------------------------------------------------------------------------

  /** Orders at market don't wait. */
  readonly count = 0;

  get averageEntryPrice(): number {
    return this.account.averagePrice;
  }

  get additions(): number {
    return this.account.entries;
  }

  get stop(): number {
    if (this.isGuarded) this.leaveOut("looks at the stop of its position");
    return NaN;
  }

  equityAt(price: number): number {
    return this.account.equityAt(price);
  }

  // What it sends -------------------------------------------------------------------------------------------------------

  place(i: number, ticket: OrderTicket): number {
    const id = ++this.numbers.last;
    if (this.sentAt === i) this.leaveOut("sends more than one order at a close");
    else if (this.isSignal(ticket)) this.note(ticket);
    this.sentAt = i;
    return id;
  }

  ticketOf(): undefined {
    this.leaveOut("changes its orders");
  }

  cancel(): boolean {
    this.leaveOut("takes orders back");
    return false;
  }

  cancelAll(): void {
    this.leaveOut("takes orders back");
  }

  replace(): void {}

  // What comes of it ----------------------------------------------------------------------------------------------------

  /** The last bar before a stop or target ends the position; else the last bar. */
  get standsUntil(): number {
    return Math.min(this.endBar, this.bars.length) - 1;
  }

  /** Lets the stop or target end the position if it is due in bar `i`. */
  pass(i: number): void {
    if (i !== this.endBar) return;
    const { endReference, account, settings } = this;
    const reference = Math.abs(endReference);
    const concession = account.quantity > 0 ? 1 - settings.concession : 1 + settings.concession;
    account.reduce(Math.abs(account.quantity), endReference < 0 ? reference : reference * concession);
    this.moved();
  }

  /** Notes what was sent at the close of bar `i`, if anything was, and fills it. */
  settle(i: number): void {
    if (this.sentAt !== i || (!this.leaves && this.enters === 0)) return;
    const { account, settings, bars } = this;
    const last = bars.length - 1;
    const bar = settings.fillsAtClose ? i : i + 1;
    const side = Math.sign(account.quantity);
    if (this.enters !== 0) this.mark(this.enters > 0 ? "entries" : "shortEntries", i);
    else this.mark(side > 0 ? "exits" : "shortExits", i);
    if (bar > last) return;
    const reference = (settings.fillsAtClose ? bars.close : bars.open)[bar]!;
    const { concession, commission, fraction } = settings;
    if (side !== 0) account.reduce(Math.abs(account.quantity), reference * (1 - side * concession));
    if (this.enters !== 0 && (!settings.fillsAtClose || i < last)) {
      const price = reference * (1 + this.enters * concession);
      const unit = price * this.multiplier * (1 + commission);
      const units = Math.min((fraction * account.cash) / unit, account.cash / unit);
      if (units > 0) account.increase(this.enters, units, price);
      else this.leaveOut("has no cash left for an entry");
    }
    this.moved(bar);
  }

  private isSignal(ticket: OrderTicket): boolean {
    const { aim, isImmediate, until, timeInForce, group, levels } = ticket;
    const isPlain = isAtMarket(ticket) && !isImmediate && until === Infinity && timeInForce.kind === "gtc";
    const problem =
      aim.kind === "hold"
        ? "holds what it names"
        : aim.kind === "trade" && aim.size !== this.size
          ? "names sizes"
          : !isPlain || group !== null
            ? "sends orders that wait"
            : levels !== NO_LEVELS
              ? "sends stops or targets with its orders"
              : null;
    if (problem !== null) this.leaveOut(problem);
    return problem === null;
  }

  private note({ aim }: OrderTicket): void {
    const { quantity } = this.account;
    const { direction, fillsAtClose } = this.settings;
    this.leaves = aim.kind === "close";
    this.enters = 0;
    if (aim.kind !== "trade") return;
    const { side, reduceOnly } = aim;
    const isOpposite = side * quantity < 0;
    const mayOpen = direction === "both" || (direction === "long") === side > 0;
    this.leaves = isOpposite;
    if (mayOpen && !reduceOnly && side * quantity <= 0) this.enters = side;
    if (side * quantity <= 0) return;
    // Without cash nothing can be added, unless a stop ends the position at the open before.
    const findsNothing = side > 0 && this.account.cash === 0 && (fillsAtClose || !this.isGuarded);
    if (!findsNothing) this.leaveOut("adds to its positions");
  }

  private mark(mask: keyof SignalBits, i: number): void {
    this.noted[mask] ??= this.room();
    if (mask === "shortEntries") this.hasShorted = true;
    const bits = this.noted[mask];
    bits[i >>> 5]! |= 1 << (i & 31);
  }

  /** Cash or units have changed. @param bar of an entry, if that is what it was */
  private moved(bar = -1): void {
    const { account, bars, longGuard, shortGuard } = this;
    const { quantity } = account;
    this.quantity = quantity;
    this.cash = account.cash;
    this.endBar = bars.length;
    const guard = quantity > 0 ? longGuard : shortGuard;
    if (quantity === 0 || guard === null) return;
    this.endBar = guard.exitOf(bar, account.averagePrice);
    this.endReference = guard.references[bar]!;
  }

  private leaveOut(problem: string): void {
    this.reason ??= problem;
  }
}
