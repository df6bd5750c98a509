import { growableFloat64, growableInt8, growableInt32, growableUint8 } from "../../core/growable-column.ts";
import type { PriceParts } from "../costs/transaction-cost-engine.ts";

/** When inside a bar a fill happened. The position in the list is its code in columns. */
export const FILL_PHASES = ["open", "intrabar", "close"] as const;
export type FillPhase = (typeof FILL_PHASES)[number];

/** Code in the `exitReason` column of fills that open or enlarge a position. */
export const NO_EXIT_REASON = 255;

/** One execution each, in order of time. */
export interface FillColumns {
  readonly length: number;
  readonly bar: Int32Array;
  /** Index into `FILL_PHASES`. */
  readonly phase: Uint8Array;
  /** Epoch milliseconds. */
  readonly time: Float64Array;
  /** 1 bought, −1 sold. */
  readonly side: Int8Array;
  /** Units, above 0. */
  readonly quantity: Float64Array;
  readonly price: Float64Array;
  /** The price that costs were laid on: the open, the close, the stop. */
  readonly reference: Float64Array;
  readonly commission: Float64Array;
  /** Why the price is worse than the reference, in money: half the spread, slippage, the order's own impact. */
  readonly spread: Float64Array;
  readonly slippage: Float64Array;
  readonly impact: Float64Array;
  readonly taxes: Float64Array;
  /** Index into `EXIT_REASONS` of what reduces a position, or `NO_EXIT_REASON`. */
  readonly exitReason: Uint8Array;
}

/** One row of fills, as far as a strategy is told. */
export interface RecordedFill {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly side: 1 | -1;
  readonly quantity: number;
  readonly price: number;
  readonly commission: number;
  /** Index into `EXIT_REASONS`, or `NO_EXIT_REASON`. */
  readonly exitReason: number;
}

/** Collects fills. */
export class FillRecorder {
  private readonly bar = growableInt32();
  private readonly phase = growableUint8();
  private readonly time = growableFloat64();
  private readonly side = growableInt8();
  private readonly quantity = growableFloat64();
  private readonly price = growableFloat64();
  private readonly reference = growableFloat64();
  private readonly commission = growableFloat64();
  private readonly spread = growableFloat64();
  private readonly slippage = growableFloat64();
  private readonly impact = growableFloat64();
  private readonly taxes = growableFloat64();
  private readonly exitReason = growableUint8();

  add(
    bar: number,
    phase: FillPhase,
    time: number,
    side: 1 | -1,
    quantity: number,
    price: number,
    reference: number,
    commission: number,
    { spread, slippage, impact }: PriceParts,
    taxes: number,
    exitReason: number,
  ): void {
    this.bar.push(bar);
    this.phase.push(FILL_PHASES.indexOf(phase));
    this.time.push(time);
    this.side.push(side);
    this.quantity.push(quantity);
    this.price.push(price);
    this.reference.push(reference);
    this.commission.push(commission);
    this.spread.push(spread);
    this.slippage.push(slippage);
    this.impact.push(impact);
    this.taxes.push(taxes);
    this.exitReason.push(exitReason);
  }

  get length(): number {
    return this.bar.length;
  }

  /** The fill at row `k`, as its columns hold it. */
  at(k: number): RecordedFill {
    return {
      time: this.time.at(k),
      side: this.side.at(k) as 1 | -1,
      quantity: this.quantity.at(k),
      price: this.price.at(k),
      commission: this.commission.at(k),
      exitReason: this.exitReason.at(k),
    };
  }

  columns(): FillColumns {
    return {
      length: this.bar.length,
      bar: this.bar.toArray(),
      phase: this.phase.toArray(),
      time: this.time.toArray(),
      side: this.side.toArray(),
      quantity: this.quantity.toArray(),
      price: this.price.toArray(),
      reference: this.reference.toArray(),
      commission: this.commission.toArray(),
      spread: this.spread.toArray(),
      slippage: this.slippage.toArray(),
      impact: this.impact.toArray(),
      taxes: this.taxes.toArray(),
      exitReason: this.exitReason.toArray(),
    };
  }
}
