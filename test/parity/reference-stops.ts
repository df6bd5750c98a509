import type { SimulationSettings } from "../../src/trading/simulation-settings.ts";
import type { Direction } from "./reference-money.ts";

/** A position, as its stops see it. */
export interface Guarded {
  readonly side: Direction;
  /** What fractions measure from: the average fill price of what is held, or the close of its entry's bar. */
  readonly base: number;
  readonly entryBar: number;
  /** Minutes from the open of the entry's bar to that of the bar that is asked. */
  readonly minutes: number;
  /** Prices that entries brought; NaN: none did. */
  readonly stopLevel: number;
  readonly targetLevel: number;
  /** Price of an exit that waits for it. */
  readonly exitLimit: number | undefined;
  /** Best price of earlier bars and the fills. */
  readonly best: number;
  readonly isTrailOn: boolean;
  readonly isEvenOn: boolean;
}

export interface ReferenceExit {
  reason: "stop-loss" | "take-profit" | "trailing-stop" | "break-even" | "time-stop" | "signal";
  at: "open" | "intrabar";
  price: number;
}

export type Bar = readonly [open: number, high: number, low: number, close: number];
export type Order = "worst" | "best" | "ohlc" | "olhc";
type Stops = Pick<SimulationSettings, "stopLoss" | "takeProfit" | "trailingStop" | "timeStop" | "breakEven">;

/** Section 6: the nearest stop of a position whose best price is `best`: fixed, trail, or at break-even once that is won. */
export function stopOf(
  guarded: Guarded,
  best: number,
  stops: Stops,
): [number, "stop-loss" | "trailing-stop" | "break-even"] {
  const [level, reason] = trailedStopOf(guarded, best, stops);
  const { breakEven } = stops;
  if (breakEven === null || breakEven === undefined) return [level, reason];
  const { side, base, isEvenOn } = guarded;
  const isWon = side === 1 ? best >= base * (1 + breakEven.afterGain) : best <= base * (1 - breakEven.afterGain);
  if (!isEvenOn && !isWon) return [level, reason];
  const even = side === 1 ? base * (1 + breakEven.offset) : base * (1 - breakEven.offset);
  if (level === even) return [level, reason === "stop-loss" ? reason : "break-even"];
  const isNearer = Number.isNaN(level) || (side === 1 ? even > level : even < level);
  return isNearer ? [even, "break-even"] : [level, reason];
}

function trailedStopOf(
  guarded: Guarded,
  best: number,
  { stopLoss, trailingStop }: Stops,
): [number, "stop-loss" | "trailing-stop"] {
  const { side, base, stopLevel } = guarded;
  let fixed = NaN;
  if (!Number.isNaN(stopLevel)) fixed = stopLevel;
  else if (stopLoss !== null && stopLoss !== undefined)
    fixed = side === 1 ? base * (1 - stopLoss) : base * (1 + stopLoss);
  if (trailingStop === null || trailingStop === undefined) return [fixed, "stop-loss"];

  const { activateAt, before } = trailingStop;
  let isOn = activateAt === undefined || guarded.isTrailOn;
  if (!isOn && side === 1) isOn = best >= base * (1 + activateAt!);
  if (!isOn && side === -1) isOn = best <= base * (1 - activateAt!);
  if (!isOn && before === undefined) return [fixed, "stop-loss"];

  let trail: number;
  if (isOn && trailingStop.kind === "amount")
    trail = side === 1 ? best - trailingStop.amount : best + trailingStop.amount;
  else {
    const fraction = isOn && trailingStop.kind === "fraction" ? trailingStop.fraction : before!;
    trail = side === 1 ? best * (1 - fraction) : best * (1 + fraction);
  }
  if (Number.isNaN(fixed)) return [trail, "trailing-stop"];
  const isTrailNearer = side === 1 ? trail > fixed : trail < fixed;
  return isTrailNearer ? [trail, "trailing-stop"] : [fixed, "stop-loss"];
}

/** The target in force in a bar: a level, a fraction of the base, or the step that so many bars have brought. */
function ownTargetOf({ side, base, targetLevel, entryBar, minutes }: Guarded, bar: number, { takeProfit }: Stops) {
  if (!Number.isNaN(targetLevel)) return targetLevel;
  if (takeProfit === null || takeProfit === undefined) return NaN;
  if (typeof takeProfit === "number") return side === 1 ? base * (1 + takeProfit) : base * (1 - takeProfit);
  const due = takeProfit
    .filter((step) => ("afterBars" in step ? step.afterBars <= bar - entryBar : step.afterMinutes <= minutes))
    .at(-1);
  if (due === undefined) return NaN;
  if (due.fraction === -1) return side === 1 ? 0 : Infinity;
  return side === 1 ? base * (1 + due.fraction) : base * (1 - due.fraction);
}

/** The target, or the waiting exit where that is nearer. */
export function targetOf(guarded: Guarded, bar: number, stops: Stops): [number, "take-profit" | "signal"] {
  const target = ownTargetOf(guarded, bar, stops);
  const { exitLimit, side } = guarded;
  if (exitLimit === undefined) return [target, "take-profit"];
  const isFarther = side === 1 ? target < exitLimit : target > exitLimit;
  return isFarther ? [target, "take-profit"] : [exitLimit, "signal"];
}

/** What the open of a bar does to a position. */
export function exitAtOpen(guarded: Guarded, bar: number, open: number, stops: Stops): ReferenceExit | undefined {
  const [stop, reason] = stopOf(guarded, guarded.best, stops);
  const [target, why] = targetOf(guarded, bar, stops);
  if (guarded.side === 1 ? open <= stop : open >= stop) return { reason, at: "open", price: open };
  if (guarded.side === 1 ? open >= target : open <= target) return { reason: why, at: "open", price: open };
  const { timeStop } = stops;
  const isOver = timeStop !== null && timeStop !== undefined && bar - guarded.entryBar >= timeStop;
  return isOver ? { reason: "time-stop", at: "open", price: open } : undefined;
}

/** What a bar does to a position, its prices taken in an order. */
export function exitInBar(
  guarded: Guarded,
  bar: number,
  [open, high, low, close]: Bar,
  order: Order,
  stops: Stops,
): ReferenceExit | undefined {
  const atOpen = exitAtOpen(guarded, bar, open, stops);
  if (atOpen !== undefined) return atOpen;
  const { side } = guarded;
  if (order === "worst" || order === "best") {
    const [target, why] = targetOf(guarded, bar, stops);
    const [stop, reason] = stopOf(guarded, guarded.best, stops);
    const hits: ReferenceExit[] = [];
    if (side === 1 ? low <= stop : high >= stop) hits.push({ reason, at: "intrabar", price: stop });
    if (side === 1 ? high >= target : low <= target) hits.push({ reason: why, at: "intrabar", price: target });
    return order === "worst" ? hits[0] : hits.at(-1);
  }
  const turns = order === "ohlc" ? [high, low, close] : [low, high, close];
  return exitAlong(guarded, bar, [open, ...turns], true, stops);
}

/** What a bar does to a position whose stop is asked of the whole bar first, then its target; a gap fills at the open. */
export function stopThenTarget(
  guarded: Guarded,
  bar: number,
  [open, high, low]: Bar,
  stops: Stops,
): ReferenceExit | undefined {
  const isLong = guarded.side === 1;
  const [stop, reason] = stopOf(guarded, guarded.best, stops);
  const [target, why] = targetOf(guarded, bar, stops);
  if (isLong ? open <= stop : open >= stop) return { reason, at: "open", price: open };
  if (isLong ? low <= stop : high >= stop) return { reason, at: "intrabar", price: stop };
  if (isLong ? open >= target : open <= target) return { reason: why, at: "open", price: open };
  if (isLong ? high >= target : low <= target) return { reason: why, at: "intrabar", price: target };
  return undefined;
}

/** Walks from the first price on; a trail rises with the walk, or stays where it is. */
function exitAlong(
  guarded: Guarded,
  bar: number,
  walk: readonly number[],
  isRising: boolean,
  stops: Stops,
): ReferenceExit | undefined {
  const { side } = guarded;
  const [target, why] = targetOf(guarded, bar, stops);
  const seen = [guarded.best, walk[0]!];
  for (const next of walk.slice(1)) {
    const [stop, reason] = stopOf(guarded, side === 1 ? Math.max(...seen) : Math.min(...seen), stops);
    if (side === 1 ? next <= stop : next >= stop) return { reason, at: "intrabar", price: stop };
    if (side === 1 ? next >= target : next <= target) return { reason: why, at: "intrabar", price: target };
    if (isRising) seen.push(next);
  }
  return undefined;
}

/** Section 6: the prices of a bar that count after an entry inside it. */
export function walkAfterEntry(
  kind: "limit" | "stop",
  side: Direction,
  entry: number,
  [open, high, low, close]: Bar,
  order: Order,
): number[] {
  const bad = side === 1 ? low : high;
  const good = side === 1 ? high : low;
  if (order === "worst") return kind === "limit" ? [bad, close] : [bad, good, close];
  if (order === "best") return kind === "limit" ? [good, bad, close] : [good, close];
  const turns = order === "ohlc" ? [open, high, low, close] : [open, low, high, close];
  const isRising = (kind === "stop") === (side === 1);
  const leg = turns.findIndex((to, k) => {
    const from = turns[k - 1];
    if (from === undefined) return false;
    return isRising ? from <= entry && entry <= to : from >= entry && entry >= to;
  });
  return leg === -1 ? [close] : turns.slice(leg);
}

/** What the rest of a bar does to a position that was opened or enlarged inside it. */
export function exitAfterEntry(
  guarded: Guarded,
  bar: number,
  entry: number,
  walk: readonly number[],
  order: Order,
  stops: Stops,
): ReferenceExit | undefined {
  const [target, why] = targetOf(guarded, bar, stops);
  if (guarded.side === 1 ? entry >= target : entry <= target) return { reason: why, at: "intrabar", price: entry };
  return exitAlong(guarded, bar, [entry, ...walk], order === "ohlc" || order === "olhc", stops);
}

/** The same where only what can't be doubted counts: the target of a stop entry whose stop the bar leaves alone. */
export function sureExitAfterEntry(
  guarded: Guarded,
  bar: number,
  kind: "limit" | "stop",
  [open, high, low]: Bar,
  stops: Stops,
): ReferenceExit | undefined {
  if (kind === "limit") return undefined;
  const target = ownTargetOf(guarded, bar, stops);
  const [stop] = stopOf(guarded, guarded.best, stops);
  const isHit = guarded.side === 1 ? high >= target : low <= target;
  const isStopped = guarded.side === 1 ? low <= stop : high >= stop;
  const isBehindOpen = guarded.side === 1 ? open > target : open < target;
  const price = isBehindOpen ? open : target;
  return isHit && !isStopped ? { reason: "take-profit", at: "intrabar", price } : undefined;
}
