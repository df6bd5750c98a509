import { crossMeans, findCrossings } from "./cross-means.ts";
import { CrossingList } from "./crossing-list.ts";
import type { CrossingCombination, KernelRequest, SweepKernels } from "./kernel-contract.ts";
import { packMask, wordsFor } from "./signal-bits.ts";
import { SparseSimulation } from "./simulate-sparsely.ts";
import type { SweepColumns } from "./sweep-statistics.ts";
import { createWasmKernels } from "./wasm-kernels.ts";

/**
 * The kernels in WebAssembly, or their twins in TypeScript where it is missing, forbidden, or has no such memory.
 *
 * @param kind wasm is a wish
 */
export function createSweepKernels(request: KernelRequest, kind: SweepKernels["kind"] = "wasm"): SweepKernels {
  const wasm = kind === "wasm" ? createWasmKernels(request) : null;
  if (wasm === null) return createTypeScriptKernels(request);
  return request.settings.limits === null ? wasm : withLimits(wasm, request);
}

/** Crossings and masks in WebAssembly; limits are only known here. */
function withLimits(wasm: SweepKernels, { bars, settings, marks, takeMarks }: KernelRequest): SweepKernels {
  const simulation = new SparseSimulation(bars, settings, marks, takeMarks);
  const { simulateMasks: _masks, simulateCrossings: _crossings, ...others } = wasm;
  return { ...others, simulate: (bits, from, out, row) => simulation.simulate(bits, from, out, row) };
}

/** Combinations whose crossings are found together, and how many crossings of theirs are kept. */
const MOST_COMBINATIONS = 1024;
const MOST_CROSSINGS = 1 << 24;

function createTypeScriptKernels({ bars, settings, marks, masks, takeMarks }: KernelRequest): SweepKernels {
  const simulation = new SparseSimulation(bars, settings, marks, takeMarks);
  const words = wordsFor(bars.length);
  const rooms: Uint32Array[] = [];
  let given = 0;
  const lists: CrossingList[] = [];

  /** @returns rows that it doesn't settle */
  function simulateSome(
    sums: Float64Array,
    ticksPerUnit: number,
    combinations: readonly CrossingCombination[],
    out: SweepColumns,
  ): readonly number[] {
    while (lists.length < combinations.length) lists.push(new CrossingList());
    for (const list of lists) list.clear();
    let kept = 0;
    findCrossings(sums, ticksPerUnit, combinations, (p, crossed, count, isAbove) => {
      kept += count;
      if (kept <= MOST_CROSSINGS) lists[p]!.append(crossed, count, isAbove);
    });
    const isSettled = ({ firstDecision, row }: CrossingCombination, k: number) =>
      kept <= MOST_CROSSINGS && simulation.simulateCrossings(lists[k]!, firstDecision, out, row);
    return combinations.filter((combination, k) => !isSettled(combination, k)).map(({ row }) => row);
  }

  function simulateCrossings(
    sums: Float64Array,
    ticksPerUnit: number,
    combinations: readonly CrossingCombination[],
    out: SweepColumns,
  ): readonly number[] {
    const unsettled: number[] = [];
    for (let first = 0; first < combinations.length; first += MOST_COMBINATIONS) {
      const some = combinations.slice(first, first + MOST_COMBINATIONS);
      unsettled.push(...simulateSome(sums, ticksPerUnit, some, out));
    }
    return unsettled;
  }

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
    pack: packMask,
    simulate: (bits, firstDecision, out, row) => simulation.simulate(bits, firstDecision, out, row),
    ...(settings.fraction === 1 && settings.direction !== "short" && settings.limits === null
      ? { simulateCrossings }
      : {}),
  };
}
