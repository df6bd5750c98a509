/** Groups of neighbours: which group each thing is in, numbered from 0 in order of their first members. */
export interface Clustering {
  readonly labels: Int32Array;
  readonly clusters: number;
}

/**
 * Agglomerative clustering with average linkage: the two nearest groups are joined, again and again, while the mean
 * distance between their members is at most `cut`. The order in which equally near groups are joined follows the order
 * of the things, so that the same distances give the same groups.
 *
 * Sokal & Michener (1958), "A Statistical Method for Evaluating Systematic Relationships" (UPGMA), by chains of nearest
 * neighbours (Murtagh 1983): time and memory grow with the square of the number of things.
 *
 * @param distances row by row, `count × count`, symmetric; is changed
 * @param count number of things
 * @param cut distances are joined up to this one
 */
export function averageLinkage(distances: Float64Array, count: number, cut: number): Clustering {
  const sizes = new Int32Array(count).fill(1);
  const parent = Int32Array.from({ length: count }, (_, i) => i);
  const chain: number[] = [];
  let isOpen = new Uint8Array(count).fill(1);
  let first = 0;
  while (first < count) {
    if (chain.length === 0) {
      while (first < count && isOpen[first] === 0) first++;
      if (first === count) break;
      chain.push(first);
    }
    const last = chain[chain.length - 1]!;
    const before = chain.length > 1 ? chain[chain.length - 2]! : -1;
    const near = nearest(distances, count, isOpen, last, before);
    const distance = near === -1 ? Infinity : distances[last * count + near]!;
    if (near !== -1 && near !== before && distance <= cut) {
      chain.push(near);
    } else if (near !== -1 && near === before && distance <= cut) {
      chain.length -= 2;
      const [keep, gone] = near < last ? [near, last] : [last, near];
      join(distances, count, sizes, keep, gone);
      parent[gone] = keep;
      isOpen[gone] = 0;
    } else {
      // Average linkage never brings joined groups nearer than the nearest was: this one stays as it is.
      chain.pop();
      isOpen[last] = 0;
    }
  }
  isOpen = new Uint8Array(0);
  return numbered(parent);
}

/** The nearest open group; `preferred` where it is one of several. */
function nearest(distances: Float64Array, count: number, isOpen: Uint8Array, from: number, preferred: number): number {
  let best = preferred;
  let least = preferred === -1 ? Infinity : distances[from * count + preferred]!;
  for (let j = 0; j < count; j++) {
    if (j === from || isOpen[j] === 0) continue;
    const distance = distances[from * count + j]!;
    if (distance < least) {
      least = distance;
      best = j;
    }
  }
  return best;
}

/** Distances of the joined group: the means over both groups' members (Lance & Williams 1967). */
function join(distances: Float64Array, count: number, sizes: Int32Array, keep: number, gone: number): void {
  const [a, b] = [sizes[keep]!, sizes[gone]!];
  for (let j = 0; j < count; j++) {
    if (j === keep || j === gone) continue;
    const mean = (a * distances[keep * count + j]! + b * distances[gone * count + j]!) / (a + b);
    distances[keep * count + j] = mean;
    distances[j * count + keep] = mean;
  }
  sizes[keep] = a + b;
}

function numbered(parent: Int32Array): Clustering {
  const labels = new Int32Array(parent.length);
  const names = new Map<number, number>();
  for (let i = 0; i < parent.length; i++) {
    let root = i;
    while (parent[root] !== root) root = parent[root]!;
    if (!names.has(root)) names.set(root, names.size);
    labels[i] = names.get(root)!;
  }
  return { labels, clusters: names.size };
}
