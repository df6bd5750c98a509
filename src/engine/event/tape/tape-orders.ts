import type { FillSide } from "../../../trading/costs/transaction-cost-engine.ts";
import type { FillPlace } from "../../../trading/ledger/ledger.ts";
import type { InstrumentTrading } from "../../../trading/open-trading.ts";
import { raiseTrail } from "../../../trading/orders/order-state.ts";
import { sideOf, type WorkingOrder } from "../../../trading/orders/working-order.ts";
import type { WorkingOrders } from "../../../trading/orders/working-orders.ts";
import type { OfferedVolume } from "./offered-volume.ts";
import { CLOSE, QUOTE, type Tape } from "./tape.ts";
import type { TapeCosts } from "./tape-costs.ts";
import type { TapeMarket } from "./tape-market.ts";

/** What orders on a tape act on. */
export interface TapeTrading extends InstrumentTrading {
  readonly tape: Tape;
  readonly market: TapeMarket;
  readonly offered: OfferedVolume;
  readonly tapeCosts: TapeCosts;
}

/**
 * Lets rows of a tape act on orders.
 *
 * At market, and stops once they are triggered: the other side's quote in force, as far as its size goes; what is left goes
 * on at the next one. A limit order that meets a price within its limit when it arrives takes that. Else it rests, and fills at
 * its own price: when the other side comes to it; when trades go through its price; and when trades at its price have used
 * up what was waiting there before it (its place in the queue: the size displayed when it came, or when its price became
 * the best one; never more than is displayed there since). Without quotes, trades at its price go to others.
 *
 * Stops of orders are triggered by trades, without trades by the quote that they would fill at; stops and target of a
 * position by the quote that it would be left at.
 */
export class TapeOrders {
  private readonly traded: TapeTrading;
  private readonly working: WorkingOrders;

  constructor(traded: TapeTrading, working: WorkingOrders) {
    this.traded = traded;
    this.working = working;
  }

  /** A quote or a trade came: all orders look at it. */
  meet(row: number): void {
    const { desk, ledger, market, tape } = this.traded;
    if (ledger.quantity === 0 && !this.working.isDue && this.working.count === 0) return;
    const isPriced = tape.kind[row] === QUOTE || market.quotes === null;
    if (isPriced && desk.unfinished.isAny) this.goOnLeaving(row);
    this.reduceDue(row);
    if (isPriced && ledger.quantity !== 0) this.passPosition(row);
    this.increaseDue(row);
    for (const order of [...this.working.resting]) this.meetOne(order, row);
  }

  /** Orders that were sent at this row look at the quote in force. */
  meetArrivals(row: number): void {
    if (!this.working.isDue && this.working.count === 0) return;
    this.reduceDue(row);
    this.increaseDue(row);
    for (const order of [...this.working.resting]) if (!order.hasArrived) this.arrive(order, row);
  }

  /** Leaves the whole position at what is quoted. @returns false when nobody is there */
  leave(row: number, reason: "circuit-breaker" | "margin-call" | "ruined"): boolean {
    const { desk, ledger } = this.traded;
    const side: FillSide = ledger.quantity > 0 ? -1 : 1;
    return this.take(side, row, (price, place) => desk.close(row, price, place, reason));
  }

  private reduceDue(row: number): void {
    const { ledger } = this.traded;
    for (const order of [...this.working.due]) {
      if (ledger.quantity === 0) return;
      if (row >= order.placedBar)
        this.take(ledger.quantity > 0 ? -1 : 1, row, (price, place) => this.working.reduceOne(order, price, place));
    }
  }

  private increaseDue(row: number): void {
    if (!this.working.isDue) return;
    for (const order of this.working.takeDue()) {
      if (!order.isOpen) continue;
      const side = this.sideOf(order);
      const increase = (price: number, place: FillPlace) => this.working.increaseOne(order, price, place);
      const isThere = row >= order.placedBar;
      if (side === 0) increase(this.traded.bars.close[row]!, this.placeAt(row));
      else if (isThere && this.take(side, row, increase)) continue;
      else if (isThere && order.isImmediate) this.working.cancel(order.id, "not-immediate");
      else this.working.keepAtMarket(order);
    }
  }

  /** A position that is being left goes on being left. */
  private goOnLeaving(row: number): void {
    const { desk, ledger } = this.traded;
    if (ledger.quantity === 0) return;
    this.take(ledger.quantity > 0 ? -1 : 1, row, (price, place) => desk.reduceRest(price, place));
  }

  /** Stops and target of the position look at the price that it would be left at. */
  private passPosition(row: number): void {
    const { desk, ledger } = this.traded;
    this.take(ledger.quantity > 0 ? -1 : 1, row, (price) => desk.exits.passPrice(row, price));
  }

  private meetOne(order: WorkingOrder, row: number): void {
    if (!order.isOpen) return;
    if (!order.hasArrived) {
      this.arrive(order, row);
      return;
    }
    const side = this.sideOf(order);
    if (side === 0) return;
    if (waitsForTrigger(order)) this.meetTrigger(order, side, row);
    else if (this.traded.tape.kind[row] === QUOTE) this.meetQuote(order, side, row);
    else this.meetTrade(order, side, row);
  }

  /** The order is at the market: it takes what is within its limit, or begins to wait. */
  private arrive(order: WorkingOrder, row: number): void {
    const side = this.sideOf(order);
    if (side === 0 || row < order.placedBar) return;
    if (waitsForTrigger(order)) {
      order.hasArrived = true;
      if (this.traded.tape.kind[row] !== CLOSE) this.meetTrigger(order, side, row);
      return;
    }
    const price = this.traded.market.priceFor(side);
    if (this.traded.market.quotes === null && Number.isNaN(price)) return;
    order.hasArrived = true;
    if (this.working.isMetBy(order, price))
      this.take(side, row, (at, place) => this.working.fillAt(order, at, { ...place, isMaker: false }));
    if (!order.isOpen) return;
    if (order.isImmediate) this.working.cancel(order.id, "not-immediate");
    else order.ahead = this.queueAt(order.limit, side);
  }

  /** What waits at a price before who comes now; NaN where nobody can see that. */
  private queueAt(limit: number, side: FillSide): number {
    const { market } = this.traded;
    const best = market.bestOf(side);
    if (limit === best) return market.sizeOf(side);
    return side * (limit - best) > 0 || Number.isNaN(best) ? 0 : NaN;
  }

  private meetQuote(order: WorkingOrder, side: FillSide, row: number): void {
    const { market } = this.traded;
    const { limit } = order;
    const price = market.priceFor(side);
    if (side * (limit - price) >= 0) {
      this.rest(order, row, market.leftFor(side), (units) => market.take(side, units));
      return;
    }
    const now = this.queueAt(limit, side);
    const before = order.ahead;
    if (!Number.isNaN(now)) order.ahead = Number.isNaN(before) ? now : Math.min(before, now);
  }

  private meetTrade(order: WorkingOrder, side: FillSide, row: number): void {
    const { market, tape } = this.traded;
    const { price, size } = market.trades!;
    const k = tape.index[row]!;
    const { limit } = order;
    if (side * (limit - price[k]!) > 0) this.rest(order, row, Infinity);
    else if (limit === price[k] && market.quotes !== null) {
      const ahead = order.ahead;
      if (Number.isNaN(ahead)) return;
      const left = ahead - size[k]!;
      order.ahead = Math.max(0, left);
      if (left < 0) this.rest(order, row, -left);
    }
  }

  /** Fills an order that rests at its own price, of so many units. */
  private rest(order: WorkingOrder, row: number, units: number, gone: (units: number) => void = () => {}): void {
    const { offered, tapeCosts } = this.traded;
    offered.offer(units);
    tapeCosts.beyondMiddle = 0;
    this.working.fillAt(order, order.limit, this.placeAt(row));
    if (Number.isFinite(units)) gone(offered.gone);
  }

  /** A stop, or a trail, looks at the price that triggers it, and at what is quoted then. */
  private meetTrigger(order: WorkingOrder, side: FillSide, row: number): void {
    const { market, tape, ledger } = this.traded;
    const byTrades = market.trades !== null;
    const kind = tape.kind[row]!;
    if ((kind === QUOTE) === byTrades) return;
    const price = byTrades ? market.trades!.price[tape.index[row]!]! : market.priceFor(side);
    if (Number.isNaN(price) || Number.isNaN(market.priceFor(side))) return;
    if (!this.working.isMetBy(order, price)) {
      raiseTrail(order, ledger.quantity, price, price);
      return;
    }
    this.take(side, row, (at, place) => this.working.fillAt(order, at, { ...place, isMaker: false }));
    if (order.isOpen && !waitsForTrigger(order) && !Number.isNaN(order.limit))
      order.ahead = this.queueAt(order.limit, side);
  }

  /** Lets an order of that side take what is quoted. @returns false when nobody is there */
  private take(side: FillSide, row: number, act: (price: number, place: FillPlace) => void): boolean {
    const { market, offered, tapeCosts, bars } = this.traded;
    const price = market.priceFor(side);
    if (Number.isNaN(price)) return false;
    offered.offer(market.leftFor(side));
    tapeCosts.beyondMiddle = market.quotes === null ? 0 : Math.max(0, side * (price - bars.close[row]!));
    act(price, this.placeAt(row));
    market.take(side, offered.gone);
    return true;
  }

  private placeAt(row: number): FillPlace {
    return { bar: row, phase: "open", time: this.traded.bars.time[row]! };
  }

  private sideOf(order: WorkingOrder): FillSide | 0 {
    return sideOf(order.aim, this.traded.ledger.quantity);
  }
}

function waitsForTrigger({ stop, trail }: WorkingOrder): boolean {
  return !Number.isNaN(stop) || trail !== null;
}
