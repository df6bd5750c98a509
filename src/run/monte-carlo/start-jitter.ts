import type { RandomStream } from "../../core/random.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import type { RerunSource, RerunWorld } from "./rerun-returns.ts";

/** A world that begins later, by up to a quarter of the measured bars. */
export function laterStart({ bars, spec }: RerunSource, random: RandomStream): RerunWorld {
  const time = columnOf(bars, "time");
  let start = 0;
  if (spec.from !== null) while (start < bars.length - 1 && time.at(start)! < spec.from) start++;
  return { later: random.below(Math.max(1, Math.floor((bars.length - start) / 4))) };
}
