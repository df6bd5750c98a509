import { ROW } from "./close-table.ts";
import { crossMeans, type MeanPair } from "./cross-means.ts";
import { LEVELS } from "./extreme-table.ts";
import type { CrossingCombination, KernelRequest, MaskCombination, SweepKernels } from "./kernel-contract.ts";
import { KernelMemory } from "./kernel-memory.ts";
import { packMask, type SignalBits, wordsFor } from "./signal-bits.ts";
import { hasGuards } from "./sparse-account.ts";
import { SWEEP_STATISTICS, type SweepColumns } from "./sweep-statistics.ts";
import { CONTEXT_BYTES, writeContext } from "./wasm-context.ts";
import { instantiateKernels } from "./wasm-module.ts";

/** Averages and pairs that are worked on in one call. */
const MOST_WINDOWS = 512;
const MOST_PAIRS = 4096;
const CODE_BYTES = 4096;
/** Combinations that go through the bars together, and the bytes that their states may take. */
const MOST_COMBINATIONS = 1024;
const MOST_STATE_BYTES = 64 * 1_048_576;
/** Of a state without its marks, which take 16 more each, and 16 for what happens behind the last. */
const STATE_BYTES = 176;
/** What the kernels may read before and behind running sums. */
const BEFORE = 8;
const BEHIND = 64;

/**
 * The kernels in WebAssembly: one memory, sized here once and for all, holds the columns that they read, the masks and
 * all scratch. Null where WebAssembly, or a memory of that size, is missing.
 */
export function createWasmKernels({ bars, settings, marks, masks, takeMarks }: KernelRequest): SweepKernels | null {
  const { length } = bars;
  const words = wordsFor(length);
  const count = marks.bars.length;
  const stateBytes = STATE_BYTES + 16 * (count + 1);
  const columns = SWEEP_STATISTICS.length;
  const combinations = Math.max(1, Math.min(MOST_COMBINATIONS, Math.floor(MOST_STATE_BYTES / stateBytes)));
  const { direction, fillsAtClose } = settings;
  const isGuarded = hasGuards(settings);
  const blocks = Math.ceil(length / 64);
  const pairsOfBlocks = 2 * blocks * (32 - Math.clz32(blocks));
  const levels = (LEVELS + 1) * (direction === "long" ? 1 : 2);
  const guards = isGuarded ? 3 + (direction === "both" ? 3 : 1.5) : 1;
  const numbers = (ROW + 1.5 + levels + guards) * length + 2 * pairsOfBlocks + 2 * count + 4096;
  const bytes =
    8 * numbers +
    4 * words * (masks + 16) +
    CODE_BYTES * MOST_WINDOWS +
    24 * MOST_PAIRS +
    65_536 +
    combinations * (stateBytes + 8 * columns + 16);
  const instance = instantiateKernels(bytes);
  if (instance === null) return null;
  const { functions, buffer } = instance;
  const memory = new KernelMemory(buffer);
  const copied = (column: Float64Array) => {
    const copy = memory.f64(column.length);
    copy.set(column);
    return copy;
  };

  const levelsOfColumn = () => memory.f64((LEVELS + 1) * length);
  const closes = levelsOfColumn();
  closes.set(bars.close);
  const ranges = () => memory.f64(pairsOfBlocks).byteOffset;
  const markBars = memory.i32(count);
  markBars.set(marks.bars);
  const exitsOf = (isAsked: boolean) => {
    if (!isGuarded || !isAsked) return { exits: 0, references: 0 };
    return { exits: memory.i32(length).fill(-1).byteOffset, references: memory.f64(length).byteOffset };
  };
  const long = exitsOf(direction !== "short");
  const short = exitsOf(direction !== "long");
  const context = memory.f64(Math.ceil(CONTEXT_BYTES / 8));
  writeContext(buffer, context.byteOffset, {
    ...settings,
    ...marks,
    length,
    fillsAtClose: fillsAtClose ? 1 : 0,
    markCount: count,
    blocks,
    rows: memory.f64(ROW * (length + 1)).byteOffset,
    close: closes.byteOffset,
    ranges: ranges(),
    priceRanges: isGuarded ? ranges() : 0,
    most: direction === "long" ? 0 : levelsOfColumn().byteOffset,
    markBars: markBars.byteOffset,
    markOf: memory.i32(length).byteOffset,
    scratch: memory.f64(count).byteOffset,
    longExits: long.exits,
    longReferences: long.references,
    shortExits: short.exits,
    shortReferences: short.references,
    open: isGuarded || !fillsAtClose ? copied(bars.open).byteOffset : 0,
    high: isGuarded ? copied(bars.high).byteOffset : 0,
    low: isGuarded ? copied(bars.low).byteOffset : 0,
  });

  functions.prepare(context.byteOffset);

  const sums = memory.f64(BEFORE + length + 1 + BEHIND).subarray(BEFORE, BEFORE + length + 1);
  let summed: Float64Array | null = null;
  const windows = memory.i32(MOST_WINDOWS);
  const pairs = memory.u32(4 * MOST_PAIRS);
  const relations = memory.u32(2 * MOST_PAIRS);
  // Behind the codes: the crossings of one pair in one tile.
  const codes = memory.u32((CODE_BYTES * MOST_WINDOWS) / 4 + 2052);
  const states = memory.f64((combinations * stateBytes) / 8);
  const results = memory.f64(combinations * columns);
  const settled = new Uint8Array(buffer, memory.u32(combinations).byteOffset, combinations);
  const none = memory.u32(words).fill(0);
  const slots = Array.from({ length: 4 }, () => ({ copy: memory.u32(words), of: null as Uint32Array | null }));
  const bytesOfMask = memory.u8(32 * words).fill(0);
  const rooms: Uint32Array[] = [];
  let given = 0;

  /** Where the kernels find a mask: in their memory already, or in a slot that it is copied to. */
  const pointerTo = (bits: Uint32Array | null, isAsked: boolean, k: number): number => {
    if (bits === null || !isAsked) return none.byteOffset;
    if (bits.buffer === buffer) return bits.byteOffset;
    const slot = slots[k]!;
    if (slot.of !== bits) {
      slot.copy.set(bits);
      slot.of = bits;
    }
    return slot.copy.byteOffset;
  };

  /** Gives windows their places in the kernels' list. */
  function createPlaces() {
    const places = new Map<number, number>();
    return {
      get isFull() {
        return places.size + 2 > MOST_WINDOWS;
      },
      get size() {
        return places.size;
      },
      of(window: number): number {
        const place = places.get(window) ?? places.size;
        places.set(window, place);
        windows[place] = window;
        return place;
      },
    };
  }

  function loadSums(given: Float64Array): void {
    if (summed === given) return;
    sums.set(given);
    summed = given;
  }

  /** As many of the combinations as fit in one call. @returns the first that doesn't */
  function simulateSome(
    all: readonly CrossingCombination[],
    from: number,
    ticksPerUnit: number,
    out: SweepColumns,
    unsettled: number[],
  ): number {
    const places = createPlaces();
    let p = from;
    for (; p < all.length && p - from < combinations && !places.isFull; p++) {
      const { first, second, firstDecision } = all[p]!;
      pairs.set([places.of(first), places.of(second), firstDecision], 3 * (p - from));
    }
    functions.simulateCrossings(
      context.byteOffset,
      sums.byteOffset,
      ticksPerUnit,
      windows.byteOffset,
      places.size,
      pairs.byteOffset,
      p - from,
      relations.byteOffset,
      states.byteOffset,
      stateBytes,
      codes.byteOffset,
      results.byteOffset,
      columns,
      settled.byteOffset,
    );
    for (let k = 0; k < p - from; k++) {
      const { row } = all[from + k]!;
      if (settled[k] === 0) unsettled.push(row);
      else readRow(k, out, row);
    }
    return p;
  }

  /** Combinations of masks, as many at once as have states. */
  function simulateMasks(all: readonly MaskCombination[], out: SweepColumns): readonly number[] {
    const unsettled: number[] = [];
    for (let from = 0; from < all.length; from += combinations) {
      const some = all.slice(from, from + combinations);
      // Masks from outside of this memory are copied, a few at a time.
      const isHere = ({ bits }: MaskCombination) => bits.entries.buffer === buffer && bits.exits.buffer === buffer;
      const here = some.filter(isHere);
      for (const [k, { bits, firstDecision }] of here.entries())
        pairs.set([bits.entries.byteOffset, bits.exits.byteOffset, firstDecision], 3 * k);
      functions.simulateMasks(
        context.byteOffset,
        pairs.byteOffset,
        here.length,
        states.byteOffset,
        stateBytes,
        results.byteOffset,
        columns,
        settled.byteOffset,
      );
      for (const [k, { row }] of here.entries()) {
        if (settled[k] === 0) unsettled.push(row);
        else readRow(k, out, row);
      }
      for (const { bits, firstDecision, row } of some.filter((one) => !isHere(one)))
        if (!simulate({ ...bits, shortEntries: null, shortExits: null }, firstDecision, out, row)) unsettled.push(row);
    }
    return unsettled;
  }

  function simulate(
    { entries, exits, shortEntries, shortExits }: SignalBits,
    firstDecision: number,
    out: SweepColumns,
    at: number,
  ): boolean {
    const isLong = direction !== "short";
    const hasShort = direction !== "long" && shortEntries !== null;
    const isSettled = functions.simulate(
      context.byteOffset,
      states.byteOffset,
      pointerTo(entries, isLong, 0),
      pointerTo(exits, isLong, 1),
      hasShort ? pointerTo(shortEntries, true, 2) : 0,
      hasShort ? pointerTo(shortExits, true, 3) : 0,
      none.byteOffset,
      firstDecision,
      results.byteOffset,
    );
    if (isSettled === 0) return false;
    readRow(0, out, at);
    return true;
  }

  function readRow(k: number, out: SweepColumns, row: number): void {
    for (let c = 0; c < columns; c++) out[SWEEP_STATISTICS[c]!][row] = results[k * columns + c]!;
    takeMarks?.(row, new Float64Array(buffer, states.byteOffset + k * stateBytes + STATE_BYTES, count));
  }

  /** As many of the pairs as fit in one call. @returns the first that doesn't */
  function crossSome(all: readonly MeanPair[], first: number, ticksPerUnit: number): number {
    const places = createPlaces();
    let p = first;
    for (; p < all.length && p - first < MOST_PAIRS && !places.isFull; p++) {
      const { first: a, second: b, above, below } = all[p]!;
      pairs.set([places.of(a), places.of(b), above.byteOffset, below.byteOffset], 4 * (p - first));
    }
    functions.crossMeans(
      sums.byteOffset,
      length,
      ticksPerUnit,
      windows.byteOffset,
      places.size,
      pairs.byteOffset,
      p - first,
      relations.byteOffset,
      codes.byteOffset,
    );
    return p;
  }

  function simulateCrossings(
    given: Float64Array,
    ticksPerUnit: number,
    all: readonly CrossingCombination[],
    out: SweepColumns,
  ): readonly number[] {
    loadSums(given);
    const unsettled: number[] = [];
    for (let first = 0; first < all.length; ) first = simulateSome(all, first, ticksPerUnit, out, unsettled);
    return unsettled;
  }

  return {
    kind: "wasm",
    room() {
      if (given === masks) return new Uint32Array(words);
      rooms[given] ??= memory.u32(words);
      return rooms[given++]!.fill(0);
    },
    release() {
      given = 0;
      for (const slot of slots) slot.of = null;
    },
    close() {
      instance.release();
    },
    crossMeans(given, ticksPerUnit, all) {
      // An average longer than the bars has no value: it would read before the sums.
      const isHere = ({ first, second, above, below }: MeanPair) =>
        above.buffer === buffer && below.buffer === buffer && Math.max(first, second) <= length;
      const here = all.filter(isHere);
      const others = all.filter((pair) => !isHere(pair));
      for (const { above, below } of others) {
        above.fill(0);
        below.fill(0);
      }
      crossMeans(given, ticksPerUnit, others);
      if (here.length > 0) loadSums(given);
      for (let first = 0; first < here.length; ) first = crossSome(here, first, ticksPerUnit);
    },
    pack(mask, out) {
      if (out.buffer !== buffer) return packMask(mask, out);
      bytesOfMask.set(mask);
      return functions.packMask(bytesOfMask.byteOffset, words / 2, out.byteOffset) !== 0;
    },
    simulate,
    ...(settings.fraction === 1 && direction !== "short" ? { simulateCrossings, simulateMasks } : {}),
  };
}
