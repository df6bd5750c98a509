import { embeddedWasm } from "../../core/embedded-wasm.ts";
import { randomState } from "../../core/random.ts";
import { KERNELS_BASE64 } from "./bootstrap-kernel.generated.ts";
import { PATHS_PER_STREAM, streamName } from "./path-streams.ts";
import type { SimulatedPaths } from "./simulated-paths.ts";

/** The function of assembly/bootstrap; pointers are byte offsets in the memory. */
interface BootstrapFunctions {
  bootstrap(
    factors: number,
    rows: number,
    last: number,
    periods: number,
    startingCash: number,
    states: number,
    horizons: number,
    horizonCount: number,
    places: number,
    out: number,
  ): void;
}

const instantiate = embeddedWasm<BootstrapFunctions>(KERNELS_BASE64);

const LANES = 4;
/** Paths of one call, side by side in each column. */
const GROUP = LANES * PATHS_PER_STREAM;
/** Behind the horizons: drawdown, lowest equity, time below a peak. */
const MORE_COLUMNS = 3;
const FIRST = 1024;
const MOST_BYTES = 64 * 1_048_576;

/** Which paths are drawn, and where they go. */
export interface BootstrapRequest {
  readonly seed: number;
  readonly name: string;
  /** Half-open range of paths. */
  readonly from: number;
  readonly to: number;
  /** Columns of `to − from` values, which are filled. */
  readonly paths: SimulatedPaths;
}

/**
 * Draws paths from a record with replacement, four streams side by side in WebAssembly, and fills the columns with the very
 * bits that `followPaths` would. False, and nothing is filled, where it can't: without WebAssembly, for a record with a
 * return of −1 or less, which ends a path, and for more horizons than there is room for.
 */
export function bootstrapInWasm(record: Float64Array, { seed, name, from, to, paths }: BootstrapRequest): boolean {
  const { horizons, startingCash, periods } = paths;
  const rows = record.length;
  const factors = FIRST;
  const states = factors + 8 * rows + (rows % 2 === 0 ? 0 : 8);
  const kept = states + 16 * LANES;
  const places = kept + 16 * Math.ceil(horizons.length / 4);
  const out = places + 16 * periods;
  const bytes = out + 8 * GROUP * (horizons.length + MORE_COLUMNS);
  if (bytes > MOST_BYTES || record.some((value) => !(value > -1))) return false;
  const instance = instantiate(bytes);
  if (instance === null) return false;
  const { functions, buffer } = instance;
  const growth = new Float64Array(buffer, factors, rows);
  for (let i = 0; i < rows; i++) growth[i] = 1 + record[i]!;
  new Int32Array(buffer, kept, horizons.length).set(horizons);
  const state = new Int32Array(buffer, states, 4 * LANES);
  const filled = new Float64Array(buffer, out, GROUP * (horizons.length + MORE_COLUMNS));
  const columns = [...paths.equity, paths.maxDrawdown, paths.lowest, paths.longestUnderWater];
  const last = (4294967296 - (4294967296 % rows) - 1) | 0;

  for (let group = Math.floor(from / GROUP); group * GROUP < to; group++) {
    for (let lane = 0; lane < LANES; lane++) {
      const begins = randomState(seed, streamName(name, group * LANES + lane));
      for (let k = 0; k < 4; k++) state[LANES * k + lane] = begins[k]!;
    }
    functions.bootstrap(factors, rows, last, periods, startingCash, states, kept, horizons.length, places, out);
    const first = Math.max(from, group * GROUP);
    const end = Math.min(to, (group + 1) * GROUP);
    for (const [k, column] of columns.entries()) {
      const start = GROUP * k - GROUP * group;
      column.set(filled.subarray(start + first, start + end), first - from);
    }
  }
  instance.release();
  return true;
}
