/** A cluster: an asset's index, or two clusters. */
type Cluster = number | readonly [Cluster, Cluster];

/**
 * The order of leaves in a tree of single linkage: the two clusters whose nearest members are closest are joined first;
 * within a pair, the older cluster stands left. Prim's minimum spanning tree, edges by length, ties in the order in which
 * the tree met them: the order of SciPy's `linkage(…, "single")` and its tree.
 *
 * @param distances symmetric, one row per leaf
 */
export function leafOrder(distances: readonly Float64Array[]): number[] {
  const n = distances.length;
  const isIn = new Uint8Array(n);
  const nearest = new Float64Array(n).fill(Infinity);
  const edges: { readonly from: number; readonly to: number; readonly length: number }[] = [];
  for (let from = 0; edges.length < n - 1; ) {
    isIn[from] = 1;
    let to = -1;
    let length = Infinity;
    for (let i = 0; i < n; i++) {
      if (isIn[i] === 1) continue;
      nearest[i] = Math.min(nearest[i]!, distances[from]![i]!);
      if (to < 0 || nearest[i]! < length) {
        to = i;
        length = nearest[i]!;
      }
    }
    // Not its nearest neighbour, but one of the same cluster once all shorter edges are joined.
    edges.push({ from, to, length });
    from = to;
  }
  edges.sort((a, b) => a.length - b.length);

  const parent = Int32Array.from({ length: 2 * n - 1 }, (_, i) => i);
  const root = (of: number): number => {
    let at = of;
    while (parent[at] !== at) at = parent[at]!;
    return at;
  };
  const clusters: Cluster[] = Array.from({ length: n }, (_, i) => i);
  for (const { from, to } of edges) {
    const [a, b] = [root(from), root(to)];
    parent[a] = parent[b] = clusters.length;
    clusters.push([clusters[Math.min(a, b)]!, clusters[Math.max(a, b)]!]);
  }
  return leavesOf(clusters.at(-1)!);
}

function leavesOf(cluster: Cluster): number[] {
  const leaves: number[] = [];
  const waiting: Cluster[] = [cluster];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === "number") leaves.push(next);
    else waiting.push(next[1], next[0]);
  }
  return leaves;
}
