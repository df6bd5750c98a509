import { BacksightError } from "../core/errors.ts";
import { createSha256 } from "../core/sha256.ts";
import type { RunPorts } from "./run-ports.ts";

/** Ports that work everywhere: nothing is stored, no trial is counted, ids count up, the clock stands at 1970. */
export function universalPorts(): RunPorts {
  let runs = 0;
  return {
    loadBars: (address) => {
      throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
        what: `loading ${address} here`,
        instead: "Load the bars in Node, or choose the benchmark hold.",
      });
    },
    createHasher: createSha256,
    clock: () => 0,
    stopwatch: () => performance.now(),
    newRunId: () => `run${String(++runs).padStart(4, "0")}`,
  };
}
