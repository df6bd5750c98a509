import type { RuleBook } from "../rules/rule-book.ts";
import type { OrderBook } from "./order-book.ts";

/** What a bar's close decides; changed in place, one object per run. */
export interface Decision {
  /** Leave the whole position, and why; null keeps it. */
  leave: "signal" | "reverse" | null;
  /** Side to open or enlarge, 0 for none. */
  enter: 1 | -1 | 0;
  /** Take back the entry order that waits for its price. */
  withdraw: boolean;
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
  readonly book: Pick<RuleBook, "conflicts" | "oppositeEntry" | "exitWithdrawsEntry">;
}

/** What signals are judged against. */
export interface Standing {
  /** Signed units. */
  readonly held: number;
  /** Entries that the position is made of. */
  readonly additions: number;
  /** Side of an entry order that waits for its price; 0 without one. */
  readonly waiting: 1 | -1 | 0;
}

/**
 * What the signals of bar `i` mean for a position, judged against what is held and ordered at its close; what has no
 * effect is counted by reason.
 *
 * Exit and entry of one side: exit when in (or neither, by the rule book), nothing when flat; or they cancel each other
 * before anything else is looked at. Long and short entry on one
 * bar: neither. Entry while in that side: ignored unless accumulating; while such an order waits: ignored. Opposite
 * entry: reverse, and takes back a waiting one. Exit of the side whose entry waits: takes it back.
 */
export function decideSignals(
  masks: SignalMasks,
  rules: DecisionRules,
  i: number,
  standing: Standing,
  orders: OrderBook,
  out: Decision,
): void {
  const { entries, exits, shortEntries, shortExits } = masks;
  const { direction } = rules;
  out.leave = null;
  out.enter = 0;
  out.withdraw = false;
  let long = direction !== "short" && entries[i] !== 0;
  let short = direction !== "long" && shortEntries !== null && shortEntries[i] !== 0;
  let longExit = direction !== "short" && exits[i] !== 0;
  let shortExit = direction !== "long" && shortExits !== null && shortExits[i] !== 0;
  if (!long && !short && !longExit && !shortExit) return;

  const { accumulate, book } = rules;
  const { held, additions, waiting } = standing;
  if (book.conflicts === "cancel") {
    if (long && longExit) {
      orders.countSignal("conflict");
      long = longExit = false;
    }
    if (short && shortExit) {
      orders.countSignal("conflict");
      short = shortExit = false;
    }
    if (!long && !short && !longExit && !shortExit) return;
  }
  const isTorn = long && short;
  if (isTorn) orders.countSignal("conflict");
  let wanted: 1 | -1 | 0 = isTorn ? 0 : long ? 1 : short ? -1 : 0;
  const side = held > 0 ? 1 : held < 0 ? -1 : 0;
  if (book.conflicts === "neither" && side !== 0 && (side > 0 ? long && longExit : short && shortExit)) {
    orders.countSignal("conflict");
    if (wanted === side) wanted = 0;
    if (side > 0) longExit = false;
    else shortExit = false;
  }
  const leavesHeld = side > 0 ? longExit : side < 0 ? shortExit : false;
  if (wanted !== 0 && wanted !== side && (wanted > 0 ? longExit : shortExit)) {
    orders.countSignal("conflict");
    wanted = 0;
  }

  const isWithdrawn = book.exitWithdrawsEntry && waiting !== 0 && (waiting > 0 ? longExit : shortExit);
  out.withdraw = isWithdrawn || (wanted !== 0 && wanted === -waiting);
  const asks = (): 1 | -1 | 0 => {
    if (wanted === 0 || wanted !== waiting || isWithdrawn) return wanted;
    orders.countSignal("already-waiting");
    return 0;
  };
  if (side === 0) {
    out.enter = asks();
    const isExitOnly = wanted === 0 && !isTorn && !long && !short;
    if (isExitOnly && !isWithdrawn) orders.countSignal("nothing-to-close");
  } else if (wanted === -side) {
    if (book.oppositeEntry === "reverse" || leavesHeld) {
      out.leave = book.oppositeEntry === "reverse" ? "reverse" : "signal";
      out.enter = wanted;
    } else orders.countSignal("other-side");
  } else if (leavesHeld) {
    out.leave = "signal";
  } else if (wanted === side) {
    if (additions < accumulate) out.enter = asks();
    else orders.countSignal("already-in");
  }
}
