import type { SignalSimulation, TargetSimulation } from "../../src/engine/vector/simulate-signals.ts";
import type { Direction } from "./reference-money.ts";

export interface ReferenceDecision {
  leave?: "signal" | "reverse";
  enter?: Direction;
  target?: number;
}

interface Held {
  readonly side: Direction;
  /** Fills that opened and enlarged it. */
  readonly entries: number;
}

/** NaN before the first one. */
export interface TargetMemory {
  last: number;
  warmUp: number;
}

/** Section 3: what the masks of a bar mean to who holds `position`; what has no effect is counted by reason. */
export function judgeSignals(
  signals: SignalSimulation,
  bar: number,
  position: Held | undefined,
  count: (reason: string) => void,
): ReferenceDecision | undefined {
  const { direction = "both", accumulate = 1, firstDecision } = signals;
  const is = (mask: Uint8Array | null | undefined) => mask?.[bar] === 1;
  const longs = {
    entry: direction !== "short" && is(signals.entries),
    exit: direction !== "short" && is(signals.exits),
  };
  const mayShort = direction !== "long";
  const shorts = { entry: mayShort && is(signals.shortEntries), exit: mayShort && is(signals.shortExits) };
  if (bar < firstDecision) {
    if (longs.entry || shorts.entry) count("warm-up");
    return undefined;
  }
  const isTorn = longs.entry && shorts.entry;
  if (isTorn) count("conflict");
  const own = position === undefined ? undefined : position.side === 1 ? longs : shorts;
  const other = own === longs ? shorts : longs;

  if (position === undefined || own === undefined) {
    if (isTorn) return undefined;
    for (const [side, one] of [
      [1, longs],
      [-1, shorts],
    ] as const) {
      if (!one.entry) continue;
      if (!one.exit) return { enter: side };
      count("conflict");
      return undefined;
    }
    if (longs.exit || shorts.exit) count("nothing-to-close");
    return undefined;
  }
  if (!isTorn && other.entry && !other.exit) return { leave: "reverse", enter: position.side === 1 ? -1 : 1 };
  if (!isTorn && other.entry) count("conflict");
  if (own.exit) return { leave: "signal" };
  if (isTorn || !own.entry) return undefined;
  if (position.entries < accumulate) return { enter: position.side };
  count("already-in");
  return undefined;
}

/** Section 3: the target to be traded to, if any. @param memory the targets seen so far, changed in place */
export function judgeTarget(
  { targets, direction = "both", firstDecision }: TargetSimulation,
  bar: number,
  isFlat: boolean,
  memory: TargetMemory,
  count: (reason: string) => void,
): ReferenceDecision | undefined {
  let target = targets.values[bar]!;
  if (Number.isNaN(target)) return undefined;
  if ((direction === "long" && target < 0) || (direction === "short" && target > 0)) target = 0;
  if (bar < firstDecision) {
    if (target !== 0 && target !== memory.warmUp) count("warm-up");
    memory.warmUp = target;
    return undefined;
  }
  const isNew = target !== memory.last;
  memory.last = target;
  if (!isNew && targets.rebalance === "on-change") return undefined;
  return target === 0 && isFlat ? undefined : { target };
}
