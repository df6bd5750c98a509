import { crossMeans } from "./cross-means.ts";
import type { KernelRequest, SweepKernels } from "./kernel-contract.ts";
import { wordsFor } from "./signal-bits.ts";
import { SparseSimulation } from "./simulate-sparsely.ts";
import { createWasmKernels } from "./wasm-kernels.ts";

/**
 * The kernels in WebAssembly, or their twins in TypeScript where it is missing, forbidden, or has no such memory.
 *
 * @param kind wasm is a wish
 */
export function createSweepKernels(request: KernelRequest, kind: SweepKernels["kind"] = "wasm"): SweepKernels {
  return (kind === "wasm" ? createWasmKernels(request) : null) ?? createTypeScriptKernels(request);
}

function createTypeScriptKernels({ bars, settings, marks, masks, takeMarks }: KernelRequest): SweepKernels {
  const simulation = new SparseSimulation(bars, settings, marks, takeMarks);
  const words = wordsFor(bars.length);
  const rooms: Uint32Array[] = [];
  let given = 0;
  return {
    kind: "typescript",
    crossMeans,
    room() {
      if (given === masks) return new Uint32Array(words);
      const room = rooms[given] ?? new Uint32Array(words);
      rooms[given++] = room;
      return room.fill(0);
    },
    release() {
      given = 0;
    },
    close() {},
    simulate: (bits, firstDecision, out, row) => simulation.simulate(bits, firstDecision, out, row),
  };
}
