/** Columns by name, each worked out when it is asked for first. */
export class ColumnsOnDemand implements ReadonlyMap<string, Float64Array> {
  private readonly work: ReadonlyMap<string, () => Float64Array>;

  /** @param work gives a column, the same one each time */
  constructor(work: ReadonlyMap<string, () => Float64Array>) {
    this.work = work;
  }

  get size(): number {
    return this.work.size;
  }

  has(name: string): boolean {
    return this.work.has(name);
  }

  get(name: string): Float64Array | undefined {
    return this.work.get(name)?.();
  }

  forEach(visit: (column: Float64Array, name: string, all: ReadonlyMap<string, Float64Array>) => void): void {
    for (const [name, column] of this) visit(column, name, this);
  }

  keys(): MapIterator<string> {
    return this.work.keys();
  }

  *values(): MapIterator<Float64Array> {
    for (const column of this.work.values()) yield column();
  }

  *entries(): MapIterator<[string, Float64Array]> {
    for (const [name, column] of this.work) yield [name, column()];
  }

  [Symbol.iterator](): MapIterator<[string, Float64Array]> {
    return this.entries();
  }
}
