const LEVELS = "▁▂▃▄▅▆▇█";

/** A line of values in at most `width` characters, each as high as the last value of its share; "" without values. */
export function sparkline(values: Float64Array, width: number): string {
  const count = Math.min(width, values.length);
  const shown = Float64Array.from(
    { length: count },
    (_, i) => values[Math.floor(((i + 1) * values.length) / count) - 1]!,
  );
  const low = shown.reduce((least, value) => Math.min(least, value), Infinity);
  const high = shown.reduce((most, value) => Math.max(most, value), -Infinity);
  const top = LEVELS.length - 1;
  const levelOf = (value: number) => (high > low ? Math.round(((value - low) / (high - low)) * top) : top >> 1);
  return Array.from(shown, (value) => LEVELS[levelOf(value)]).join("");
}
