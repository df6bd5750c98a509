import type { RandomStream } from "../../core/random.ts";
import type { RunSpec } from "../run-spec.ts";
import type { RerunWorld } from "./rerun-returns.ts";

/** Chances of what goes wrong between a decision and its fill. */
export interface ExecutionNoise {
  /** That a signal comes a bar late. */
  readonly late: number;
  /** That an entry isn't filled at all. */
  readonly missed: number;
  /** The most by which all fills of a world are worse, a fraction of the price; each world draws its own. */
  readonly worse: number;
}

export const EXECUTION_NOISE: ExecutionNoise = { late: 0.1, missed: 0.05, worse: 0.001 };

/** A world in which orders go wrong by chance. Targets aren't masks: of them only prices get worse. */
export function noisyExecution(
  spec: RunSpec,
  random: RandomStream,
  { late, missed, worse }: ExecutionNoise = EXECUTION_NOISE,
): RerunWorld {
  const { costs } = spec.settings;
  const extra = random.uniform() * worse;
  const dearer =
    typeof costs.spread === "number"
      ? { ...costs, spread: costs.spread + 2 * extra }
      : typeof costs.slippage === "number"
        ? { ...costs, slippage: costs.slippage + extra }
        : costs;
  const blurred = (mask: Uint8Array, lost: number) => {
    const out = new Uint8Array(mask.length);
    for (let i = 0; i < mask.length; i++) {
      if (mask[i] === 0) continue;
      if (lost > 0 && random.uniform() < lost) continue;
      const at = random.uniform() < late ? i + 1 : i;
      if (at < out.length) out[at] = 1;
    }
    return out;
  };
  return {
    costs: dearer,
    signals: (signals) => ({
      ...signals,
      entries: blurred(signals.entries, missed),
      exits: blurred(signals.exits, 0),
      shortEntries: signals.shortEntries === null ? null : blurred(signals.shortEntries, missed),
      shortExits: signals.shortExits === null ? null : blurred(signals.shortExits, 0),
    }),
  };
}
