import type { RandomStream } from "../core/random.ts";
import type { Bars } from "../market/bars.ts";

const SQRT3 = 1.7320508075688772;
/** The path stays within this factor of the last known close. */
const BAND = 8;
/** Where the past is too short or too still to have a volatility. */
const FALLBACK_VOLATILITY = 0.01;

/**
 * The same bars up to and including bar `cut`, and another future after it: a random walk from the last known close
 * with the past's volatility of close-to-close returns, on the same tick grid, at the same times and in the same
 * number. Prices are finite, above 0, with `low <= open, close <= high`; volumes are drawn from the past's known ones
 * (and stay unknown where the past knows none).
 *
 * The first open and close jump against the real ones, to twice or half the last known close: whoever peeked doesn't see
 * by luck what it saw before, however little weight the peek has. Everything else (instrument, calendar, tick grid, adjustment, source, notes) stays as it is.
 *
 * @param cut last bar that is kept; at the last bar of all nothing is replaced
 * @param random moved by the call: the same stream state gives the same path
 */
export function replaceFuture(bars: Bars, cut: number, random: RandomStream): Bars {
  const { length } = bars;
  const open = bars.open.slice();
  const high = bars.high.slice();
  const low = bars.low.slice();
  const close = bars.close.slice();
  const volume = bars.volume.slice();
  const knownVolumes = bars.volume.subarray(0, cut + 1).filter((units) => Number.isFinite(units));
  const known = knownVolumes.length;
  const last = close[cut]!;
  const volatility = closeVolatility(close, cut);
  const snap = priceGrid(bars.ticksPerUnit, last);
  const leastMove = bars.ticksPerUnit === null ? last * FALLBACK_VOLATILITY : 1 / bars.ticksPerUnit;

  let previous = last;
  for (let i = cut + 1; i < length; i++) {
    let opens = snap(previous * step(noise(random), volatility / 4));
    let closes = snap(opens * step(noise(random), volatility));
    if (i === cut + 1) {
      opens = snap(against(bars.open[i]!, opens, last, leastMove));
      closes = snap(against(bars.close[i]!, closes, last, leastMove));
    }
    const top = Math.max(opens, closes);
    const bottom = Math.min(opens, closes);
    open[i] = opens;
    close[i] = closes;
    const wicks = random.nextUint32();
    high[i] = Math.max(top, snap(top * (1 + ((wicks >>> 16) / 65536) * volatility)));
    low[i] = Math.min(bottom, snap(bottom / (1 + ((wicks & 0xffff) / 65536) * volatility)));
    volume[i] = known > 0 ? knownVolumes[Math.floor((random.nextUint32() / 4294967296) * known)]! : NaN;
    previous = closes;
  }
  return { ...bars, open, high, low, close, volume };
}

/** Standard deviation of the past's close-to-close returns, kept between 1e-6 and 0.25. */
function closeVolatility(close: Float64Array, cut: number): number {
  let sum = 0;
  let squares = 0;
  for (let i = 1; i <= cut; i++) {
    const change = close[i]! / close[i - 1]! - 1;
    sum += change;
    squares += change * change;
  }
  const mean = cut > 0 ? sum / cut : 0;
  const variance = cut > 1 ? squares / cut - mean * mean : 0;
  return variance > 1e-12 ? Math.min(Math.sqrt(variance), 0.25) : FALLBACK_VOLATILITY;
}

/** A draw of mean 0 and deviation 1 within ±3.5: four uniform halves of words added, near enough to a normal one. */
function noise(random: RandomStream): number {
  const a = random.nextUint32();
  const b = random.nextUint32();
  return SQRT3 * (((a >>> 16) + (a & 0xffff) + (b >>> 16) + (b & 0xffff)) / 65536 - 2);
}

/** The factor of one step: up and down by the same ratio are equally likely. */
function step(draw: number, volatility: number): number {
  return draw >= 0 ? 1 + draw * volatility : 1 / (1 - draw * volatility);
}

/** Rounds to the grid (one tick is the least price) and keeps the price in its band around the last known close. */
function priceGrid(ticksPerUnit: number | null, last: number): (price: number) => number {
  const lowest = last / BAND;
  const highest = last * BAND;
  if (ticksPerUnit === null) return (price) => Math.min(highest, Math.max(lowest, price));
  const lowestTicks = Math.max(1, Math.floor(lowest * ticksPerUnit));
  const highestTicks = Math.max(lowestTicks + 1, Math.ceil(highest * ticksPerUnit));
  return (price) => Math.min(highestTicks, Math.max(lowestTicks, Math.round(price * ticksPerUnit))) / ticksPerUnit;
}

/** `drawn`, but against the way the real price went, and at least at twice or half of `last`, or one tick away. */
function against(real: number, drawn: number, last: number, leastMove: number): number {
  const isUp = real < last || (real === last && drawn >= last);
  const distance = Math.max(Math.abs(drawn - last), isUp ? last : last / 2, leastMove);
  return isUp ? last + distance : last - distance;
}
