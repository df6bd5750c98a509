/** Median of a list; the list isn't changed. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Milliseconds of each candidate, taken in turn so that a slow moment of the machine hits all of them; warmed up first. */
export function measureInTurn(
  candidates: Readonly<Record<string, () => void>>,
  rounds: number,
  warmUps: number,
): Record<string, number> {
  const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, [] as number[]]));
  for (let round = -warmUps; round < rounds; round++) {
    for (const [name, work] of Object.entries(candidates)) {
      const started = performance.now();
      work();
      if (round >= 0) times[name]!.push(performance.now() - started);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
}

/** Processor time of each candidate in milliseconds, the least of all rounds: for work on one thread beside other processes. */
export function leastProcessorTime(
  candidates: Readonly<Record<string, () => void>>,
  rounds: number,
): Record<string, number> {
  const least = Object.fromEntries(Object.keys(candidates).map((name) => [name, Infinity]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, work] of Object.entries(candidates)) {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) least[name] = Math.min(least[name]!, (user + system) / 1000);
    }
  }
  return least;
}
