import type { Bars } from "../../market/bars.ts";
import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { ExitReason } from "../trade-columns.ts";
import type { Decider } from "./decider.ts";
import type { OrderBook } from "./order-book.ts";
import type { OrderDesk } from "./order-desk.ts";
import { wholeLots } from "./resolve-quantity.ts";
import type { Size } from "./size.ts";

/** What to hold: a signed fraction of equity, or signed units. NaN keeps what is held. */
export interface Targets {
  readonly kind: "weight" | "units";
  readonly values: Float64Array;
  /** on-change: trades when the target changes; always: at every bar, so that drift is traded too. */
  readonly rebalance: "on-change" | "always";
  /** A weight whose difference to what is held is less than this share of equity isn't traded, unless it is 0; 0. */
  readonly band?: number;
}

/** Differences below this share of what is held or wanted are rounding. */
const ROUNDING = 1e-9;

/** A share of the money that several targets of one account ask for at one instant. */
export interface BudgetShare {
  /** Granted share of what is asked; 1 unless the account can't pay for all. */
  share: number;
}

/** What decides by targets, and can say beforehand what it will ask for. */
export interface TargetDecider extends Decider {
  /** Money that `increase` will ask for, 0 for nothing; NaN for units, which ask for no money. */
  askedCash(decisionBar: number, reference: number): number;
}

interface Reduction {
  readonly quantity: number;
  readonly reason: ExitReason;
}

interface Increase {
  readonly side: FillSide;
  readonly size: Size;
}

/**
 * Decides by targets: trades the difference between what is held and what should be.
 *
 * A weight is a budget, weight × equity, and units follow from it as from any size: what is held may be worth no more
 * than the budget (whole lots, the rest is sold), and what is missing is bought for the money that is left of it, costs
 * included. Through zero, the whole position is closed first and the other side gets its budget from the equity after
 * that. A difference below a lot, or that is rounding, is none. What was refused, or stopped out, is tried again when
 * the target changes (at every bar with `rebalance: "always"`). Targets of sides that may not be taken are 0.
 *
 * @param budget of several targets of one account: set before `increase`, from what `askedCash` says
 */
export function targetDecider(
  bars: Bars,
  { kind, values, rebalance, band = 0 }: Targets,
  direction: "long" | "short" | "both",
  firstDecision: number,
  ledger: Ledger,
  desk: OrderDesk,
  orders: OrderBook,
  budget: BudgetShare = { share: 1 },
): TargetDecider {
  const { multiplier } = bars.instrument;
  const { lot } = desk;
  const allowed = (target: number) =>
    direction === "long" ? Math.max(0, target) : direction === "short" ? Math.min(0, target) : target;
  let last = NaN;
  let skipped = NaN;
  let target = NaN;

  /** Units that the target asks for at most, without sign; exact, or in whole lots. */
  const unitsWanted = (decisionBar: number, reference: number): number => {
    if (kind === "units") return wholeLots(ledger.splits.unitsSince(Math.abs(target), decisionBar), lot);
    const { price, equity } = desk.sizingMark(decisionBar, reference);
    return Math.max(0, (Math.abs(target) * equity) / (price * multiplier));
  };

  /** The held units' share of equity is near enough to the target. */
  const isWithinBand = (decisionBar: number, reference: number, held: number): boolean => {
    if (band === 0 || kind === "units" || target === 0) return false;
    const { price, equity } = desk.sizingMark(decisionBar, reference);
    return Math.abs(Math.abs(target) - (held * price * multiplier) / equity) < band;
  };

  const reductionOf = (decisionBar: number, reference: number): Reduction | null => {
    const held = Math.abs(ledger.quantity);
    if (held === 0) return null;
    if (target * ledger.quantity <= 0) return { quantity: held, reason: target === 0 ? "signal" : "reverse" };
    if (isWithinBand(decisionBar, reference, held)) return null;
    const wanted = unitsWanted(decisionBar, reference);
    if (wanted >= held * (1 - ROUNDING)) return null;
    return { quantity: held - wholeLots(wanted, lot), reason: "signal" };
  };

  /** @param held units of the target's side that are held by then */
  const increaseOf = (decisionBar: number, reference: number, held: number): Increase | null => {
    if (isWithinBand(decisionBar, reference, held)) return null;
    const wanted = unitsWanted(decisionBar, reference);
    const missing = wanted - held;
    if (target === 0 || missing <= ROUNDING * wanted) return null;
    if (held > 0 && lot !== null && missing < lot * (1 - ROUNDING)) return null;
    const side = target > 0 ? 1 : -1;
    if (kind === "units") return { side, size: { kind: "quantity", quantity: missing } };
    const { price, equity } = desk.sizingMark(decisionBar, reference);
    const cash = Math.abs(target) * equity - held * price * multiplier;
    return { side, size: { kind: "cash", cash: budget.share === 1 ? cash : cash * budget.share } };
  };

  return {
    decide(i) {
      if (Number.isNaN(values[i]!)) return false;
      const next = allowed(values[i]!);
      if (i < firstDecision) {
        if (next !== 0 && next !== skipped) orders.countSignal("warm-up");
        skipped = next;
        return false;
      }
      if (next === last && rebalance === "on-change") return false;
      last = next;
      target = next;
      desk.unfinished.dropExit("replaced");
      desk.unfinished.dropEntry("replaced");
      return target !== 0 || ledger.quantity !== 0;
    },
    reduce(decisionBar, reference, place) {
      const reduction = reductionOf(decisionBar, reference);
      if (reduction !== null) desk.reduce(decisionBar, reduction.quantity, reference, place, reduction.reason);
    },
    increase(decisionBar, reference, place) {
      const increase = increaseOf(decisionBar, reference, Math.abs(ledger.quantity));
      if (increase !== null) desk.increase(decisionBar, increase.side, reference, place, increase.size);
    },
    askedCash(decisionBar, reference) {
      const increase = increaseOf(decisionBar, reference, Math.abs(ledger.quantity));
      if (increase === null) return 0;
      return increase.size.kind === "cash" ? increase.size.cash : NaN;
    },
    expireReduction(i) {
      const reduction = reductionOf(i, bars.close[i]!);
      if (reduction !== null) desk.expire(i, ledger.quantity > 0 ? -1 : 1, reduction.quantity);
    },
    expireIncrease(i) {
      const reference = bars.close[i]!;
      const stays = target * ledger.quantity > 0 ? Math.abs(ledger.quantity) : 0;
      const increase = increaseOf(i, reference, stays);
      if (increase !== null) desk.expireEntry(i, increase.side, increase.size);
    },
  };
}
