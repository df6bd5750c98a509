import type { SimulationSettings } from "../../src/engine/vector/simulate-signals.ts";
import type { Direction } from "./reference-money.ts";

/** A position, as its stops see it. */
export interface Guarded {
  readonly side: Direction;
  /** Average fill price of what is held. */
  readonly average: number;
  readonly entryBar: number;
  /** Prices that entries brought; NaN: none did. */
  readonly stopLevel: number;
  readonly targetLevel: number;
  /** Best price of earlier bars and the fills. */
  readonly best: number;
  readonly isTrailOn: boolean;
}

export interface ReferenceExit {
  reason: "stop-loss" | "take-profit" | "trailing-stop";
  at: "open" | "intrabar";
  price: number;
}

type Stops = Pick<SimulationSettings, "stopLoss" | "takeProfit" | "trailingStop">;
type Order = "worst" | "best" | "ohlc" | "olhc";

/** Section 6: the fixed stop and the trail of a position whose best price is `best`; the nearer one counts. */
export function stopOf(
  guarded: Guarded,
  best: number,
  { stopLoss, trailingStop }: Stops,
): [number, "stop-loss" | "trailing-stop"] {
  const { side, average, stopLevel } = guarded;
  let fixed = NaN;
  if (!Number.isNaN(stopLevel)) fixed = stopLevel;
  else if (stopLoss !== null && stopLoss !== undefined)
    fixed = side === 1 ? average * (1 - stopLoss) : average * (1 + stopLoss);
  if (trailingStop === null || trailingStop === undefined) return [fixed, "stop-loss"];

  const { activateAt } = trailingStop;
  let isOn = activateAt === undefined || guarded.isTrailOn;
  if (!isOn && side === 1) isOn = best >= average * (1 + activateAt!);
  if (!isOn && side === -1) isOn = best <= average * (1 - activateAt!);
  if (!isOn) return [fixed, "stop-loss"];

  let trail: number;
  if (trailingStop.kind === "amount") trail = side === 1 ? best - trailingStop.amount : best + trailingStop.amount;
  else trail = side === 1 ? best * (1 - trailingStop.fraction) : best * (1 + trailingStop.fraction);
  if (Number.isNaN(fixed)) return [trail, "trailing-stop"];
  const isTrailNearer = side === 1 ? trail > fixed : trail < fixed;
  return isTrailNearer ? [trail, "trailing-stop"] : [fixed, "stop-loss"];
}

/** The target in force in a bar: a level, a fraction of the average, or the step that so many bars have brought. */
export function targetOf(
  { side, average, targetLevel, entryBar }: Guarded,
  bar: number,
  { takeProfit }: Stops,
): number {
  if (!Number.isNaN(targetLevel)) return targetLevel;
  if (takeProfit === null || takeProfit === undefined) return NaN;
  if (typeof takeProfit === "number") return side === 1 ? average * (1 + takeProfit) : average * (1 - takeProfit);
  const due = takeProfit.filter(({ afterBars }) => afterBars <= bar - entryBar).at(-1);
  if (due === undefined) return NaN;
  if (due.fraction === -1) return side === 1 ? 0 : Infinity;
  return side === 1 ? average * (1 + due.fraction) : average * (1 - due.fraction);
}

/** What the open of a bar does to a position. */
export function exitAtOpen(guarded: Guarded, bar: number, open: number, stops: Stops): ReferenceExit | undefined {
  const [stop, reason] = stopOf(guarded, guarded.best, stops);
  const target = targetOf(guarded, bar, stops);
  if (guarded.side === 1 ? open <= stop : open >= stop) return { reason, at: "open", price: open };
  if (guarded.side === 1 ? open >= target : open <= target) return { reason: "take-profit", at: "open", price: open };
  return undefined;
}

/** What a bar does to a position, its prices taken in an order. */
export function exitInBar(
  guarded: Guarded,
  bar: number,
  [open, high, low, close]: readonly [number, number, number, number],
  order: Order,
  stops: Stops,
): ReferenceExit | undefined {
  const atOpen = exitAtOpen(guarded, bar, open, stops);
  if (atOpen !== undefined) return atOpen;
  const { side } = guarded;
  const target = targetOf(guarded, bar, stops);
  const profit: ReferenceExit = { reason: "take-profit", at: "intrabar", price: target };

  if (order === "worst" || order === "best") {
    const [stop, reason] = stopOf(guarded, guarded.best, stops);
    const loss: ReferenceExit = { reason, at: "intrabar", price: stop };
    const hits: ReferenceExit[] = [];
    if (side === 1 ? low <= stop : high >= stop) hits.push(loss);
    if (side === 1 ? high >= target : low <= target) hits.push(profit);
    return order === "worst" ? hits[0] : hits.at(-1);
  }
  let best = guarded.best;
  let before = open;
  for (const next of order === "ohlc" ? [high, low, close] : [low, high, close]) {
    best = side === 1 ? Math.max(best, before) : Math.min(best, before);
    const [stop, reason] = stopOf(guarded, best, stops);
    if (side === 1 ? next <= stop : next >= stop) return { reason, at: "intrabar", price: stop };
    if (side === 1 ? next >= target : next <= target) return profit;
    before = next;
  }
  return undefined;
}
