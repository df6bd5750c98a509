import { KERNELS_BASE64 } from "./sweep-kernels.generated.ts";

/** The functions of assembly/index.ts; pointers are byte offsets in the memory. */
export interface WasmFunctions {
  simulate(
    context: number,
    state: number,
    entries: number,
    exits: number,
    shortEntries: number,
    shortExits: number,
    firstDecision: number,
    out: number,
  ): number;
  crossMeans(
    sums: number,
    length: number,
    ticksPerUnit: number,
    windows: number,
    windowCount: number,
    pairs: number,
    pairCount: number,
    state: number,
    scratch: number,
  ): void;
  simulateCrossings(
    context: number,
    sums: number,
    ticksPerUnit: number,
    windows: number,
    windowCount: number,
    pairs: number,
    pairCount: number,
    relations: number,
    states: number,
    stateBytes: number,
    scratch: number,
    out: number,
    columns: number,
    settled: number,
  ): void;
}

const PAGE = 65_536;

let compiled: WebAssembly.Module | null | undefined;

/** The module, compiled once; null where WebAssembly is missing or may not be compiled. */
function moduleOf(): WebAssembly.Module | null {
  if (compiled !== undefined) return compiled;
  compiled = null;
  if (typeof WebAssembly === "undefined") return compiled;
  try {
    compiled = new WebAssembly.Module(Uint8Array.from(atob(KERNELS_BASE64), (char) => char.charCodeAt(0)));
  } catch {
    // A policy that forbids it, an engine without SIMD: the twins in TypeScript do the same work.
  }
  return compiled;
}

/** The functions with a memory of their own, that is never grown; null where there is no WebAssembly or no such room. */
export function instantiateKernels(bytes: number): { functions: WasmFunctions; buffer: ArrayBuffer } | null {
  const module = moduleOf();
  if (module === null) return null;
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    return { functions: exports as unknown as WasmFunctions, buffer: memory.buffer };
  } catch {
    return null;
  }
}
