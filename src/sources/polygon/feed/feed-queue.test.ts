import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collect } from "../../../../test/support/collect.ts";
import { FeedQueue } from "./feed-queue.ts";

type Item = number | { dropped: number };
const queueOf = (capacity: number) => new FeedQueue<Item>(capacity, (dropped) => ({ dropped }));

describe("FeedQueue", () => {
  it("says how many of the oldest are gone, in their place", async () => {
    const queue = queueOf(3);
    for (let i = 1; i <= 5; i++) queue.push(i);
    queue.end();
    queue.push(6);
    expect(await collect(queue.read())).toEqual([{ dropped: 2 }, 3, 4, 5]);
  });

  it("ends with its error, after what still waited", async () => {
    const queue = queueOf(3);
    queue.push(1);
    queue.end(new TypeError("gone"));
    queue.end();
    const reader = queue.read();
    expect(await reader.next()).toEqual({ value: 1, done: false });
    await expect(reader.next()).rejects.toThrow("gone");
  });

  it("loses nothing that it doesn't count, whoever is faster", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.constantFrom("push", "read"), { maxLength: 60 }),
        async (capacity, steps) => {
          const queue = queueOf(capacity);
          const reader = queue.read();
          const read: Promise<IteratorResult<Item, void>>[] = [];
          let pushed = 0;
          for (const step of steps) {
            if (step === "push") queue.push(++pushed);
            else read.push(reader.next());
            await Promise.resolve();
          }
          queue.end();
          const items: Item[] = [];
          for (const result of await Promise.all(read)) if (result.done !== true) items.push(result.value);
          items.push(...(await collect(reader)));
          let next = 1;
          for (const item of items) {
            if (typeof item === "number") expect(item).toBe(next++);
            else next += item.dropped;
          }
          expect(next).toBe(pushed + 1);
        },
      ),
    );
  });
});
