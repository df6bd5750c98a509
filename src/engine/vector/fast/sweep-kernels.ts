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

function createTypeScriptKernels({ bars, settings, marks }: KernelRequest): SweepKernels {
  const simulation = new SparseSimulation(bars, settings, marks);
  const words = wordsFor(bars.length);
  return {
    kind: "typescript",
    crossMeans,
    room: () => new Uint32Array(words),
    release: () => {},
    simulate: (bits, firstDecision, out, row) => simulation.simulate(bits, firstDecision, out, row),
  };
}
