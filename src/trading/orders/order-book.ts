import { growableFloat64, growableInt8, growableInt32, growableUint8 } from "../../core/growable-column.ts";
import type { FillSide } from "../costs/transaction-cost-engine.ts";
import {
  NO_REASON,
  NOT_FILLED_CODES,
  NOT_FILLED_REASONS,
  type NotFilledReason,
  ORDER_STATUSES,
  type OrderColumns,
} from "./order-columns.ts";

/** Keeps every order of a run and counts what didn't fill, signals included. */
export class OrderBook {
  private readonly decisionBar = growableInt32();
  private readonly side = growableInt8();
  private readonly quantity = growableFloat64();
  private readonly status = growableUint8();
  private readonly reason = growableUint8();
  private readonly counts = new Map<NotFilledReason, number>();

  /** Orders whose intent was cut to what cash could pay. */
  clippedCount = 0;

  filled(decisionBar: number, side: FillSide, quantity: number, isClipped = false): void {
    if (isClipped) this.clippedCount++;
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

  /** A signal that never became an order. */
  countSignal(reason: NotFilledReason): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
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
    return Object.fromEntries(
      NOT_FILLED_CODES.filter((reason) => this.counts.has(reason)).map((reason) => [reason, this.counts.get(reason)!]),
    );
  }

  private add(decisionBar: number, side: FillSide, quantity: number, status: number, reason: number): void {
    this.decisionBar.push(decisionBar);
    this.side.push(side);
    this.quantity.push(quantity);
    this.status.push(status);
    this.reason.push(reason);
  }
}
