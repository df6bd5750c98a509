import type { SignalSimulation, TargetSimulation } from "../../src/engine/vector/simulate-signals.ts";
import type { Size } from "../../src/trading/orders/size.ts";
import { judgeSignals, judgeTarget, type ReferenceDecision, type TargetMemory } from "./reference-decisions.ts";
import { type Direction, referenceMoney } from "./reference-money.ts";
import { exitAtOpen, exitInBar, type Guarded, type ReferenceExit, stopOf } from "./reference-stops.ts";

type Phase = "open" | "intrabar" | "close";

export interface ReferenceOrder {
  decisionBar: number;
  side: Direction;
  quantity: number;
  outcome: string;
}

export interface ReferenceFill {
  bar: number;
  phase: Phase;
  side: Direction;
  quantity: number;
  price: number;
  commission: number;
}

export interface ReferenceTrade {
  side: "long" | "short";
  entryBar: number;
  exitBar: number;
  entryPrice: number;
  exitPrice: number;
  quantity: number;
  pnl: number;
  returnFraction: number;
  commission: number;
  exitReason: string;
  isAmbiguous: boolean;
}

export interface ReferenceRun {
  orders: ReferenceOrder[];
  fills: ReferenceFill[];
  trades: ReferenceTrade[];
  cash: number[];
  equity: number[];
  /** Signals and orders without a fill, by reason. */
  notFilled: Record<string, number>;
}

interface Position extends Guarded {
  units: number;
  average: number;
  stopLevel: number;
  targetLevel: number;
  best: number;
  isTrailOn: boolean;
  /** First bar whose prices can stop it. */
  guardedFrom: number;
  decidedAt: number;
  entries: number;
  bought: number;
  sold: number;
  notional: number;
  trade: ReferenceTrade;
}

/** What a close decided, until it is done. */
interface Wish extends ReferenceDecision {
  decidedAt: number;
  /** Equity at the deciding close. */
  equity: number;
}

const NOTHING = 1e-9;

/**
 * Sections 3 to 7 and 9 of the semantics once more, for one instrument, written to be read: objects, plain loops,
 * nothing shared with the engine but the types of its input.
 *
 * Questions that those sections leave open are settled like this. A stop or target that the open lies beyond is a
 * reducing order of that open: it follows the exits that are due there and precedes additions, and an addition whose
 * position is gone opens a new one. A level that an entry brings is the position's until an addition brings another. A
 * trail once switched on stays on. A size by risk measures to the nearer of stop and trail. A size at the decision
 * takes price, equity and stop of the deciding close, and is cut to what the fill allows. T+1 withholds what was sold
 * out of long positions in this session from buyers, not from short sellers. A weight is a budget of weight × equity;
 * differences of less than a lot or a billionth are none.
 */
export function referenceRun(input: SignalSimulation | TargetSimulation): ReferenceRun {
  const { bars, costs } = input;
  const { lot, multiplier } = bars.instrument;
  const { sizeAt, leverage = 1, settlement = "T+0", intrabar = "worst" } = input;
  const money = referenceMoney(costs, bars.instrument);
  const lastBar = bars.length - 1;
  const run: ReferenceRun = { orders: [], fills: [], trades: [], cash: [], equity: [], notFilled: {} };
  let cash = input.cash;
  let position: Position | undefined;
  let wish: Wish | undefined;
  let unsettled = { session: NaN, money: 0 };
  let isRuined = false;
  const targetsSeen: TargetMemory = { last: NaN, warmUp: NaN };

  const signedUnits = () => (position === undefined ? 0 : position.side * position.units);
  const equityAt = (price: number) => cash + signedUnits() * price * multiplier;
  const count = (reason: string) => {
    run.notFilled[reason] = (run.notFilled[reason] ?? 0) + 1;
  };
  const refuse = (decisionBar: number, side: Direction, quantity: number, reason: string) => {
    run.orders.push({ decisionBar, side, quantity, outcome: reason });
    count(reason);
  };
  const forgetDust = (price: number) => {
    const size = Math.abs(cash) + Math.abs(signedUnits() * price * multiplier);
    if (Math.abs(cash) < NOTHING * size) cash = 0;
  };
  const blend = (mean: number, price: number, share: number) => mean + (price - mean) * share;

  // Fills -----------------------------------------------------------------------------------------------------------

  function pay(
    decisionBar: number,
    bar: number,
    phase: Phase,
    side: Direction,
    quantity: number,
    price: number,
  ): number {
    const notional = money.notional(quantity, price);
    const commission = money.fee(quantity, price);
    cash = side === 1 ? cash - (notional + commission) : cash + (notional - commission);
    run.orders.push({ decisionBar, side, quantity, outcome: "filled" });
    run.fills.push({ bar, phase, side, quantity, price, commission });
    return side === 1 ? -(notional + commission) : notional - commission;
  }

  function leave(
    decisionBar: number,
    bar: number,
    phase: Phase,
    units: number,
    reference: number,
    reason: string,
  ): void {
    const held = position!;
    const side: Direction = held.side === 1 ? -1 : 1;
    const price = reason === "take-profit" ? reference : money.price(side, reference);
    const cashBefore = cash;
    const flow = pay(decisionBar, bar, phase, side, units, price);
    const left = held.units - units;
    held.units = left < Math.max(NOTHING * held.trade.quantity, (lot ?? 0) / 2) ? 0 : left;
    held.sold += units;
    const { trade } = held;
    trade.exitBar = bar;
    trade.exitPrice = blend(trade.exitPrice, price, units / held.sold);
    trade.pnl += flow;
    trade.commission += money.fee(units, price);
    trade.exitReason = reason;
    if (held.units === 0) {
      run.trades.push({ ...trade, returnFraction: trade.pnl / held.notional });
      position = undefined;
    }
    forgetDust(price);
    const session = bars.session[bar]!;
    if (unsettled.session !== session) unsettled = { session, money: 0 };
    if (side === -1) unsettled.money += Math.max(0, cash - cashBefore);
  }

  function enter(
    { decidedAt, equity: equityThen }: Wish,
    bar: number,
    phase: Phase,
    side: Direction,
    reference: number,
    size: Size,
  ): void {
    const price = money.price(side, reference);
    const hasLevels = "entries" in input;
    const ownStop = (hasLevels ? input.stopLevels?.[decidedAt] : undefined) ?? NaN;
    const ownTarget = (hasLevels ? input.targetLevels?.[decidedAt] : undefined) ?? NaN;
    const before = position;
    const stopLevel = Number.isNaN(ownStop) ? (before?.stopLevel ?? NaN) : ownStop;
    const targetLevel = Number.isNaN(ownTarget) ? (before?.targetLevel ?? NaN) : ownTarget;
    const bestWith = (one: number) => {
      if (before === undefined) return one;
      return side === 1 ? Math.max(before.best, one) : Math.min(before.best, one);
    };
    const isTrailOn = before?.isTrailOn ?? false;
    /** The stop of an entry at a price, sized alone. */
    const stopAt = (one: number) => {
      const alone = { side, average: one, entryBar: bar, stopLevel, targetLevel, best: bestWith(one), isTrailOn };
      return stopOf(alone, bestWith(one), input)[0];
    };
    const isBeyond = (one: number) => (side === 1 ? one <= stopAt(one) : one >= stopAt(one));

    const heldUnits = before?.units ?? 0;
    let powerNow = leverage * equityAt(reference) - heldUnits * reference * multiplier;
    if (leverage === 1 && signedUnits() >= 0) powerNow = cash;
    if (settlement === "T+1" && side === 1 && unsettled.session === bars.session[bar]) powerNow -= unsettled.money;

    let quantity: number;
    if (isBeyond(price)) {
      refuse(decidedAt, side, size.kind === "quantity" ? size.quantity : NaN, "beyond-stop");
      return;
    }
    if (size.kind === "quantity") {
      quantity = money.inLots(size.quantity);
      const notional = money.notional(quantity, price);
      const lacks = notional + leverage * money.fee(quantity, price) - powerNow;
      const reason = quantity > 0 ? "insufficient-cash" : "below-lot";
      if (!(quantity > 0) || lacks > NOTHING * notional) {
        refuse(decidedAt, side, size.quantity, reason);
        return;
      }
    } else {
      const closeThen = bars.close[decidedAt]!;
      const sizingPrice = sizeAt === "fill" ? price : money.price(side, closeThen);
      const sizingEquity = sizeAt === "fill" ? equityAt(reference) : equityThen;
      const sizingPower = sizeAt === "fill" ? powerNow : leverage * equityThen - heldUnits * closeThen * multiplier;
      let units: number;
      if (size.kind === "risk") {
        const stop = stopAt(sizingPrice);
        if (Number.isNaN(stop) || isBeyond(sizingPrice)) {
          refuse(decidedAt, side, NaN, Number.isNaN(stop) ? "no-stop" : "beyond-stop");
          return;
        }
        units = (size.fraction * sizingEquity) / (Math.abs(sizingPrice - stop) * multiplier);
      } else {
        units = money.unitsFor(size.kind === "fraction" ? size.fraction * sizingEquity : size.cash, sizingPrice, 1);
      }
      units = Math.min(units, money.unitsFor(sizingPower, sizingPrice, leverage));
      units = Math.min(units, money.unitsFor(powerNow, price, leverage));
      quantity = money.inLots(units);
      if (!(quantity > 0)) {
        refuse(decidedAt, side, NaN, "below-lot");
        return;
      }
    }

    const flow = pay(decidedAt, bar, phase, side, quantity, price);
    if (position === undefined) {
      const name = side === 1 ? "long" : "short";
      const nothing = {
        exitBar: bar,
        entryPrice: 0,
        exitPrice: 0,
        quantity: 0,
        pnl: 0,
        returnFraction: NaN,
        commission: 0,
      };
      position = {
        side,
        units: 0,
        average: 0,
        entryBar: bar,
        guardedFrom: phase === "close" ? bar + 1 : bar,
        stopLevel,
        targetLevel,
        best: price,
        isTrailOn: false,
        decidedAt,
        entries: 0,
        bought: 0,
        sold: 0,
        notional: 0,
        trade: { side: name, entryBar: bar, ...nothing, exitReason: "open", isAmbiguous: false },
      };
    }
    const held = position;
    held.units += quantity;
    held.bought += quantity;
    held.average = blend(held.average, price, quantity / held.units);
    held.stopLevel = stopLevel;
    held.targetLevel = targetLevel;
    held.best = bestWith(price);
    held.decidedAt = decidedAt;
    held.entries += 1;
    held.notional += quantity * price * multiplier;
    held.trade.entryPrice = blend(held.trade.entryPrice, price, quantity / held.bought);
    held.trade.quantity = Math.max(held.trade.quantity, held.units);
    held.trade.pnl += flow;
    held.trade.commission += money.fee(quantity, price);
    forgetDust(price);
  }

  // Stops and targets -----------------------------------------------------------------------------------------------

  /** Once reached, the activation of a trail lasts, whatever additions do to the average. */
  function switchTrailOn(): void {
    const activateAt = input.trailingStop?.activateAt;
    if (position === undefined || activateAt === undefined) return;
    const { side, best, average } = position;
    if (side === 1 ? best >= average * (1 + activateAt) : best <= average * (1 - activateAt)) position.isTrailOn = true;
  }

  function meetOpen(bar: number): void {
    if (position === undefined || bar < position.guardedFrom) return;
    const exit = exitAtOpen(position, bar, bars.open[bar]!, input);
    if (exit !== undefined) leave(position.decidedAt, bar, exit.at, position.units, exit.price, exit.reason);
  }

  function meetBar(bar: number): void {
    if (position === undefined || bar < position.guardedFrom) return;
    const prices = [bars.open[bar]!, bars.high[bar]!, bars.low[bar]!, bars.close[bar]!] as const;
    const inOrder = (order: "worst" | "best" | "ohlc" | "olhc"): ReferenceExit | undefined =>
      exitInBar(position!, bar, prices, order, input);
    const told = (exit: ReferenceExit | undefined) => `${exit?.reason} ${exit?.price}`;
    const outcomes = new Set((["worst", "best", "ohlc", "olhc"] as const).map((order) => told(inOrder(order))));
    if (outcomes.size > 1) position.trade.isAmbiguous = true;
    const exit = inOrder(intrabar);
    if (exit !== undefined) leave(position.decidedAt, bar, exit.at, position.units, exit.price, exit.reason);
    else position.best = position.side === 1 ? Math.max(position.best, prices[1]) : Math.min(position.best, prices[2]);
    switchTrailOn();
  }

  // Carrying decisions out -------------------------------------------------------------------------------------------

  /** Units that a target allows, without sign, at a price. */
  function unitsOf(one: Wish, reference: number): number {
    const size = Math.abs(one.target!);
    if ("targets" in input && input.targets.kind === "units") return money.inLots(size);
    const [price, equity] =
      sizeAt === "fill" ? [reference, equityAt(reference)] : [bars.close[one.decidedAt]!, one.equity];
    return Math.max(0, (size * equity) / (price * multiplier));
  }

  function reductionOf(one: Wish, reference: number): { units: number; reason: string } | undefined {
    if (position === undefined) return undefined;
    if (one.leave !== undefined) return { units: position.units, reason: one.leave };
    if (one.target === undefined) return undefined;
    if (one.target === 0) return { units: position.units, reason: "signal" };
    if (Math.sign(one.target) !== position.side) return { units: position.units, reason: "reverse" };
    const wanted = unitsOf(one, reference);
    if (wanted >= position.units * (1 - NOTHING)) return undefined;
    return { units: position.units - money.inLots(wanted), reason: "signal" };
  }

  /** @param held units of the wished side that are held then */
  function additionOf(one: Wish, reference: number, held: number): { side: Direction; size: Size } | undefined {
    if (one.enter !== undefined) return { side: one.enter, size: input.size };
    if (one.target === undefined || one.target === 0) return undefined;
    const side = one.target > 0 ? 1 : -1;
    const missing = unitsOf(one, reference) - held;
    if (missing <= NOTHING * unitsOf(one, reference)) return undefined;
    if (held > 0 && lot !== null && missing < lot * (1 - NOTHING)) return undefined;
    if ("targets" in input && input.targets.kind === "units")
      return { side, size: { kind: "quantity", quantity: missing } };
    const [price, equity] =
      sizeAt === "fill" ? [reference, equityAt(reference)] : [bars.close[one.decidedAt]!, one.equity];
    return { side, size: { kind: "cash", cash: Math.abs(one.target) * equity - held * price * multiplier } };
  }

  function doLeave(one: Wish, bar: number, phase: Phase, reference: number): void {
    const reduction = reductionOf(one, reference);
    if (reduction !== undefined) leave(one.decidedAt, bar, phase, reduction.units, reference, reduction.reason);
  }

  function doEnter(one: Wish, bar: number, phase: Phase, reference: number): void {
    const addition = additionOf(one, reference, position?.units ?? 0);
    if (addition !== undefined) enter(one, bar, phase, addition.side, reference, addition.size);
  }

  // The order of things ---------------------------------------------------------------------------------------------

  for (let bar = 0; bar <= lastBar; bar++) {
    const [open, close] = [bars.open[bar]!, bars.close[bar]!];
    if (isRuined) {
      if (position !== undefined) leave(bar - 1, bar, "open", position.units, open, "ruined");
    } else {
      if (wish !== undefined) doLeave(wish, bar, "open", open);
      meetOpen(bar);
      if (wish !== undefined) doEnter(wish, bar, "open", open);
      wish = undefined;
      meetBar(bar);

      const mayDecide = bar >= input.start && equityAt(close) > 0;
      const judged = !mayDecide
        ? undefined
        : "targets" in input
          ? judgeTarget(input, bar, position === undefined, targetsSeen, count)
          : judgeSignals(input, bar, position, count);
      if (judged !== undefined) {
        const now: Wish = { ...judged, decidedAt: bar, equity: equityAt(close) };
        if (input.fill === "close") {
          doLeave(now, bar, "close", close);
        } else if (bar === lastBar) {
          const reduction = reductionOf(now, close);
          if (reduction !== undefined) refuse(bar, position!.side === 1 ? -1 : 1, reduction.units, "last-bar");
        }
        if (bar === lastBar) {
          const wished = now.enter ?? Math.sign(now.target ?? 0);
          const addition = additionOf(now, close, position?.side === wished ? position.units : 0);
          if (addition !== undefined) {
            const { side, size } = addition;
            refuse(bar, side, size.kind === "quantity" ? size.quantity : NaN, "last-bar");
          }
        } else if (input.fill === "close") doEnter(now, bar, "close", close);
        else wish = now;
      }
    }
    run.cash.push(cash);
    run.equity.push(equityAt(close));
    if (equityAt(close) <= 0) isRuined = true;
  }

  if (position !== undefined) {
    const { trade, units, sold, side, notional } = position;
    const close = bars.close[lastBar]!;
    const exitPrice = blend(trade.exitPrice, close, units / (sold + units));
    const pnl = trade.pnl + side * units * close * multiplier;
    const returnFraction = pnl / notional;
    run.trades.push({ ...trade, exitBar: lastBar, exitPrice, pnl, returnFraction, exitReason: "open" });
  }
  return run;
}
