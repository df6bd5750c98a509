import type { SignalSimulation, TargetSimulation } from "../../src/engine/vector/simulate-signals.ts";
import type { Size } from "../../src/trading/orders/size.ts";
import { ReferenceShares } from "./reference-actions.ts";
import { type FeeAsked, mostUnits } from "./reference-costs.ts";
import { ReferenceLimits } from "./reference-limits.ts";
import { type Direction, type ReferenceMoney, referenceMoney } from "./reference-money.ts";
import { firstStop, type RankedStop } from "./reference-ranked.ts";
import { type ReferenceRules, rulesOf } from "./reference-rules.ts";
import type { Phase, ReferenceRun, ReferenceTrade } from "./reference-run.ts";
import { stopOf } from "./reference-stops.ts";
import { newProgress, type Progress, ReferenceVolume } from "./reference-volume.ts";

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
  /** The stop has been moved to break-even. */
  isEvenOn: boolean;
  ranked: RankedStop;
  /** An exit at a price that its bar didn't have. */
  outside?: { price: number; bar: number };
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
  /** Price that it was sent with; none: the close. */
  readonly named?: number;
}

const NOTHING = 1e-9;
const blend = (mean: number, price: number, share: number) => mean + (price - mean) * share;

/** Sections 5, 7 and 9: cash, the position, and the lists that a run leaves. */
export class ReferenceAccount {
  readonly run: ReferenceRun = { orders: [], fills: [], trades: [], cash: [], equity: [], notFilled: {} };
  readonly money: ReferenceMoney;
  readonly rules: ReferenceRules;
  readonly lot: number | null;
  /** Of section 13; undefined: none. */
  readonly limits: ReferenceLimits | undefined;
  cash: number;
  position: Position | undefined;
  /** An exit that waits for its price. */
  waitingExit: { decidedAt: number; limit: number; placedBar: number; progress: Progress } | undefined;
  /** What at market waits for volume: an exit, and an entry. */
  openExit: { progress: Progress; reason: string; isWhole: boolean; placedBar: number } | undefined;
  openEntry: { progress: Progress; order: Entry } | undefined;
  /** What the target of the position has filled. */
  targetProgress: Progress | undefined;
  readonly volume: ReferenceVolume;
  /** Told when the position is gone. */
  onLeft: () => void = () => {};
  private readonly input: SignalSimulation | TargetSimulation;
  readonly shares = new ReferenceShares();
  private unsettled = { session: NaN, money: 0 };
  /** In the calendar month under way, UTC. */
  private traded = { key: "", units: 0, money: 0 };

  constructor(input: SignalSimulation | TargetSimulation) {
    const { instrument } = input.bars;
    this.input = input;
    this.rules = rulesOf(input);
    this.lot = this.rules.wholeUnits ? (instrument.lot ?? 1) : instrument.lot;
    this.money = referenceMoney(input.costs, { ...instrument, lot: this.lot }, input.bars);
    this.volume = new ReferenceVolume(input, (units) => this.money.inLots(units));
    this.cash = input.cash;
    if (input.risk !== undefined && input.risk !== null) this.limits = new ReferenceLimits(input.risk, input.cash);
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

  /** An order ends that may have filled in part. */
  endPart(progress: Progress, asked: number, reason: string): void {
    const why = this.volume.reason(progress, reason);
    const { decidedAt, side, filled } = progress;
    if (filled === 0) this.refuse(decidedAt, side, asked, why);
    else this.refuse(decidedAt, side, filled, why);
  }

  dropExit(reason: string): void {
    if (this.waitingExit === undefined) return;
    this.endPart(this.waitingExit.progress, this.position!.units, reason);
    this.waitingExit = undefined;
  }

  dropOpenExit(reason: string): void {
    if (this.openExit !== undefined) this.endPart(this.openExit.progress, this.openExit.progress.left!, reason);
    this.openExit = undefined;
  }

  dropOpenEntry(reason: string): void {
    const { openEntry } = this;
    this.openEntry = undefined;
    if (openEntry === undefined) return;
    const { size } = openEntry.order;
    this.endPart(openEntry.progress, size.kind === "quantity" ? size.quantity : NaN, reason);
  }

  /** What an order at market, or a triggered stop, pays. */
  slipped(side: Direction, reference: number, bar: number, units = 0): number {
    const price = this.money.price(side, reference, bar, units);
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
    const isWhole = units >= this.position!.units;
    if (isWhole && this.isLeavingIn(bar)) {
      this.goOnLeaving(bar, phase, reference);
      return;
    }
    this.dropOpenExit("replaced");
    const progress = newProgress(decisionBar, side, units);
    if (reason === "signal" || reason === "reverse") progress.firstBar = this.onItsWay(decisionBar);
    this.leavePart(progress, bar, phase, reference, reason);
    if (progress.left! === 0) return;
    this.openExit = { progress, reason, isWhole, placedBar: bar };
    if (isWhole) this.stopFilling();
  }

  /** Entries under way that have filled in part want no more of a position that is left. */
  private stopFilling(): void {
    if (this.openEntry !== undefined && this.openEntry.progress.filled > 0) this.dropOpenEntry("left-meanwhile");
    this.onLeft();
  }

  /** What waited for volume at market leaves further. */
  goOnLeaving(bar: number, phase: Phase, reference: number): void {
    const one = this.openExit;
    if (one === undefined) return;
    const units = this.position!.units;
    if (one.isWhole || one.progress.left! > units) one.progress.left = units;
    this.openExit = undefined;
    this.leavePart(one.progress, bar, phase, reference, one.reason);
    if (one.progress.left! > 0) this.openExit = one;
  }

  /** Section 5: the first bar that opens once an order is there. */
  firstBar(decidedAt: number): number {
    const { latency, bars } = this.input;
    if (latency?.kind === "bars") return decidedAt + 1 + latency.bars;
    const there = bars.closeTime[decidedAt]! + (latency?.ms ?? 0);
    let first = decidedAt + 1;
    while (latency != null && first < bars.length && bars.time[first]! < there) first++;
    return first;
  }

  /** The same for an order that is done at once where nothing delays it. */
  onItsWay(decidedAt: number): number {
    return this.input.latency == null ? -1 : this.firstBar(decidedAt);
  }

  /** An order that leaves the whole position is at the market. */
  isLeavingIn(bar: number): boolean {
    return this.openExit?.isWhole === true && bar >= this.openExit.progress.firstBar;
  }

  /** Leaves at market as far as the bar has volume. */
  leavePart(progress: Progress, bar: number, phase: Phase, reference: number, reason: string): void {
    if (bar < progress.firstBar) return;
    this.volume.meet(bar, progress);
    const units = this.volume.of(bar, progress.left!);
    if (units === 0) return;
    const isStop = reason === "stop-loss" || reason === "trailing-stop";
    const slips = this.rules.exitsSlip && (this.rules.stopsSlip || !isStop);
    const price = slips ? this.slipped(progress.side, reference, bar, units) : reference;
    this.leaveAt(progress, bar, phase, units, price, reason);
  }

  leaveAt(
    progress: Progress,
    bar: number,
    phase: Phase,
    units: number,
    price: number,
    reason: string,
    isMaker = false,
  ): void {
    const held = this.position!;
    const { side } = progress;
    const cashBefore = this.cash;
    const isAll = units >= held.units;
    const { flow, commission } = this.pay(progress, bar, phase, units, price, isMaker);
    if (isAll) this.dropExit("position-closed");
    const left = held.units - units;
    const { lot } = this.input.bars.instrument;
    held.units = left < Math.max(NOTHING * held.trade.quantity, (lot ?? 0) / 2) ? 0 : left;
    held.sold += units;
    const { trade } = held;
    trade.exitBar = bar;
    trade.exitPrice = blend(trade.exitPrice, price, units / held.sold);
    trade.pnl += flow;
    trade.commission += commission;
    trade.exitReason = reason;
    if (held.units === 0) {
      this.run.trades.push({ ...trade, returnFraction: trade.pnl / held.notional });
      this.position = undefined;
      this.gone();
    }
    this.forgetDust(price);
    const session = this.input.bars.session[bar]!;
    if (this.unsettled.session !== session) this.unsettled = { session, money: 0 };
    if (side === -1) this.unsettled.money += Math.max(0, this.cash - cashBefore);
  }

  /** What was under way for the position that is gone. */
  private gone(): void {
    const target = this.targetProgress;
    this.targetProgress = undefined;
    if (target !== undefined && target.filled > 0 && target.left! > 0) this.endPart(target, NaN, "position-closed");
    this.dropOpenExit("position-closed");
    this.stopFilling();
  }

  /** @returns what became of it; "open": the bar had no volume for all of it */
  enter(
    order: Entry,
    bar: number,
    phase: Phase,
    reference: number,
    price: number,
    how: "market" | "maker" = "market",
    progress: Progress = newProgress(order.decidedAt, order.side),
  ): "filled" | "refused" | "open" {
    const { input, rules } = this;
    const { side, decidedAt, placedBar } = order;
    if (bar < progress.firstBar) return "open";
    this.volume.meet(bar, progress);
    if (this.volume.left(bar) === 0) return "open";
    const isFirst = progress.left === undefined;
    const size: Size = isFirst ? order.size : { kind: "quantity", quantity: this.volume.of(bar, progress.left!) };
    const asked = { ...order, size };
    const hasLevels = "entries" in input;
    const level = (column: Float64Array | null | undefined) => this.shares.price(column?.[decidedAt] ?? NaN, decidedAt);
    const ownStop = hasLevels ? level(input.stopLevels) : NaN;
    const ownTarget = hasLevels ? level(input.targetLevels) : NaN;
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
      const none = { entryBar: bar, minutes: 0, targetLevel, exitLimit: undefined, isEvenOn: false };
      const alone = { ...none, side, base: one, stopLevel, best, isTrailOn };
      return stopOf(alone, best, { ...input, breakEven: null })[0];
    };
    const sized = this.unitsOf(asked, bar, reference, price, stopAt, how, progress.wasIntent);
    const allowed = typeof sized === "number" ? this.unitsWithin(asked, sized, bar, reference, price, stopAt) : sized;
    if (typeof allowed === "string") {
      this.endPart(progress, size.kind === "quantity" ? size.quantity : NaN, allowed);
      return "refused";
    }
    let units = allowed;
    if (isFirst) {
      progress.left = units;
      progress.wasIntent = size.kind !== "quantity";
      units = this.volume.of(bar, units);
    } else if (size.kind === "quantity" && units < size.quantity * (1 - NOTHING)) progress.left = units;
    const isMore = progress.filled > 0;

    if (how === "market" && this.money.growsWorse) price = this.slipped(side, reference, bar, units);
    const { flow, commission } = this.pay(progress, bar, phase, units, price, how === "maker");
    this.position ??= emptyPosition(side, bar, phase, rules.waitsABar, decidedAt);
    const held = this.position;
    held.units += units;
    held.bought += units;
    held.average = blend(held.average, price, units / held.units);
    const close = input.bars.close[bar]!;
    held.base = rules.fromClose ? close : held.average;
    held.stopLevel = stopLevel;
    held.targetLevel = targetLevel;
    held.best = bestWith(rules.fromClose || rules.trailsCloses ? close : price);
    held.placedBar = placedBar;
    held.ranked = firstStop(side, held.average, ownStop, input);
    held.decidedAt = decidedAt;
    if (!isMore) held.entries += 1;
    held.notional += units * price * input.bars.instrument.multiplier;
    held.trade.entryPrice = blend(held.trade.entryPrice, price, units / held.bought);
    held.trade.quantity = Math.max(held.trade.quantity, held.units);
    held.trade.pnl += flow;
    held.trade.commission += commission;
    this.forgetDust(price);
    return progress.left === 0 ? "filled" : "open";
  }

  /** Section 8: shares become others, money stays. */
  split(bar: number, from: number, to: number): void {
    this.shares.split(bar, from, to);
    if (this.waitingExit !== undefined) this.waitingExit.limit = (this.waitingExit.limit * from) / to;
    const held = this.position;
    if (held === undefined) return;
    for (const name of ["average", "base", "stopLevel", "targetLevel", "best"] as const)
      held[name] = (held[name] * from) / to;
    for (const name of ["units", "bought", "sold"] as const) held[name] = (held[name] * to) / from;
    held.ranked = { ...held.ranked, price: (held.ranked.price * from) / to };
    if (held.outside !== undefined) held.outside.price = (held.outside.price * from) / to;
    held.trade.entryPrice = (held.trade.entryPrice * from) / to;
    held.trade.exitPrice = (held.trade.exitPrice * from) / to;
    held.trade.quantity = (held.trade.quantity * to) / from;
  }

  /** Section 8: longs are paid, shorts are charged. */
  payDividend(perShare: number): void {
    if (this.position === undefined) return;
    const money = this.signedUnits * perShare * this.input.bars.instrument.multiplier;
    this.cash += money;
    this.position.trade.pnl += money;
  }

  /** A split left no whole lot: the rest is paid out at the open, no order and no costs. */
  payOut(bar: number): void {
    const held = this.position;
    if (held === undefined) return;
    const rest = held.units - this.money.inLots(held.units);
    if (rest === 0) return;
    if (rest === held.units) this.dropExit("position-closed");
    const price = this.input.bars.open[bar]!;
    const side: Direction = held.side === 1 ? -1 : 1;
    const flow = held.side * this.money.notional(rest, price);
    this.cash += flow;
    this.run.fills.push({ bar, phase: "open", side, quantity: rest, price, commission: 0 });
    const left = held.units - rest;
    const { lot } = this.input.bars.instrument;
    held.units = left < Math.max(NOTHING * held.trade.quantity, (lot ?? 0) / 2) ? 0 : left;
    held.sold += rest;
    held.trade.exitBar = bar;
    held.trade.exitPrice = blend(held.trade.exitPrice, price, rest / held.sold);
    held.trade.pnl += flow;
    held.trade.exitReason = "split";
    if (held.units > 0) return;
    this.run.trades.push({ ...held.trade, returnFraction: held.trade.pnl / held.notional });
    this.position = undefined;
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

  /** Section 13. */
  private unitsWithin(
    { side, size }: Entry,
    units: number,
    bar: number,
    reference: number,
    price: number,
    stopAt: (price: number) => number,
  ): number | string {
    if (this.limits === undefined) return units;
    const { multiplier } = this.input.bars.instrument;
    const held = this.position?.units ?? 0;
    return this.limits.left({
      ...{ side, units, held },
      session: this.input.bars.session[bar]!,
      mark: reference,
      unitValue: reference * multiplier,
      multiplier,
      costOfUnit: (some) =>
        Math.abs(price - reference) * multiplier + this.money.fee(some, price, this.asked(side, false, bar)) / some,
      stopWith: (some) => stopAt(held === 0 ? price : blend(this.position!.average, price, some / (held + some))),
      inLots: (some) => this.money.inLots(some),
      equity: this.equityAt(reference),
      isFixed: size.kind === "quantity" && this.rules.shortOfCash !== "cut-all",
    });
  }

  /** Section 5. */
  private unitsOf(
    { side, size, decidedAt, equity, named }: Entry,
    bar: number,
    reference: number,
    price: number,
    stopAt: (price: number) => number,
    how: "market" | "maker",
    isRestOfIntent: boolean,
  ): number | string {
    const { money, rules } = this;
    const asked = this.asked(side, how === "maker", bar);
    /** Of an order at market; short sales are measured by the price of the smallest. */
    const sizedFrom = (found: number, i: number) =>
      how === "market" && money.growsWorse && side === 1
        ? (some: number) => this.slipped(side, found, i, some)
        : undefined;
    const pricesNow = sizedFrom(reference, bar);
    const { bars, sizeAt, leverage = 1, settlement = "T+0" } = this.input;
    const { multiplier } = bars.instrument;
    const isBeyond = (one: number) => (side === 1 ? one <= stopAt(one) : one >= stopAt(one));
    const heldUnits = this.position?.units ?? 0;
    let powerNow = leverage * this.equityAt(reference) - heldUnits * reference * multiplier;
    if (leverage === 1 && this.signedUnits >= 0) powerNow = this.cash;
    if (settlement === "T+1" && side === 1 && this.unsettled.session === bars.session[bar])
      powerNow -= this.unsettled.money;
    if (side === -1 && this.input.account?.kind === "cash") return "no-short";
    if (!rules.entersBeyondStop && isBeyond(price)) return "beyond-stop";

    const rawThen = bars.close[decidedAt]!;
    const now = (price: number) => this.shares.price(price, decidedAt);
    const closeThen = now(rawThen);
    const sizingReference = sizeAt === "fill" ? reference : closeThen;
    let sizingPrice = sizeAt === "fill" ? price : now(this.slipped(side, rawThen, decidedAt));
    if (rules.plainBudget) sizingPrice = sizingReference;
    const pricesThen = rules.plainBudget ? undefined : sizeAt === "fill" ? pricesNow : sizedFrom(closeThen, decidedAt);
    const sizingEquity = sizeAt === "fill" ? this.equityAt(reference) : equity;
    const sizingPower = sizeAt === "fill" ? powerNow : leverage * equity - heldUnits * closeThen * multiplier;
    let units: number;
    if (size.kind === "quantity") units = size.quantity;
    else if (size.kind === "risk") {
      const basis = rules.plainBudget && sizeAt === "fill" ? price : sizingPrice;
      const stop = stopAt(basis);
      if (Number.isNaN(stop)) return "no-stop";
      if (side === 1 ? sizingPrice <= stop : sizingPrice >= stop) return "beyond-stop";
      const atRisk = size.fraction * sizingEquity;
      units = atRisk / (Math.abs(sizingPrice - stop) * multiplier);
      if (how === "market" && money.growsWorse && !rules.plainBudget) {
        const lost = (some: number) => {
          const paid = this.slipped(side, sizingReference, sizeAt === "fill" ? bar : decidedAt, some);
          return some * Math.abs(paid - stopAt(paid)) * multiplier;
        };
        units = mostUnits(lost, atRisk, units);
      }
    } else {
      const budget = size.kind === "fraction" ? size.fraction * sizingEquity : size.cash;
      units = rules.plainBudget
        ? budget / (sizingPrice * multiplier)
        : money.unitsFor(budget, sizingPrice, 1, asked, pricesThen);
    }
    const isFixed = size.kind === "quantity";
    const payable = money.unitsFor(powerNow, price, leverage, asked, pricesNow);
    if (!isFixed && (rules.shortOfCash === "cut-intents" || rules.shortOfCash === "cut-all")) {
      units = Math.min(units, money.unitsFor(sizingPower, sizingPrice, leverage, asked, pricesThen));
      units = Math.min(units, payable);
      const quantity = money.inLots(units);
      return quantity > 0 ? quantity : "below-lot";
    }
    const quantity = money.inLots(units);
    if (!(quantity > 0)) return "below-lot";
    if (rules.shortOfCash === "never") return quantity;
    const isPaid = (one: number, power: number) => {
      const notional = money.notional(quantity, one);
      const charges = money.fee(quantity, one, asked) + money.tax(side, quantity, one);
      return notional + leverage * charges - power <= NOTHING * notional;
    };
    const isPaidNow = isPaid(pricesNow === undefined ? price : pricesNow(quantity), powerNow);
    if (rules.shortOfCash === "refuse-all") {
      const namedThen = sizeAt === "fill" ? undefined : named;
      const isPaidThen = isPaid(namedThen ?? pricesThen?.(quantity) ?? sizingPrice, sizingPower);
      return side === -1 || (isPaidNow && isPaidThen) ? quantity : "insufficient-cash";
    }
    if (isPaidNow) return quantity;
    const cutsRest = isRestOfIntent && rules.shortOfCash === "cut-intents";
    const cut = rules.shortOfCash === "cut-all" || cutsRest ? money.inLots(payable) : 0;
    return cut > 0 ? cut : "insufficient-cash";
  }

  private pay(
    progress: Progress,
    bar: number,
    phase: Phase,
    quantity: number,
    price: number,
    isMaker: boolean,
  ): { flow: number; commission: number } {
    const { decidedAt: decisionBar, side } = progress;
    const notional = this.money.notional(quantity, price);
    const commission = this.money.fee(quantity, price, this.asked(side, isMaker, bar));
    const tax = this.money.tax(side, quantity, price);
    const charges = commission + tax;
    this.cash = side === 1 ? this.cash - (notional + charges) : this.cash + (notional - charges);
    const month = this.monthOf(bar);
    this.traded = { ...month, units: month.units + quantity, money: month.money + notional };
    this.volume.take(bar, quantity, progress);
    if (progress.left === 0) this.run.orders.push({ decisionBar, side, quantity: progress.filled, outcome: "filled" });
    this.run.fills.push({ bar, phase, side, quantity, price, commission });
    this.limits?.trade(this.input.bars.session[bar]!, quantity * price * this.input.bars.instrument.multiplier);
    return { flow: side === 1 ? -(notional + charges) : notional - charges, commission };
  }

  /** What the nights before a bar cost, at the close before it. */
  passNights(bar: number): void {
    const { bars, costs } = this.input;
    const nights = bar === 0 ? 0 : bars.session[bar]! - bars.session[bar - 1]!;
    if (costs.carry === undefined || nights === 0) return;
    const value = this.signedUnits * bars.close[bar - 1]! * bars.instrument.multiplier;
    const debt = this.cash < 0 ? -this.cash : 0;
    const borrow = value < 0 ? (-value * costs.carry.borrow * nights) / 365 : 0;
    const interest = (debt * costs.carry.financing * nights) / 360;
    this.cash -= borrow;
    this.cash -= interest;
    if (this.position !== undefined) this.position.trade.pnl -= borrow + interest;
  }

  private asked(side: Direction, isMaker: boolean, bar: number): FeeAsked {
    return { side, isMaker, month: this.monthOf(bar) };
  }

  private monthOf(bar: number): { key: string; units: number; money: number } {
    const key = new Date(this.input.bars.time[bar]!).toISOString().slice(0, 7);
    return key === this.traded.key ? this.traded : { key, units: 0, money: 0 };
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
    isEvenOn: false,
    ranked: { price: NaN, ratio: NaN, isMoved: false },
    decidedAt,
    entries: 0,
    bought: 0,
    sold: 0,
    notional: 0,
    trade: { side: name, entryBar: bar, exitBar: bar, ...none, exitReason: "open", isAmbiguous: false },
  };
}
