import type { SignalSimulation, TargetSimulation } from "../../src/engine/vector/simulate-signals.ts";
import type { Size } from "../../src/trading/orders/size.ts";
import { type Direction, type ReferenceMoney, referenceMoney } from "./reference-money.ts";
import { firstStop, type RankedStop } from "./reference-ranked.ts";
import { type ReferenceRules, rulesOf } from "./reference-rules.ts";
import type { Phase, ReferenceRun, ReferenceTrade } from "./reference-run.ts";
import { stopOf } from "./reference-stops.ts";

export interface Position {
  side: Direction;
  units: number;
  average: number;
  base: number;
  entryBar: number;
  /** First bar whose prices can stop it. */
  guardedFrom: number;
  placedBar: number;
  stopLevel: number;
  targetLevel: number;
  best: number;
  isTrailOn: boolean;
  ranked: RankedStop;
  decidedAt: number;
  entries: number;
  bought: number;
  sold: number;
  notional: number;
  trade: ReferenceTrade;
}

/** An entry that is carried out. */
export interface Entry {
  readonly side: Direction;
  readonly size: Size;
  readonly decidedAt: number;
  /** Equity at the deciding close. */
  readonly equity: number;
  readonly placedBar: number;
}

const NOTHING = 1e-9;
const blend = (mean: number, price: number, share: number) => mean + (price - mean) * share;

/** Sections 5, 7 and 9: cash, the position, and the lists that a run leaves. */
export class ReferenceAccount {
  readonly run: ReferenceRun = { orders: [], fills: [], trades: [], cash: [], equity: [], notFilled: {} };
  readonly money: ReferenceMoney;
  readonly rules: ReferenceRules;
  readonly lot: number | null;
  cash: number;
  position: Position | undefined;
  /** An exit that waits for its price. */
  waitingExit: { decidedAt: number; limit: number; placedBar: number } | undefined;
  private readonly input: SignalSimulation | TargetSimulation;
  private unsettled = { session: NaN, money: 0 };

  constructor(input: SignalSimulation | TargetSimulation) {
    const { instrument } = input.bars;
    this.input = input;
    this.rules = rulesOf(input);
    this.lot = this.rules.wholeUnits ? (instrument.lot ?? 1) : instrument.lot;
    this.money = referenceMoney(input.costs, { ...instrument, lot: this.lot });
    this.cash = input.cash;
  }

  get signedUnits(): number {
    return this.position === undefined ? 0 : this.position.side * this.position.units;
  }

  equityAt(price: number): number {
    return this.cash + this.signedUnits * price * this.input.bars.instrument.multiplier;
  }

  count(reason: string): void {
    this.run.notFilled[reason] = (this.run.notFilled[reason] ?? 0) + 1;
  }

  refuse(decisionBar: number, side: Direction, quantity: number, reason: string): void {
    this.run.orders.push({ decisionBar, side, quantity, outcome: reason });
    this.count(reason);
  }

  dropExit(reason: string): void {
    if (this.waitingExit === undefined) return;
    this.refuse(this.waitingExit.decidedAt, this.position!.side === 1 ? -1 : 1, this.position!.units, reason);
    this.waitingExit = undefined;
  }

  /** What an order at market, or a triggered stop, pays. */
  slipped(side: Direction, reference: number, bar: number): number {
    const price = this.money.price(side, reference);
    if (!this.rules.staysInBar) return price;
    return Math.max(this.input.bars.low[bar]!, Math.min(this.input.bars.high[bar]!, price));
  }

  /** What a limit pays; undefined when it rather waits. */
  withinLimit(side: Direction, reference: number, limit: number, bar: number): number | undefined {
    if (this.rules.limits === "exact") return reference;
    const price = this.slipped(side, reference, bar);
    if (side === 1 ? price <= limit : price >= limit) return price;
    return this.rules.limits === "slip-to-limit" ? limit : undefined;
  }

  leave(decisionBar: number, bar: number, phase: Phase, units: number, reference: number, reason: string): void {
    const side: Direction = this.position!.side === 1 ? -1 : 1;
    const isStop = reason === "stop-loss" || reason === "trailing-stop";
    const slips = this.rules.exitsSlip && (this.rules.stopsSlip || !isStop);
    this.leaveAt(decisionBar, bar, phase, units, slips ? this.slipped(side, reference, bar) : reference, reason);
  }

  leaveAt(decisionBar: number, bar: number, phase: Phase, units: number, price: number, reason: string): void {
    const held = this.position!;
    const side: Direction = held.side === 1 ? -1 : 1;
    const cashBefore = this.cash;
    const isAll = units >= held.units;
    const flow = this.pay(decisionBar, bar, phase, side, units, price);
    if (isAll) this.dropExit("position-closed");
    const left = held.units - units;
    const { lot } = this.input.bars.instrument;
    held.units = left < Math.max(NOTHING * held.trade.quantity, (lot ?? 0) / 2) ? 0 : left;
    held.sold += units;
    const { trade } = held;
    trade.exitBar = bar;
    trade.exitPrice = blend(trade.exitPrice, price, units / held.sold);
    trade.pnl += flow;
    trade.commission += this.money.fee(units, price);
    trade.exitReason = reason;
    if (held.units === 0) {
      this.run.trades.push({ ...trade, returnFraction: trade.pnl / held.notional });
      this.position = undefined;
    }
    this.forgetDust(price);
    const session = this.input.bars.session[bar]!;
    if (this.unsettled.session !== session) this.unsettled = { session, money: 0 };
    if (side === -1) this.unsettled.money += Math.max(0, this.cash - cashBefore);
  }

  /** @returns false when nothing was bought */
  enter(order: Entry, bar: number, phase: Phase, reference: number, price: number): boolean {
    const { input, rules } = this;
    const { side, size, decidedAt, placedBar } = order;
    const hasLevels = "entries" in input;
    const ownStop = (hasLevels ? input.stopLevels?.[decidedAt] : undefined) ?? NaN;
    const ownTarget = (hasLevels ? input.targetLevels?.[decidedAt] : undefined) ?? NaN;
    const before = this.position;
    const stopLevel = Number.isNaN(ownStop) ? (before?.stopLevel ?? NaN) : ownStop;
    const targetLevel = Number.isNaN(ownTarget) ? (before?.targetLevel ?? NaN) : ownTarget;
    const bestWith = (one: number) => {
      if (before === undefined) return one;
      return side === 1 ? Math.max(before.best, one) : Math.min(before.best, one);
    };
    const isTrailOn = before?.isTrailOn ?? false;
    /** The stop of an entry at a price, sized alone. */
    const stopAt = (one: number) => {
      if (rules.isRanked) return firstStop(side, one, ownStop, input).price;
      const best = bestWith(one);
      const none = { entryBar: bar, minutes: 0, targetLevel, exitLimit: undefined };
      return stopOf({ ...none, side, base: one, stopLevel, best, isTrailOn }, best, input)[0];
    };
    const units = this.unitsOf(order, bar, reference, price, stopAt);
    if (typeof units === "string") {
      this.refuse(decidedAt, side, size.kind === "quantity" ? size.quantity : NaN, units);
      return false;
    }

    const flow = this.pay(decidedAt, bar, phase, side, units, price);
    this.position ??= emptyPosition(side, bar, phase, rules.waitsABar, decidedAt);
    const held = this.position;
    held.units += units;
    held.bought += units;
    held.average = blend(held.average, price, units / held.units);
    const close = input.bars.close[bar]!;
    held.base = rules.fromClose ? close : held.average;
    held.stopLevel = stopLevel;
    held.targetLevel = targetLevel;
    held.best = bestWith(rules.fromClose ? close : price);
    held.placedBar = placedBar;
    held.ranked = firstStop(side, held.average, ownStop, input);
    held.decidedAt = decidedAt;
    held.entries += 1;
    held.notional += units * price * input.bars.instrument.multiplier;
    held.trade.entryPrice = blend(held.trade.entryPrice, price, units / held.bought);
    held.trade.quantity = Math.max(held.trade.quantity, held.units);
    held.trade.pnl += flow;
    held.trade.commission += this.money.fee(units, price);
    this.forgetDust(price);
    return true;
  }

  /** What is open at the end, at the last close. */
  markOpenTrade(): void {
    if (this.position === undefined) return;
    const { trade, units, sold, side, notional } = this.position;
    const { bars } = this.input;
    const exitBar = bars.length - 1;
    const close = bars.close[exitBar]!;
    const pnl = trade.pnl + side * units * close * bars.instrument.multiplier;
    const exitPrice = blend(trade.exitPrice, close, units / (sold + units));
    this.run.trades.push({ ...trade, exitBar, exitPrice, pnl, returnFraction: pnl / notional, exitReason: "open" });
  }

  /** Section 5. */
  private unitsOf(
    { side, size, decidedAt, equity }: Entry,
    bar: number,
    reference: number,
    price: number,
    stopAt: (price: number) => number,
  ): number | string {
    const { money, rules } = this;
    const { bars, sizeAt, leverage = 1, settlement = "T+0" } = this.input;
    const { multiplier } = bars.instrument;
    const isBeyond = (one: number) => (side === 1 ? one <= stopAt(one) : one >= stopAt(one));
    const heldUnits = this.position?.units ?? 0;
    let powerNow = leverage * this.equityAt(reference) - heldUnits * reference * multiplier;
    if (leverage === 1 && this.signedUnits >= 0) powerNow = this.cash;
    if (settlement === "T+1" && side === 1 && this.unsettled.session === bars.session[bar])
      powerNow -= this.unsettled.money;
    if (isBeyond(price)) return "beyond-stop";

    const closeThen = bars.close[decidedAt]!;
    const sizingReference = sizeAt === "fill" ? reference : closeThen;
    let sizingPrice = sizeAt === "fill" ? price : this.slipped(side, closeThen, decidedAt);
    if (rules.plainBudget) sizingPrice = sizingReference;
    const sizingEquity = sizeAt === "fill" ? this.equityAt(reference) : equity;
    const sizingPower = sizeAt === "fill" ? powerNow : leverage * equity - heldUnits * closeThen * multiplier;
    let units: number;
    if (size.kind === "quantity") units = size.quantity;
    else if (size.kind === "risk") {
      const basis = rules.plainBudget && sizeAt === "fill" ? price : sizingPrice;
      const stop = stopAt(basis);
      if (Number.isNaN(stop)) return "no-stop";
      if (side === 1 ? sizingPrice <= stop : sizingPrice >= stop) return "beyond-stop";
      units = (size.fraction * sizingEquity) / (Math.abs(sizingPrice - stop) * multiplier);
    } else {
      const budget = size.kind === "fraction" ? size.fraction * sizingEquity : size.cash;
      units = rules.plainBudget ? budget / (sizingPrice * multiplier) : money.unitsFor(budget, sizingPrice, 1);
    }
    const isFixed = size.kind === "quantity";
    const payable = money.unitsFor(powerNow, price, leverage);
    if (!isFixed && (rules.shortOfCash === "cut-intents" || rules.shortOfCash === "cut-all")) {
      units = Math.min(units, money.unitsFor(sizingPower, sizingPrice, leverage));
      units = Math.min(units, payable);
      const quantity = money.inLots(units);
      return quantity > 0 ? quantity : "below-lot";
    }
    const quantity = money.inLots(units);
    if (!(quantity > 0)) return "below-lot";
    if (rules.shortOfCash === "never") return quantity;
    const notional = money.notional(quantity, price);
    const lacks = notional + leverage * money.fee(quantity, price) - powerNow;
    if (lacks <= NOTHING * notional) return quantity;
    const cut = rules.shortOfCash === "cut-all" ? money.inLots(payable) : 0;
    return cut > 0 ? cut : "insufficient-cash";
  }

  private pay(decisionBar: number, bar: number, phase: Phase, side: Direction, quantity: number, price: number) {
    const notional = this.money.notional(quantity, price);
    const commission = this.money.fee(quantity, price);
    this.cash = side === 1 ? this.cash - (notional + commission) : this.cash + (notional - commission);
    this.run.orders.push({ decisionBar, side, quantity, outcome: "filled" });
    this.run.fills.push({ bar, phase, side, quantity, price, commission });
    return side === 1 ? -(notional + commission) : notional - commission;
  }

  private forgetDust(price: number): void {
    const size = Math.abs(this.cash) + Math.abs(this.signedUnits * price * this.input.bars.instrument.multiplier);
    if (Math.abs(this.cash) < NOTHING * size) this.cash = 0;
  }
}

function emptyPosition(side: Direction, bar: number, phase: Phase, waitsABar: boolean, decidedAt: number): Position {
  const isLater = phase === "close" || waitsABar;
  const none = { entryPrice: 0, exitPrice: 0, quantity: 0, pnl: 0, returnFraction: NaN, commission: 0 };
  const name = side === 1 ? "long" : "short";
  return {
    side,
    units: 0,
    average: 0,
    base: 0,
    entryBar: bar,
    guardedFrom: isLater ? bar + 1 : bar,
    placedBar: bar,
    stopLevel: NaN,
    targetLevel: NaN,
    best: NaN,
    isTrailOn: false,
    ranked: { price: NaN, ratio: NaN, isMoved: false },
    decidedAt,
    entries: 0,
    bought: 0,
    sold: 0,
    notional: 0,
    trade: { side: name, entryBar: bar, exitBar: bar, ...none, exitReason: "open", isAmbiguous: false },
  };
}
