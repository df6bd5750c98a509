/** What waits for a reader that is slower than what comes: the oldest go when there are too many, and are counted. */
export class FeedQueue<T> {
  private readonly capacity: number;
  private readonly droppedEvent: (count: number) => T;
  private items: T[] = [];
  private head = 0;
  private dropped = 0;
  private ending: { readonly error?: unknown } | undefined;
  private wake: (() => void) | undefined;

  /** @param droppedEvent what the reader is given in the place of so many that are gone */
  constructor(capacity: number, droppedEvent: (count: number) => T) {
    this.capacity = capacity;
    this.droppedEvent = droppedEvent;
  }

  push(item: T): void {
    if (this.ending !== undefined) return;
    if (this.items.length - this.head === this.capacity) {
      this.head++;
      this.dropped++;
    }
    if (this.head > this.capacity) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    this.items.push(item);
    this.wake?.();
  }

  /** What waits is still read; then the reading ends, with the error where there is one. */
  end(error?: unknown): void {
    this.ending ??= error === undefined ? {} : { error };
    this.wake?.();
  }

  /** All items in order, as they come. For one reader. */
  async *read(): AsyncGenerator<T, void, undefined> {
    for (;;) {
      if (this.dropped > 0) {
        const count = this.dropped;
        this.dropped = 0;
        yield this.droppedEvent(count);
      } else if (this.head < this.items.length) {
        yield this.items[this.head++]!;
      } else if (this.ending !== undefined) {
        if ("error" in this.ending) throw this.ending.error;
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
        this.wake = undefined;
      }
    }
  }
}
