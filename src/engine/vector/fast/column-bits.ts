import { above, below } from "../../../indicators/crossed.ts";
import * as comparison from "../../../series/operators/comparison.ts";
import { and, not, or } from "../../../series/operators/logic.ts";
import { maskLagOperator } from "../../../series/operators/shift.ts";
import type { SeriesOperator } from "../../../series/series-graph.ts";

/** A mask's bits from two columns, or a column and a number. */
export type ColumnTest = (a: Float64Array, b: Float64Array | number, out: Uint32Array) => void;

/** A mask's bits from those of others. @param bars how many bits count */
export type BitTest = (
  inputs: readonly Uint32Array[],
  params: readonly number[],
  out: Uint32Array,
  bars: number,
) => void;

/** Compares `a[i & aPlaces]` with `b[i & bPlaces]`: −1 for a column, 0 for a number. One function each: V8 keeps them apart. */
type Comparison = (
  a: Float64Array,
  aPlaces: 0 | -1,
  b: Float64Array,
  bPlaces: 0 | -1,
  bars: number,
  out: Uint32Array,
) => void;

const above32: Comparison = (a, aPlaces, b, bPlaces, bars, out) => {
  for (let from = 0; from < bars; from += 32) {
    let bits = 0;
    const end = Math.min(bars, from + 32);
    for (let i = from; i < end; i++) if (a[i & aPlaces]! > b[i & bPlaces]!) bits |= 1 << (i - from);
    out[from >>> 5] = bits;
  }
};

const atLeast32: Comparison = (a, aPlaces, b, bPlaces, bars, out) => {
  for (let from = 0; from < bars; from += 32) {
    let bits = 0;
    const end = Math.min(bars, from + 32);
    for (let i = from; i < end; i++) if (a[i & aPlaces]! >= b[i & bPlaces]!) bits |= 1 << (i - from);
    out[from >>> 5] = bits;
  }
};

const equal32: Comparison = (a, aPlaces, b, bPlaces, bars, out) => {
  for (let from = 0; from < bars; from += 32) {
    let bits = 0;
    const end = Math.min(bars, from + 32);
    for (let i = from; i < end; i++) if (a[i & aPlaces]! === b[i & bPlaces]!) bits |= 1 << (i - from);
    out[from >>> 5] = bits;
  }
};

/** @param isSwapped the second operand is compared with the first */
function comparing(compare: Comparison, isSwapped: boolean): ColumnTest {
  return (a, b, out) => {
    const other = typeof b === "number" ? Float64Array.of(b) : b;
    const places = typeof b === "number" ? 0 : -1;
    if (isSwapped) compare(other, places, a, -1, a.length, out);
    else compare(a, -1, other, places, a.length, out);
  };
}

function crossing(direction: 1 | -1): ColumnTest {
  return (a, b, out) => {
    let relation = 0;
    out.fill(0);
    for (let i = 0; i < a.length; i++) {
      const other = typeof b === "number" ? b : b[i]!;
      const value = a[i]!;
      const now = value > other ? 1 : value < other ? -1 : 0;
      if (now === 0 || now === relation) continue;
      if (now === direction && relation !== 0) out[i >>> 5]! |= 1 << (i & 31);
      relation = now;
    }
  };
}

const gt = comparing(above32, false);
const ge = comparing(atLeast32, false);
const lt = comparing(above32, true);
const le = comparing(atLeast32, true);
const eq = comparing(equal32, false);

/** The operators that make masks of columns: each gives what its `evaluate` does, as bits. */
export const COLUMN_TESTS: ReadonlyMap<SeriesOperator, ColumnTest> = new Map([
  [comparison.gt, gt],
  [comparison.ge, ge],
  [comparison.lt, lt],
  [comparison.le, le],
  [comparison.eq, eq],
  [comparison.gtNumber, gt],
  [comparison.geNumber, ge],
  [comparison.ltNumber, lt],
  [comparison.leNumber, le],
  [comparison.eqNumber, eq],
  [above, crossing(1)],
  [below, crossing(-1)],
]);

/** The operators that make masks of masks. */
export const BIT_TESTS: ReadonlyMap<SeriesOperator, BitTest> = new Map<SeriesOperator, BitTest>([
  [
    and,
    ([a, b], _, out) => {
      for (let word = 0; word < out.length; word++) out[word] = a![word]! & b![word]!;
    },
  ],
  [
    or,
    ([a, b], _, out) => {
      for (let word = 0; word < out.length; word++) out[word] = a![word]! | b![word]!;
    },
  ],
  [
    not,
    ([a], _, out, bars) => {
      for (let word = 0; word < out.length; word++) out[word] = ~a![word]!;
      clearFrom(bars, out);
    },
  ],
  [
    maskLagOperator,
    ([a], [lag = 0], out, bars) => {
      const words = Math.floor(lag / 32);
      const bits = lag % 32;
      for (let word = 0; word < out.length; word++) {
        const high = a![word - words] ?? 0;
        const low = bits === 0 ? 0 : (a![word - words - 1] ?? 0) >>> (32 - bits);
        out[word] = (high << bits) | low;
      }
      clearFrom(bars, out);
    },
  ],
]);

/** Clears the bits behind the last bar. */
function clearFrom(bars: number, out: Uint32Array): void {
  const word = bars >>> 5;
  if (word < out.length && (bars & 31) !== 0) out[word]! &= (1 << (bars & 31)) - 1;
  out.fill(0, (bars & 31) === 0 ? word : word + 1);
}
