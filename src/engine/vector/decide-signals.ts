import type { OrderBook } from "../../trading/orders/order-book.ts";

/** What a bar's close decides; changed in place, one object per run. */
export interface Decision {
  /** Leave the whole position, and why; null keeps it. */
  leave: "signal" | "reverse" | null;
  /** Side to open or enlarge, 0 for none. */
  enter: 1 | -1 | 0;
}

/** The four masks; 1 where the bar's close says so. */
export interface SignalMasks {
  readonly entries: Uint8Array;
  readonly exits: Uint8Array;
  readonly shortEntries: Uint8Array | null;
  readonly shortExits: Uint8Array | null;
}

export interface DecisionRules {
  readonly direction: "long" | "short" | "both";
  /** Entries that one position may be made of. */
  readonly accumulate: number;
}

/**
 * What the signals of bar `i` mean for a position, judged against what is held at its close; what has no effect is
 * counted by reason.
 *
 * Exit and entry of one side: exit when in, nothing when flat. Long and short entry on one bar: neither. Entry while in
 * that side: ignored unless accumulating. Opposite entry: reverse.
 *
 * @param held sign of the position
 * @param additions entries that the position is made of
 */
export function decideSignals(
  { entries, exits, shortEntries, shortExits }: SignalMasks,
  { direction, accumulate }: DecisionRules,
  i: number,
  held: number,
  additions: number,
  orders: OrderBook,
  out: Decision,
): void {
  out.leave = null;
  out.enter = 0;
  const long = direction !== "short" && entries[i] !== 0;
  const short = direction !== "long" && shortEntries !== null && shortEntries[i] !== 0;
  const longExit = direction !== "short" && exits[i] !== 0;
  const shortExit = direction !== "long" && shortExits !== null && shortExits[i] !== 0;
  if (!long && !short && !longExit && !shortExit) return;

  const isTorn = long && short;
  if (isTorn) orders.countSignal("conflict");
  let wanted: 1 | -1 | 0 = isTorn ? 0 : long ? 1 : short ? -1 : 0;
  const leavesHeld = held > 0 ? longExit : held < 0 ? shortExit : false;

  if (wanted !== 0 && wanted !== Math.sign(held) && (wanted > 0 ? longExit : shortExit)) {
    orders.countSignal("conflict");
    wanted = 0;
  }
  if (held === 0) {
    out.enter = wanted;
    if (wanted === 0 && !isTorn && !long && !short) orders.countSignal("nothing-to-close");
  } else if (wanted === -Math.sign(held)) {
    out.leave = "reverse";
    out.enter = wanted;
  } else if (leavesHeld) {
    out.leave = "signal";
  } else if (wanted === Math.sign(held)) {
    if (additions < accumulate) out.enter = wanted;
    else orders.countSignal("already-in");
  }
}
