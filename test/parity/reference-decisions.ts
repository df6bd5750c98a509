import type { SignalSimulation, TargetSimulation } from "../../src/engine/vector/simulate-signals.ts";
import type { Direction } from "./reference-money.ts";
import type { ReferenceRules } from "./reference-rules.ts";

export interface ReferenceDecision {
  leave?: "signal" | "reverse";
  enter?: Direction;
  target?: number;
  /** Take back the entry that waits for its price. */
  takeBack?: boolean;
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
  { bothCancel, mayTurn, exitTakesBack }: ReferenceRules,
  waiting: Direction | undefined,
  isStopped: boolean,
  count: (reason: string) => void,
): ReferenceDecision | undefined {
  const { direction = "both", accumulate = 1, firstDecision } = signals;
  const is = (mask: Uint8Array | null | undefined) => mask?.[bar] === 1;
  const longs = {
    side: 1 as Direction,
    entry: direction !== "short" && is(signals.entries),
    exit: direction !== "short" && is(signals.exits),
  };
  const mayShort = direction !== "long";
  const shorts = {
    side: -1 as Direction,
    entry: mayShort && is(signals.shortEntries),
    exit: mayShort && is(signals.shortExits),
  };
  if (bar < firstDecision) {
    if (longs.entry || shorts.entry) count("warm-up");
    return undefined;
  }
  if (isStopped) {
    if (longs.entry || longs.exit || shorts.entry || shorts.exit) count("after-stop");
    return undefined;
  }

  for (const one of [longs, shorts]) {
    if (bothCancel !== "always" || !one.entry || !one.exit) continue;
    count("conflict");
    one.entry = false;
    one.exit = false;
  }
  const isTorn = longs.entry && shorts.entry;
  if (isTorn) count("conflict");
  const own = position === undefined ? undefined : position.side === 1 ? longs : shorts;
  if (bothCancel === "when-held" && own?.entry && own.exit) {
    count("conflict");
    own.entry = false;
    own.exit = false;
  }
  const wishes = isTorn ? [] : [longs, shorts].filter((one) => one.entry);
  let wish = wishes[0];
  const hadWish = longs.entry || shorts.entry || isTorn;
  if (wish !== undefined && wish !== own && wish.exit) {
    count("conflict");
    wish = undefined;
  }

  const waitingSide = waiting === undefined ? undefined : waiting === 1 ? longs : shorts;
  const isTakenBack = exitTakesBack && waitingSide?.exit === true;
  const decision: ReferenceDecision = {};
  if (isTakenBack || (wish !== undefined && waitingSide !== undefined && wish !== waitingSide))
    decision.takeBack = true;
  const enter = (side: Direction) => {
    if (waiting === side && !isTakenBack) count("already-waiting");
    else decision.enter = side;
  };

  if (own === undefined) {
    if (wish !== undefined) enter(wish.side);
    else if (!hadWish && !isTakenBack && (longs.exit || shorts.exit)) count("nothing-to-close");
  } else if (wish !== undefined && wish !== own) {
    if (mayTurn || own.exit) {
      decision.leave = mayTurn ? "reverse" : "signal";
      decision.enter = wish.side;
    } else count("other-side");
  } else if (own.exit) {
    decision.leave = "signal";
  } else if (wish === own) {
    if (position!.entries < accumulate) enter(own.side);
    else count("already-in");
  }
  return Object.keys(decision).length === 0 ? undefined : decision;
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
