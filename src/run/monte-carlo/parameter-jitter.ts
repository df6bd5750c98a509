import type { ParameterValue } from "../../core/params/parameter.ts";
import type { RandomStream } from "../../core/random.ts";
import type { Strategy } from "../../strategy/strategy.ts";
import type { RerunSource, RerunWorld } from "./rerun-returns.ts";

/** Share of a number by which a parameter moves at most. */
export const JITTER = 0.2;
const MOST_DRAWS = 64;

/**
 * A world with other parameters: each number moves by up to a fifth of itself (a whole number by at least one step), inside
 * its declared bounds; what `where` forbids is drawn again, and left as it was after 64 draws. Yes, no and choices stay.
 */
export function jitteredParams({ spec, strategy }: RerunSource, random: RandomStream): RerunWorld {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const params = Object.fromEntries(
      Object.entries(spec.params).map(([name, value]) => [name, jittered(strategy, name, value, random)]),
    );
    if (strategy.where(params as never)) return { params };
  }
  return {};
}

function jittered(strategy: Strategy, name: string, value: ParameterValue, random: RandomStream): ParameterValue {
  const declared = strategy.params[name];
  if (typeof value !== "number" || declared === undefined) return value;
  const reach = Math.max(JITTER * Math.abs(value), declared.kind === "int" ? 1 : 0);
  const moved = value + (2 * random.uniform() - 1) * reach;
  const whole = declared.kind === "int" ? Math.round(moved) : moved;
  return Math.max(declared.min ?? -Infinity, Math.min(declared.max ?? Infinity, whole));
}
