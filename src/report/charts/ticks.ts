/** Below this a step could no longer be divided into tenths. */
const SMALLEST = 1e-290;

/** A place on a value axis. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/**
 * About `count` round values (1, 2 or 5 times a power of ten apart) that lie in [min, max]; at least one when any
 * round value does. The classical nice-numbers rule (Heckbert, Graphics Gems 1990).
 */
export function linearTicks(min: number, max: number, count: number): number[] {
  const step = tickStep(min, max, count);
  if (!(step > 0)) return Number.isFinite(min) ? [min] : [];
  return multiples(step, Math.ceil(min / step - 1e-9), Math.floor(max / step + 1e-9));
}

/** The distance between neighbours of `linearTicks`; NaN when there is no range. */
export function tickStep(min: number, max: number, count: number): number {
  const rough = (max - min) / Math.max(1, count);
  if (!(rough > SMALLEST) || rough === Infinity) return NaN;
  let power = 1;
  while (power * 10 <= rough) power *= 10;
  while (power > rough) power /= 10;
  const lead = rough / power;
  // Powers below 1 pick up rounding from repeated division, so the step is rebuilt from its reciprocal.
  const nice = lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10;
  return power >= 1 ? nice * power : nice / Math.round(1 / power);
}

/**
 * Round values for a logarithmic axis over [min, max], both above 0: 1, 2 and 5 times powers of ten; only powers of
 * ten when that is more than `count`; equal steps when the range is too narrow for three of them.
 */
export function logTicks(min: number, max: number, count: number): number[] {
  const leads = [1, 2, 5];
  const ticks: number[] = [];
  let power = 1;
  while (power > min) power /= 10;
  while (power * 10 <= min) power *= 10;
  for (; power <= max; power *= 10) {
    for (const lead of leads) if (lead * power >= min && lead * power <= max) ticks.push(lead * power);
  }
  if (ticks.length < 3) return linearTicks(min, max, count);
  if (ticks.length <= count) return ticks;
  const tens = ticks.filter((value) => isPowerOfTen(value));
  const every = Math.ceil(tens.length / count);
  return tens.filter((_, i) => i % every === 0);
}

/** An axis that ends at ticks. */
export interface NiceAxis {
  readonly min: number;
  readonly max: number;
  /** Ascending; the first is `min`, the last `max`. */
  readonly values: readonly number[];
}

/** [min, max] widened to the ticks around it, about `count` steps of them; where there is no range, that one value. */
export function niceAxis(min: number, max: number, count: number): NiceAxis {
  const step = tickStep(min, max, count);
  if (!(step > 0)) return { min, max, values: Number.isFinite(min) ? [min] : [] };
  const values = multiples(step, Math.floor(min / step + 1e-9), Math.ceil(max / step - 1e-9));
  return { min: values[0]!, max: values[values.length - 1]!, values };
}

/** The multiples of a step from `first` times to `last` times. */
function multiples(step: number, first: number, last: number): number[] {
  // Division by the reciprocal keeps 0.3 from becoming 0.30000000000000004.
  const inverse = step < 1 ? Math.round(1 / step) : 0;
  // + 0 turns −0 into 0.
  return Array.from(
    { length: last - first + 1 },
    (_, k) => (inverse > 0 ? (first + k) / inverse : (first + k) * step) + 0,
  );
}

function isPowerOfTen(value: number): boolean {
  let power = 1;
  while (power < value * 0.999) power *= 10;
  while (power > value * 1.001) power /= 10;
  return Math.abs(power / value - 1) < 1e-3;
}
