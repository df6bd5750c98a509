import { embeddedWasm } from "../../../core/embedded-wasm.ts";
import { KERNELS_BASE64 } from "./sweep-kernels.generated.ts";

/** The functions of assembly/index.ts; pointers are byte offsets in the memory. */
export interface WasmFunctions {
  prepare(context: number): void;
  simulate(
    context: number,
    state: number,
    entries: number,
    exits: number,
    shortEntries: number,
    shortExits: number,
    none: number,
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
  simulateMasks(
    context: number,
    masks: number,
    count: number,
    states: number,
    stateBytes: number,
    out: number,
    columns: number,
    settled: number,
  ): void;
  packMask(bytes: number, words: number, out: number): number;
}

/** The functions with a memory of their own; null where there is no WebAssembly or no such room. */
export const instantiateKernels = embeddedWasm<WasmFunctions>(KERNELS_BASE64);
