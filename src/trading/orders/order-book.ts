import { growableFloat64, growableInt8, growableInt32, growableUint8 } from "../../core/growable-column.ts";
import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { RiskCode } from "../risk/limits/limit.ts";
import {
  NO_REASON,
  NOT_FILLED_CODES,
  NOT_FILLED_REASONS,
  type NotFilledReason,
  ORDER_STATUSES,
  type OrderColumns,
} from "./order-columns.ts";
import type { OrderPart } from "./order-part.ts";

/** Keeps every order of a run and counts what didn't fill, signals included. */
export class OrderBook {
  private readonly decisionBar = growableInt32();
  private readonly side = growableInt8();
  private readonly quantity = growableFloat64();
  private readonly status = growableUint8();
  private readonly reason = growableUint8();
  private readonly counts = new Map<NotFilledReason, number>();
  private readonly cuts = new Map<RiskCode, number>();

  /** Orders whose intent was cut to what cash could pay. */
  clippedCount = 0;

  /** @param cutBy the risk limit that cut the order */
  filled(decisionBar: number, side: FillSide, quantity: number, isClipped = false, cutBy?: RiskCode): void {
    if (isClipped) this.clippedCount++;
    if (cutBy !== undefined) this.cuts.set(cutBy, (this.cuts.get(cutBy) ?? 0) + 1);
    this.add(decisionBar, side, quantity, ORDER_STATUSES.indexOf("filled"), NO_REASON);
  }

  notFilled(decisionBar: number, side: FillSide, quantity: number, reason: NotFilledReason): void {
    this.add(
      decisionBar,
      side,
      quantity,
      ORDER_STATUSES.indexOf(NOT_FILLED_REASONS[reason].status),
      NOT_FILLED_CODES.indexOf(reason),
    );
    this.countSignal(reason);
  }

  /** An order that may have filled in part ends. @param asked units that it asked for; NaN for an intent */
  endPart(part: OrderPart, asked: number, reason: NotFilledReason): void {
    const { decisionBar, side, filled } = part;
    const isOutOfTime = reason === "timed-out" || reason === "data-ended" || reason === "not-immediate";
    const why = isOutOfTime && part.isHalted ? "halted" : reason;
    if (filled === 0) {
      this.notFilled(decisionBar, side, asked, why);
      return;
    }
    if (part.isClipped) this.clippedCount++;
    if (part.cutBy !== undefined) this.cuts.set(part.cutBy, (this.cuts.get(part.cutBy) ?? 0) + 1);
    this.add(decisionBar, side, filled, ORDER_STATUSES.indexOf("part-filled"), NOT_FILLED_CODES.indexOf(why));
    this.countSignal(why);
  }

  /** A signal that never became an order. */
  countSignal(reason: NotFilledReason): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }

  get length(): number {
    return this.side.length;
  }

  /** The order at row `k`, as its columns hold it. */
  at(k: number): {
    readonly side: FillSide;
    readonly quantity: number;
    readonly status: number;
    readonly reason: number;
  } {
    return {
      side: this.side.at(k) as FillSide,
      quantity: this.quantity.at(k),
      status: this.status.at(k),
      reason: this.reason.at(k),
    };
  }

  columns(): OrderColumns {
    return {
      length: this.side.length,
      decisionBar: this.decisionBar.toArray(),
      side: this.side.toArray(),
      quantity: this.quantity.toArray(),
      status: this.status.toArray(),
      reason: this.reason.toArray(),
    };
  }

  /** How many by reason, in the order of the table. */
  notFilledCounts(): Record<string, number> {
    return countsByCode(this.counts);
  }

  /** Orders that a risk limit cut, by limit, in the order of the table. */
  limitedCounts(): Record<string, number> {
    return countsByCode(this.cuts);
  }

  private add(decisionBar: number, side: FillSide, quantity: number, status: number, reason: number): void {
    this.decisionBar.push(decisionBar);
    this.side.push(side);
    this.quantity.push(quantity);
    this.status.push(status);
    this.reason.push(reason);
  }
}

function countsByCode(counts: ReadonlyMap<NotFilledReason, number>): Record<string, number> {
  return Object.fromEntries(
    NOT_FILLED_CODES.filter((reason) => counts.has(reason)).map((reason) => [reason, counts.get(reason)!]),
  );
}
