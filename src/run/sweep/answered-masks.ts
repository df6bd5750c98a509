import type { MaskBits } from "../../engine/vector/fast/mask-bits.ts";
import type { SignalBits } from "../../engine/vector/fast/signal-bits.ts";
import type { SeriesGraph, SeriesNode } from "../../series/series-graph.ts";
import { LEVELS, MASKS, maskOf, type SignalAnswer, TARGETS } from "../../strategy/evaluate-signals.ts";

/** The masks that a strategy answered with: expressions, or arrays of its own, which are checked where they become bits. */
export type AnsweredMasks = Readonly<Record<(typeof MASKS)[number], SeriesNode | Uint8Array | null>>;

/** Prices that entries bring along; all others of `LEVELS` are what orders wait for. */
const GUARDS: readonly string[] = ["stopLoss", "takeProfit"];
const OTHERS = [...LEVELS, ...TARGETS].filter((key) => !GUARDS.includes(key));

/**
 * The masks of an answer whose orders are all at market; null for any other answer.
 *
 * @throws {BacksightError} BACKSIGHT_STRATEGY_RESULT
 */
export function answeredMasks(
  strategyName: string,
  { returned, events }: SignalAnswer,
  graph: SeriesGraph,
): AnsweredMasks | null {
  if (events !== undefined || OTHERS.some((key) => returned[key] !== undefined)) return null;
  const read = (key: (typeof MASKS)[number]) => {
    const value = returned[key];
    const isBytes = value instanceof Uint8Array && value.length === graph.bars.length;
    return value === undefined ? null : isBytes ? value : maskOf(strategyName, key, value, graph);
  };
  return {
    entries: read("entries"),
    exits: read("exits"),
    shortEntries: read("shortEntries"),
    shortExits: read("shortExits"),
  };
}

/** Entries bring stops or targets of their own. */
export function hasLevels({ returned }: SignalAnswer): boolean {
  return returned.stopLoss !== undefined || returned.takeProfit !== undefined;
}

/** Arrays that the strategy filled, which may be others by the time it is asked again. */
export function isFilled(masks: AnsweredMasks): boolean {
  return MASKS.some((key) => masks[key] instanceof Uint8Array);
}

/** The expressions among masks. */
export function expressionsOf(masks: AnsweredMasks): readonly SeriesNode[] {
  return Object.values(masks).filter(isNode);
}

export function isNode(mask: SeriesNode | Uint8Array | null): mask is SeriesNode {
  return mask !== null && !(mask instanceof Uint8Array);
}

/** The masks as bits, 32 bars to a word. @throws {BacksightError} BACKSIGHT_STRATEGY_RESULT for bytes that are no mask */
export function bitsOf(strategyName: string, masks: AnsweredMasks, bits: MaskBits, graph: SeriesGraph): SignalBits {
  const read = (key: (typeof MASKS)[number]): Uint32Array | null => {
    const mask = masks[key];
    if (mask === null) return null;
    if (isNode(mask)) return bits.of(mask);
    const packed = bits.packed(mask);
    if (packed === null) maskOf(strategyName, key, mask, graph);
    return packed;
  };
  return {
    entries: read("entries") ?? bits.none(),
    exits: read("exits") ?? bits.none(),
    shortEntries: read("shortEntries"),
    shortExits: read("shortExits"),
  };
}
