/** The given dates, each once, ascending. */
export function distinctAscending(days: Int32Array): Int32Array {
  const sorted = days.slice().sort();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[count - 1]) sorted[count++] = sorted[i]!;
  }
  return sorted.slice(0, count);
}

/** The median distance of neighbouring dates, in days; NaN for a single date. */
export function medianDistance(dates: Int32Array): number {
  const distances = new Int32Array(Math.max(0, dates.length - 1));
  for (let i = 0; i < distances.length; i++) distances[i] = dates[i + 1]! - dates[i]!;
  distances.sort();
  const middle = distances.length / 2;
  return (distances[Math.ceil(middle) - 1]! + distances[Math.floor(middle)]!) / 2;
}

/** Dates further apart than this are weeks, months or longer: no holiday leaves four dates out of seven. */
export const LONGEST_DAILY_DISTANCE = 4;
