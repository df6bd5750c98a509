import { growableFloat64 } from "../../core/growable-column.ts";
import type { IndexedColumn } from "../../core/indexed-column.ts";
import { RunStarts } from "../../core/run-starts.ts";
import type { Bars } from "../../market/bars.ts";
import type { BarColumn } from "../../market/compact/bar-column.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";

/** An account as the bars from which on it is something else, one value each. */
export interface AccountStretches {
  readonly from: Int32Array;
  readonly cash: Float64Array;
  readonly quantity: Float64Array;
}

/** Writes the rows `from` to `to` (excluded) of a column, during which cash and units stay what they are. */
type WriteStretch = (out: Float64Array, from: number, to: number, cash: number, quantity: number) => void;

/**
 * The account at each bar's close, kept as the bars at which it changed: between two fills only the price moves. Whole
 * columns are worked out each time they are read.
 */
export class AccountHistory {
  readonly #length: number;
  readonly #multiplier: number;
  readonly #close: BarColumn;
  readonly #starts = new RunStarts();
  readonly #cash = growableFloat64();
  readonly #quantity = growableFloat64();
  #lastCash = NaN;
  #lastQuantity = NaN;

  constructor(bars: Bars) {
    this.#length = bars.length;
    this.#multiplier = bars.instrument.multiplier;
    this.#close = columnOf(bars, "close");
  }

  /** Notes the account at the close of a bar; each bar once, in order. */
  mark(bar: number, cash: number, quantity: number): void {
    if (Object.is(cash, this.#lastCash) && Object.is(quantity, this.#lastQuantity)) return;
    this.#starts.push(bar);
    this.#cash.push(cash);
    this.#quantity.push(quantity);
    this.#lastCash = cash;
    this.#lastQuantity = quantity;
  }

  /** Cash plus position value at each close. */
  get equity(): IndexedColumn {
    const at = (row: number, run: number) =>
      this.#cash.at(run) + this.#quantity.at(run) * this.#close.at(row)! * this.#multiplier;
    return this.#indexed(at);
  }

  /** Signed units held at each close. */
  get quantity(): IndexedColumn {
    return this.#indexed((_, run) => this.#quantity.at(run));
  }

  /** The stretches of bars through which cash and units stay what they are, in order; together all bars. */
  get stretches(): AccountStretches {
    return { from: this.#starts.toArray(), cash: this.#cash.toArray(), quantity: this.#quantity.toArray() };
  }

  equityColumn(): Float64Array {
    const close = this.#close.values;
    const multiplier = this.#multiplier;
    return this.#whole((out, from, to, cash, quantity) => {
      for (let i = from; i < to; i++) out[i] = cash + quantity * close[i]! * multiplier;
    });
  }

  cashColumn(): Float64Array {
    return this.#whole((out, from, to, cash) => void out.fill(cash, from, to));
  }

  quantityColumn(): Float64Array {
    return this.#whole((out, from, to, _, quantity) => void out.fill(quantity, from, to));
  }

  #indexed(at: (row: number, run: number) => number): IndexedColumn {
    const length = this.#length;
    return {
      length,
      at: (row) => (row >= 0 && row < length ? at(row, this.#starts.runOf(row)) : undefined),
    };
  }

  #whole(write: WriteStretch): Float64Array {
    const out = new Float64Array(this.#length);
    for (let run = 0; run < this.#starts.length; run++) {
      const to = Math.min(this.#length, this.#starts.at(run + 1));
      write(out, this.#starts.at(run), to, this.#cash.at(run), this.#quantity.at(run));
    }
    return out;
  }
}
