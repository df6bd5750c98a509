import type { SignalSimulation, TargetSimulation } from "../../src/engine/vector/simulate-signals.ts";
import type { Size } from "../../src/trading/orders/size.ts";
import { type Position, ReferenceAccount } from "./reference-account.ts";
import { actionsByBar } from "./reference-actions.ts";
import { judgeSignals, judgeTarget, type ReferenceDecision, type TargetMemory } from "./reference-decisions.ts";
import type { Direction } from "./reference-money.ts";
import { type Met, meetOrder, type Waiting } from "./reference-orders.ts";
import { exitLimitIn, movedStop, type RankedHeld, rankedExit, rankedPrice } from "./reference-ranked.ts";
import type { Phase, ReferenceRun } from "./reference-run.ts";
import {
  type Bar,
  exitAfterEntry,
  exitAtOpen,
  exitInBar,
  type Guarded,
  type Order,
  type ReferenceExit,
  stopThenTarget,
  sureExitAfterEntry,
  targetOf,
  walkAfterEntry,
} from "./reference-stops.ts";
import { newProgress } from "./reference-volume.ts";

/** What a close decided, until it is done. */
interface Wish extends ReferenceDecision {
  decidedAt: number;
  /** Equity at the deciding close. */
  equity: number;
}

const NOTHING = 1e-9;
const ORDERS = ["worst", "best", "ohlc", "olhc"] as const;

/**
 * Sections 3 to 7, 9 and 10 of the semantics once more, for one instrument, written to be read: objects, plain loops,
 * nothing shared with the engine but the types of its input.
 *
 * Questions that those sections leave open are settled like this. A stop or target that the open lies beyond is a
 * reducing order of that open: it follows the exits that are due there and precedes additions, and an addition whose
 * position is gone opens a new one. A level that an entry brings is the position's until an addition brings another. A
 * trail once switched on stays on. A size by risk measures to the nearer of stop and trail. A size at the decision
 * takes price, equity and stop of the deciding close, and is cut to what the fill allows. T+1 withholds what was sold
 * out of long positions in this session from buyers, not from short sellers. A weight is a budget of weight × equity;
 * differences of less than a lot or a billionth are none. One entry and one exit may wait for a price; an entry that
 * waits doesn't fill in a bar that ended the position inside it, nor against a position of the other side.
 */
export function referenceRun(input: SignalSimulation | TargetSimulation): ReferenceRun {
  const { bars } = input;
  const { multiplier } = bars.instrument;
  const { sizeAt, intrabar = "worst", fill } = input;
  const account = new ReferenceAccount(input);
  const { rules, run, money, lot } = account;
  const last = bars.length - 1;
  const lastEntryBar = rules.entersLastBar ? last : last - 1;
  let wish: Wish | undefined;
  let waiting: Waiting | undefined;
  let endedAt = -1;
  let isRuined = false;
  let isBroken = false;
  let isCalled = false;
  const keeps = input.account === null || input.account?.kind === "cash" ? undefined : input.account;
  const actions = actionsByBar(input);
  const targetsSeen: TargetMemory = { last: NaN, warmUp: NaN };
  const column = (name: "entryLimit" | "entryStop" | "exitLimit" | "adjustEntryLimit") =>
    "entries" in input ? input[name] : undefined;
  const asked = input.size.kind === "quantity" ? input.size.quantity : NaN;

  const pricesOf = (bar: number): Bar => {
    const close = bars.close[bar]!;
    return rules.closeOnly ? [close, close, close, close] : [bars.open[bar]!, bars.high[bar]!, bars.low[bar]!, close];
  };

  // Stops and targets -----------------------------------------------------------------------------------------------

  function guarded(held: Position, bar: number): Guarded {
    const minutes = (bars.time[bar]! - bars.time[held.entryBar]!) / 60_000;
    const exit = account.waitingExit;
    return { ...held, minutes, exitLimit: exit !== undefined && bar >= exit.placedBar ? exit.limit : undefined };
  }

  function ranked({ side, average, placedBar, targetLevel, ranked: stop, outside }: Position, bar: number): RankedHeld {
    const exit = account.waitingExit;
    const exitFirstBar = exit?.placedBar ?? -1;
    const waits = outside !== undefined && !isOver("exit", outside.bar, bar) ? outside.price : undefined;
    return { side, entry: average, placedBar, targetLevel, stop, exitLimit: exit?.limit, exitFirstBar, outside: waits };
  }

  /** Once won, break-even lasts, whatever additions do to the average. */
  function switchEvenOn(): void {
    const held = account.position;
    const gain = input.breakEven?.afterGain;
    if (held === undefined || gain === undefined) return;
    const { side, best, base } = held;
    if (side === 1 ? best >= base * (1 + gain) : best <= base * (1 - gain)) held.isEvenOn = true;
  }

  /** Once reached, the activation of a trail lasts, whatever additions do to the average. */
  function switchTrailOn(): void {
    const activateAt = input.trailingStop?.activateAt;
    const held = account.position;
    if (held === undefined || activateAt === undefined) return;
    const { side, best, base } = held;
    if (side === 1 ? best >= base * (1 + activateAt) : best <= base * (1 - activateAt)) held.isTrailOn = true;
  }

  /** @returns false when the position stays guarded: worse than its limit, or no volume for all of it */
  function protect(bar: number, exit: ReferenceExit): boolean {
    const held = account.position!;
    const side: Direction = held.side === 1 ? -1 : 1;
    const phase: Phase = rules.closeOnly ? "close" : exit.at;
    const isSignal = exit.reason === "signal";
    const decidedAt = isSignal ? account.waitingExit!.decidedAt : held.decidedAt;
    if (exit.reason !== "take-profit" && !isSignal) {
      account.dropOpenExit("replaced");
      account.leave(decidedAt, bar, phase, held.units, exit.price, exit.reason);
    } else {
      const begun = account.targetProgress;
      const ofTarget = begun !== undefined && begun.filled > 0 ? begun : newProgress(decidedAt, side);
      const progress = isSignal ? account.waitingExit!.progress : ofTarget;
      if (!isSignal) account.targetProgress = progress;
      progress.left = held.units;
      account.volume.meet(bar, progress);
      const units = account.volume.of(bar, held.units);
      const limit = rules.isRanked ? NaN : targetOf(guarded(held, bar), bar, input)[0];
      const price = account.withinLimit(side, exit.price, limit, bar);
      if (price === undefined || units === 0) return false;
      if (isSignal && units === held.units) account.waitingExit = undefined;
      account.leaveAt(progress, bar, phase, units, price, exit.reason, true);
      if (progress.left > 0) return false;
    }
    endedAt = bar;
    return true;
  }

  function survive(bar: number, prices: readonly number[]): void {
    const held = account.position!;
    const counted = rules.trailsCloses ? [bars.close[bar]!] : prices;
    held.best = held.side === 1 ? Math.max(held.best, ...counted) : Math.min(held.best, ...counted);
    if (!rules.isRanked) return;
    const now = ranked(held, bar);
    const asked = rankedPrice(now, bar, pricesOf(bar), "worst", input);
    const isOutside = asked !== undefined && (asked.price > bars.high[bar]! || asked.price < bars.low[bar]!);
    if (isOutside && bar === held.placedBar) held.outside = { price: asked.price, bar };
    held.ranked = movedStop(now, pricesOf(bar), input);
    if (account.waitingExit !== undefined) account.waitingExit.limit = exitLimitIn(now, bar, pricesOf(bar));
  }

  function meetOpen(bar: number): void {
    const held = account.position;
    if (held === undefined || bar < held.guardedFrom || rules.closeOnly || rules.isRanked) return;
    if (account.isLeavingIn(bar)) return;
    const exit = exitAtOpen(guarded(held, bar), bar, bars.open[bar]!, input);
    if (rules.stopBeforeTarget && (exit?.reason === "take-profit" || exit?.reason === "signal")) return;
    if (exit !== undefined) protect(bar, exit);
  }

  function settle(bar: number, exitBy: (order: Order) => ReferenceExit | undefined, seen: readonly number[]): void {
    if (account.isLeavingIn(bar)) {
      survive(bar, seen);
      switchTrailOn();
      switchEvenOn();
      return;
    }
    const told = (exit: ReferenceExit | undefined) => `${exit?.reason} ${exit?.price}`;
    if (new Set(ORDERS.map((order) => told(exitBy(order)))).size > 1) account.position!.trade.isAmbiguous = true;
    const exit = exitBy(intrabar);
    if (exit === undefined || !protect(bar, exit)) survive(bar, seen);
    switchTrailOn();
    switchEvenOn();
  }

  function meetBar(bar: number): void {
    const held = account.position;
    if (held === undefined || bar < held.guardedFrom) return;
    const prices = pricesOf(bar);
    const exitBy = (order: Order) =>
      rules.isRanked
        ? rankedExit(ranked(held, bar), bar, prices, order, input)
        : rules.stopBeforeTarget
          ? stopThenTarget(guarded(held, bar), bar, prices, input)
          : exitInBar(guarded(held, bar), bar, prices, order, input);
    settle(bar, exitBy, held.side === 1 ? [prices[1]] : [prices[2]]);
  }

  // Orders that wait ------------------------------------------------------------------------------------------------

  function dropWaiting(reason: string): void {
    const one = waiting;
    waiting = undefined;
    if (one !== undefined) account.endPart(one.progress, account.shares.units(asked, one.decidedAt), reason);
  }

  function isOver(kind: "entry" | "exit", placedBar: number, bar: number): boolean {
    const time = input.orderTimeout?.[kind] ?? { kind: "gtc" };
    if (bar <= placedBar) return false;
    if (time.kind === "bars") return bar >= placedBar + time.bars;
    if (time.kind === "minutes") return bars.time[bar]! > bars.time[placedBar]! + time.minutes * 60_000;
    return time.kind === "day" && bars.session[bar] !== bars.session[placedBar];
  }

  function timeOut(bar: number): void {
    if (waiting !== undefined && isOver("entry", waiting.placedBar, bar)) dropWaiting("timed-out");
    const exit = account.waitingExit;
    if (exit !== undefined && isOver("exit", exit.placedBar, bar)) account.dropExit("timed-out");
    const { openExit, openEntry } = account;
    const isDecided = openExit?.reason === "signal" || openExit?.reason === "reverse";
    if (openExit !== undefined && isDecided && isOver("exit", openExit.placedBar, bar))
      account.dropOpenExit("timed-out");
    if (openEntry !== undefined && isOver("entry", openEntry.order.placedBar, bar)) account.dropOpenEntry("timed-out");
  }

  /** @returns true when the order became a position, or a larger one */
  function fillWaiting(bar: number, phase: Phase, met: Met): boolean {
    const order = waiting!;
    const price = Number.isNaN(order.limit)
      ? account.slipped(order.side, met.price, bar)
      : account.withinLimit(order.side, met.price, order.limit, bar);
    if (price === undefined) return false;
    const how = Number.isNaN(order.limit) ? "market" : "maker";
    const entry = { ...order, size: sizeSince(order.decidedAt), placedBar: order.firstBar };
    const before = order.progress.filled;
    waiting = undefined;
    const outcome = account.enter(entry, bar, phase, met.price, price, how, order.progress);
    if (outcome === "open" && how === "maker") waiting = order;
    else if (outcome === "open") account.openEntry = { progress: order.progress, order: entry };
    return order.progress.filled > before;
  }

  function enterInside(bar: number, met: Met): void {
    const phase = rules.closeOnly ? "close" : met.at;
    if (!fillWaiting(bar, phase, met)) return;
    const held = account.position!;
    if (phase === "close" || bar < held.guardedFrom) return;
    const prices = pricesOf(bar);
    const walk = (order: Order) => walkAfterEntry(met.kind, held.side, met.price, prices, order);
    const exitBy = (order: Order): ReferenceExit | undefined => {
      if (rules.inside === "whole-bar") return rankedExit(ranked(held, bar), bar, prices, order, input);
      const now = guarded(held, bar);
      if (rules.inside === "unambiguous") return sureExitAfterEntry(now, bar, met.kind, prices, input);
      return exitAfterEntry(now, bar, met.price, walk(order), order, input);
    };
    settle(bar, exitBy, walk(intrabar));
  }

  const closeSince = (decidedAt: number) => account.shares.price(bars.close[decidedAt]!, decidedAt);

  /** Units that were decided in shares of a bar, in those of now. */
  function sizeSince(decidedAt: number): Size {
    if (input.size.kind !== "quantity") return input.size;
    return { kind: "quantity", quantity: account.shares.units(input.size.quantity, decidedAt) };
  }

  /** Section 8, step 3 of section 4. */
  function passActions(bar: number): void {
    for (const { from, to, paid } of actions.get(bar) ?? []) {
      if (from !== to) {
        account.split(bar, from, to);
        if (waiting !== undefined)
          waiting = {
            ...waiting,
            limit: (waiting.limit * from) / to,
            stop: (waiting.stop * from) / to,
            named: (waiting.named * from) / to,
          };
        const { openEntry } = account;
        if (openEntry?.order.named !== undefined) {
          const named = (openEntry.order.named * from) / to;
          account.openEntry = { ...openEntry, order: { ...openEntry.order, named } };
        }
      }
      account.payDividend(paid);
      if (from !== to) account.payOut(bar);
    }
  }

  // Carrying decisions out -------------------------------------------------------------------------------------------

  /** Units that a target allows, without sign, at a price. */
  function unitsOf(one: Wish, reference: number): number {
    const size = Math.abs(one.target!);
    const shares = account.shares.units(size, one.decidedAt);
    if ("targets" in input && input.targets.kind === "units") return money.inLots(shares);
    const [price, equity] =
      sizeAt === "fill" ? [reference, account.equityAt(reference)] : [closeSince(one.decidedAt), one.equity];
    return Math.max(0, (size * equity) / (price * multiplier));
  }

  function reductionOf(one: Wish, reference: number): { units: number; reason: string } | undefined {
    const { position } = account;
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
    if (one.enter !== undefined) return { side: one.enter, size: sizeSince(one.decidedAt) };
    if (one.target === undefined || one.target === 0) return undefined;
    const side = one.target > 0 ? 1 : -1;
    const missing = unitsOf(one, reference) - held;
    if (missing <= NOTHING * unitsOf(one, reference)) return undefined;
    if (held > 0 && lot !== null && missing < lot * (1 - NOTHING)) return undefined;
    if ("targets" in input && input.targets.kind === "units")
      return { side, size: { kind: "quantity", quantity: missing } };
    const [price, equity] =
      sizeAt === "fill" ? [reference, account.equityAt(reference)] : [closeSince(one.decidedAt), one.equity];
    return { side, size: { kind: "cash", cash: Math.abs(one.target) * equity - held * price * multiplier } };
  }

  function doLeave(one: Wish, bar: number, phase: Phase, reference: number): void {
    const reduction = reductionOf(one, reference);
    if (reduction === undefined) return;
    account.leave(one.decidedAt, bar, phase, reduction.units, reference, reduction.reason);
  }

  function doEnter(one: Wish, bar: number, phase: Phase, reference: number): void {
    const addition = additionOf(one, reference, account.position?.units ?? 0);
    if (addition === undefined) return;
    const { decidedAt, equity } = one;
    const order = { ...addition, decidedAt, equity, placedBar: bar };
    account.dropOpenEntry("replaced");
    const progress = newProgress(decidedAt, addition.side);
    progress.firstBar = account.onItsWay(decidedAt);
    account.openEntry = { progress, order };
    goOnEntering(bar, phase, reference);
  }

  /** An entry at market fills as far as the bar has volume, once the other side is left. */
  function goOnEntering(bar: number, phase: Phase, reference: number): void {
    const one = account.openEntry;
    if (one === undefined || bar > lastEntryBar || one.order.side * account.signedUnits < 0) return;
    account.openEntry = undefined;
    const price = account.slipped(one.order.side, reference, bar);
    if (account.enter(one.order, bar, phase, reference, price, "market", one.progress) === "open")
      account.openEntry = one;
  }

  /** Sends what waits for a price. @returns what is done at market; undefined when nothing is left */
  function send(one: Wish, bar: number): Wish | undefined {
    if (one.takeBack) {
      dropWaiting("withdrawn");
      account.dropOpenEntry("withdrawn");
    }
    if (one.leave !== undefined && account.openExit?.isWhole === true) {
      account.count("already-waiting");
      delete one.leave;
    }
    if (one.target !== undefined) {
      account.dropOpenExit("replaced");
      account.dropOpenEntry("replaced");
    }
    const exitAt = one.leave === "signal" ? (column("exitLimit")?.[bar] ?? NaN) : NaN;
    const rest = { ...one };
    if (one.leave !== undefined && Number.isNaN(exitAt)) account.dropExit("replaced");
    if (!Number.isNaN(exitAt)) {
      if (account.waitingExit !== undefined) account.count("already-waiting");
      const progress = newProgress(bar, account.position!.side === 1 ? -1 : 1);
      account.waitingExit ??= { decidedAt: bar, limit: exitAt, placedBar: account.firstBar(bar), progress };
      delete rest.leave;
      if (rest.enter !== undefined) account.count("other-side");
      delete rest.enter;
    }
    const [limit, stop] = [column("entryLimit")?.[bar] ?? NaN, column("entryStop")?.[bar] ?? NaN];
    if (rest.enter !== undefined && !(Number.isNaN(limit) && Number.isNaN(stop))) {
      if (bar + 1 > lastEntryBar) account.refuse(bar, rest.enter, asked, "last-bar");
      else {
        const { equity, enter: side } = one as Wish & { enter: Direction };
        const progress = newProgress(bar, side);
        const named = Number.isNaN(stop) ? limit : stop;
        const firstBar = account.firstBar(bar);
        waiting = { side, limit, stop, named, decidedAt: bar, equity, firstBar, placedBar: firstBar, progress };
      }
      delete rest.enter;
    }
    return rest.leave === undefined && rest.enter === undefined && rest.target === undefined ? undefined : rest;
  }

  function judge(bar: number): ReferenceDecision | undefined {
    const count = (reason: string) => account.count(reason);
    const { position } = account;
    if ("targets" in input)
      return judgeTarget(input, bar, position === undefined && account.openEntry === undefined, targetsSeen, count);
    if (bar + 1 < bars.length) timeOut(bar + 1);
    const adjusted = column("adjustEntryLimit")?.[bar];
    if (adjusted !== undefined && waiting !== undefined && !Number.isNaN(waiting.limit) && waiting.limit !== adjusted) {
      const order = waiting;
      dropWaiting(Number.isNaN(adjusted) ? "withdrawn" : "replaced");
      const progress = newProgress(order.decidedAt, order.side, order.progress.left);
      progress.wasIntent = order.progress.wasIntent;
      if (!Number.isNaN(adjusted))
        waiting = { ...order, limit: adjusted, named: adjusted, placedBar: account.firstBar(bar), progress };
    }
    const isStopped = rules.stopEndsBar && endedAt === bar;
    const isLeaving = account.openExit?.isWhole === true;
    const standing = position && { side: position.side, entries: isLeaving ? Infinity : position.entries };
    const waitingSide = waiting?.side ?? account.openEntry?.order.side;
    return judgeSignals(input, bar, standing, rules, waitingSide, isStopped, count);
  }

  account.onLeft = () => {
    if (waiting !== undefined && waiting.progress.filled > 0) dropWaiting("left-meanwhile");
  };

  // The order of things ---------------------------------------------------------------------------------------------

  for (let bar = 0; bar <= last; bar++) {
    const [open, close] = [bars.open[bar]!, bars.close[bar]!];
    account.passNights(bar);
    passActions(bar);
    if (isRuined) {
      if (account.position !== undefined) account.leave(bar - 1, bar, "open", account.position.units, open, "ruined");
    } else {
      timeOut(bar);
      const due = wish;
      wish = undefined;
      if (isBroken && account.position !== undefined)
        account.leave(bar - 1, bar, "open", account.position.units, open, "circuit-breaker");
      else if (isCalled && account.position !== undefined)
        account.leave(bar - 1, bar, "open", account.position.units, open, "margin-call");
      if (fill !== "next-close") account.goOnLeaving(bar, "open", open);
      if (due !== undefined && fill === "next-open") doLeave(due, bar, "open", open);
      meetOpen(bar);
      if (fill !== "next-close") goOnEntering(bar, "open", open);
      if (due !== undefined && fill === "next-open" && bar <= lastEntryBar) doEnter(due, bar, "open", open);
      let met: Met | undefined;
      if (waiting !== undefined && bar >= waiting.placedBar && waiting.side * account.signedUnits >= 0)
        met = meetOrder(waiting, bar, pricesOf(bar), intrabar, rules.atOwnLimit);
      if (met?.at === "open" && !rules.closeOnly && rules.inside !== "unambiguous") {
        fillWaiting(bar, "open", met);
        met = undefined;
      }
      meetBar(bar);
      if (met !== undefined && endedAt !== bar) enterInside(bar, met);
      if (fill === "next-close") {
        account.goOnLeaving(bar, "close", close);
        goOnEntering(bar, "close", close);
      }
      if (due !== undefined && fill === "next-close") {
        doLeave(due, bar, "close", close);
        if (bar <= lastEntryBar) doEnter(due, bar, "close", close);
      }

      const judged = bar >= input.start && account.equityAt(close) > 0 ? judge(bar) : undefined;
      const sent = judged && send({ ...judged, decidedAt: bar, equity: account.equityAt(close) }, bar);
      if (sent !== undefined) {
        if (fill === "close") doLeave(sent, bar, "close", close);
        else if (bar === last) {
          const reduction = reductionOf(sent, close);
          if (reduction !== undefined)
            account.refuse(bar, account.position!.side === 1 ? -1 : 1, reduction.units, "last-bar");
        }
        const isTooLate = bar === last || (fill !== "close" && bar >= lastEntryBar);
        if (isTooLate) {
          const wished = sent.enter ?? Math.sign(sent.target ?? 0);
          const { position } = account;
          const addition = additionOf(sent, close, position?.side === wished ? position.units : 0);
          if (addition !== undefined) {
            const { side, size } = addition;
            account.refuse(bar, side, size.kind === "quantity" ? size.quantity : NaN, "last-bar");
          }
        } else if (fill === "close") doEnter(sent, bar, "close", close);
        if (fill !== "close") wish = sent;
      }
    }
    if (bar === last) {
      if (rules.closesAtEnd && !isRuined && account.position !== undefined) {
        const { units } = account.position;
        if (fill === "close") account.leave(bar, bar - 1, "close", units, bars.close[bar - 1]!, "end-of-data");
        else account.leave(bar, bar, "open", units, open, "end-of-data");
      }
      account.onLeft = () => {};
      dropWaiting(waiting !== undefined && waiting.firstBar > last ? "last-bar" : "data-ended");
      const exit = account.waitingExit;
      if (exit !== undefined) account.dropExit(exit.placedBar > last ? "last-bar" : "data-ended");
      account.dropOpenExit("data-ended");
      account.dropOpenEntry("data-ended");
    }
    run.cash.push(account.cash);
    run.equity.push(account.equityAt(close));
    isBroken = account.limits?.close(bars.session[bar]!, account.equityAt(close)) ?? false;
    if (account.equityAt(close) <= 0) isRuined = true;
    const value = account.signedUnits * close * multiplier;
    const kept = value > 0 ? value * (keeps?.long ?? 0) : -value * (keeps?.short ?? 0);
    isCalled = value !== 0 && account.equityAt(close) > 0 && account.equityAt(close) < kept;
  }
  account.markOpenTrade();
  return run;
}
