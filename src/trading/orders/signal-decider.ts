import { type EntryLevels, NO_LEVELS } from "../fills/exit-guard.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import { type Decision, type DecisionRules, decideSignals, type SignalMasks } from "./decide-signals.ts";
import type { Decider } from "./decider.ts";
import type { OrderBook } from "./order-book.ts";
import type { OrderDesk } from "./order-desk.ts";

/** Price columns that decisions bring along, read at the deciding bar; NaN there, or null: none. */
export interface LevelColumns {
  readonly stopLoss: Float64Array | null;
  readonly takeProfit: Float64Array | null;
  /** Limit of an entry: it waits for that price or a better one. */
  readonly entryLimit: Float64Array | null;
  /** Stop of an entry: it waits until the price is there or beyond. With a limit as well, a stop-limit order. */
  readonly entryStop: Float64Array | null;
  /** Limit of an exit. */
  readonly exitLimit: Float64Array | null;
  /** New limit of an entry that waits, at each close; NaN takes it back. */
  readonly adjustEntryLimit: Float64Array | null;
}

export interface SignalRules extends Omit<DecisionRules, "book"> {
  readonly book: RuleBook;
  /** First bar whose decision counts. */
  readonly firstDecision: number;
  /** Last bar in which an entry may fill. */
  readonly lastEntryBar: number;
}

/** Decides by entry and exit masks. Orders that wait for a price are sent at once, for the next bar. */
export function signalDecider(
  masks: SignalMasks,
  levels: LevelColumns,
  rules: SignalRules,
  ledger: Ledger,
  desk: OrderDesk,
  orders: OrderBook,
): Decider {
  const decision: Decision = { leave: null, enter: 0, withdraw: false };
  const { waiting, unfinished } = desk;
  const { entryLimit, entryStop, exitLimit, adjustEntryLimit } = levels;
  const hasLevels = levels.stopLoss !== null || levels.takeProfit !== null;
  const levelsAt = (bar: number): EntryLevels =>
    hasLevels ? { stop: levels.stopLoss?.[bar] ?? NaN, target: levels.takeProfit?.[bar] ?? NaN } : NO_LEVELS;
  const mayBe = { long: rules.direction !== "short", short: rules.direction !== "long" };
  const standing = { held: 0, additions: 0, waiting: 0 as 1 | -1 | 0 };
  const skipsAfterStop = rules.book.signalsAfterStop === "skipped";

  function isAnySignal(i: number): boolean {
    const { entries, exits, shortEntries, shortExits } = masks;
    const isLong = mayBe.long && (entries[i] !== 0 || exits[i] !== 0);
    return isLong || (mayBe.short && ((shortEntries?.[i] ?? 0) !== 0 || (shortExits?.[i] ?? 0) !== 0));
  }

  /** Sends what waits for a price; the decision keeps what is done at market. */
  function sendWaiting(i: number): void {
    if (decision.withdraw) {
      waiting.dropEntry("withdrawn");
      unfinished.dropEntry("withdrawn");
    }
    if (decision.leave !== null && unfinished.isLeaving) {
      orders.countSignal("already-waiting");
      decision.leave = null;
    }
    if (decision.leave !== null) {
      const limit = decision.leave === "signal" ? (exitLimit?.[i] ?? NaN) : NaN;
      if (waiting.exit !== null) {
        if (Number.isNaN(limit)) waiting.dropExit("replaced");
        else orders.countSignal("already-waiting");
      } else if (!Number.isNaN(limit)) waiting.placeExit(i, limit);
      if (!Number.isNaN(limit)) {
        decision.leave = null;
        if (decision.enter !== 0) orders.countSignal("other-side");
        decision.enter = 0;
      }
    }
    if (decision.enter === 0) return;
    const [limit, stop] = [entryLimit?.[i] ?? NaN, entryStop?.[i] ?? NaN];
    if (Number.isNaN(limit) && Number.isNaN(stop)) return;
    if (i + 1 > rules.lastEntryBar) desk.expireEntry(i, decision.enter);
    else waiting.placeEntry(i, decision.enter, { limit, stop }, levelsAt(i));
    decision.enter = 0;
  }

  return {
    decide(i) {
      // An order whose time is over by the next open no longer stands in the way of what is decided for it.
      if (i + 1 < masks.entries.length) {
        if (waiting.isAny) waiting.beginBar(i + 1);
        if (unfinished.isAny) unfinished.beginBar(i + 1);
      }
      if (adjustEntryLimit !== null && waiting.entrySide !== 0) waiting.replaceEntry(i, adjustEntryLimit[i]!);
      if (i < rules.firstDecision) {
        const isEntry = (mayBe.long && masks.entries[i] !== 0) || (mayBe.short && (masks.shortEntries?.[i] ?? 0) !== 0);
        if (isEntry) orders.countSignal("warm-up");
        return false;
      }
      if (skipsAfterStop && desk.stoppedAt === i) {
        if (isAnySignal(i)) orders.countSignal("after-stop");
        return false;
      }
      standing.held = ledger.quantity;
      standing.additions = unfinished.isLeaving ? Infinity : desk.additions;
      standing.waiting = waiting.entrySide || (unfinished.entry?.side ?? 0);
      decideSignals(masks, rules, i, standing, orders, decision);
      if (decision.leave === null && decision.enter === 0 && !decision.withdraw) return false;
      sendWaiting(i);
      return decision.leave !== null || decision.enter !== 0;
    },
    reduce(decisionBar, reference, place) {
      if (decision.leave !== null && ledger.quantity !== 0) desk.close(decisionBar, reference, place, decision.leave);
    },
    increase(decisionBar, reference, place) {
      if (decision.enter !== 0)
        desk.increase(decisionBar, decision.enter, reference, place, undefined, levelsAt(decisionBar));
    },
    expireReduction(i) {
      if (decision.leave !== null) desk.expire(i, ledger.quantity > 0 ? -1 : 1, Math.abs(ledger.quantity));
    },
    expireIncrease(i) {
      if (decision.enter !== 0) desk.expireEntry(i, decision.enter);
    },
  };
}
