/** All ways to choose `k` of the numbers 0 to n − 1, each ascending, in lexicographic order: n! / (k!·(n − k)!) of them. */
export function combinations(n: number, k: number): number[][] {
  const all: number[][] = [];
  const chosen = Array.from({ length: k }, (_, i) => i);
  if (k > n) return all;
  for (;;) {
    all.push([...chosen]);
    let last = k - 1;
    while (last >= 0 && chosen[last] === n - k + last) last--;
    if (last < 0) return all;
    chosen[last]!++;
    for (let i = last + 1; i < k; i++) chosen[i] = chosen[i - 1]! + 1;
  }
}
