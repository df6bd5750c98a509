import { growableFloat64, growableInt32, growableUint8 } from "../../core/growable-column.ts";

/**
 * Why cash moves without a fill. The position in this list is its code in columns; entries are only ever added at the end.
 *
 * dividend: credited to who is long; dividend-charged: paid by who is short; borrow: fee for borrowed units; financing: interest on borrowed cash; tax: on what isn't a fill.
 */
export const CASH_EVENT_KINDS = ["dividend", "dividend-charged", "borrow", "financing", "tax"] as const;
export type CashEventKind = (typeof CASH_EVENT_KINDS)[number];

/** Money of a trade that isn't in its fills, already inside `pnl`. */
export interface CashParts {
  /** Received, less what was charged. */
  readonly dividends: number;
  /** Paid to borrow units and cash. */
  readonly carry: number;
  /** Paid. */
  readonly taxes: number;
}

/** In which part of a trade a kind is told, and the sign of received money there. */
const TOLD_IN: Readonly<Record<CashEventKind, readonly [part: keyof CashParts, sign: 1 | -1]>> = {
  dividend: ["dividends", 1],
  "dividend-charged": ["dividends", 1],
  borrow: ["carry", -1],
  financing: ["carry", -1],
  tax: ["taxes", -1],
};

/** Adds an amount of a kind, signed as it moved cash, to the part of a trade that tells it. */
export function addCashPart(
  parts: { -readonly [K in keyof CashParts]: number },
  kind: CashEventKind,
  amount: number,
): void {
  const [part, sign] = TOLD_IN[kind];
  parts[part] += sign * amount;
}

/** Every change of cash of one instrument that isn't a fill, in order of time. */
export interface CashEventColumns {
  readonly length: number;
  /** Bar before whose open it came. */
  readonly bar: Int32Array;
  /** Epoch milliseconds. */
  readonly time: Float64Array;
  /** Index into `CASH_EVENT_KINDS`. */
  readonly kind: Uint8Array;
  /** Signed change of cash. */
  readonly amount: Float64Array;
  /** How many of the instrument's fills had come before it. */
  readonly fillsBefore: Int32Array;
}

/** Collects cash events. */
export class CashEventRecorder {
  private readonly bar = growableInt32();
  private readonly time = growableFloat64();
  private readonly kind = growableUint8();
  private readonly amount = growableFloat64();
  private readonly fillsBefore = growableInt32();

  add(kind: CashEventKind, amount: number, bar: number, time: number, fillsBefore: number): void {
    this.bar.push(bar);
    this.time.push(time);
    this.kind.push(CASH_EVENT_KINDS.indexOf(kind));
    this.amount.push(amount);
    this.fillsBefore.push(fillsBefore);
  }

  columns(): CashEventColumns {
    return {
      length: this.bar.length,
      bar: this.bar.toArray(),
      time: this.time.toArray(),
      kind: this.kind.toArray(),
      amount: this.amount.toArray(),
      fillsBefore: this.fillsBefore.toArray(),
    };
  }
}
