/**
 * The rows in ascending order of their times, equal ones as they stand; each row that comes before an earlier one's time
 * is told of.
 */
export function sortedOrder<T extends number | bigint>(
  times: ArrayLike<T>,
  misplaced: (row: number) => void,
): Uint32Array {
  const order = new Uint32Array(times.length);
  let isSorted = true;
  let latest: T | undefined;
  for (let i = 0; i < order.length; i++) {
    order[i] = i;
    if (latest !== undefined && times[i]! < latest) {
      isSorted = false;
      misplaced(i);
    } else latest = times[i]!;
  }
  if (isSorted) return order;
  return order.sort((a, b) => (times[a]! < times[b]! ? -1 : times[a]! > times[b]! ? 1 : a - b));
}
