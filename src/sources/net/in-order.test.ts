import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { inOrder } from "./in-order.ts";
import { sleep } from "./sleep.ts";

async function collect<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}

it("gives results in order and never holds more than the window, whatever takes how long", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 5 }),
      async (turns, connections, more) => {
        const window = connections + more;
        let running = 0;
        let held = 0;
        const work = async (index: number) => {
          running++;
          held++;
          expect(running).toBeLessThanOrEqual(connections);
          expect(held).toBeLessThanOrEqual(window);
          for (let i = 0; i < turns[index]!; i++) await Promise.resolve();
          running--;
          return index;
        };
        const seen: number[] = [];
        for await (const index of inOrder(turns.length, work, { connections, window })) {
          held--;
          seen.push(index);
        }
        expect(seen).toEqual(turns.map((_, index) => index));
      },
    ),
  );
});

it("throws the first failure at once and stops the others", async () => {
  let stopped = 0;
  const work = async (index: number, signal: AbortSignal) => {
    if (index === 2) throw new Error("third");
    await sleep(600_000, signal).catch((error: unknown) => {
      stopped++;
      throw error;
    });
    return index;
  };
  await expect(collect(inOrder(9, work, { connections: 4, window: 4 }))).rejects.toThrow("third");
  expect(stopped).toBe(3);
});

it("stops the work when the receiver stops", async () => {
  const signals: AbortSignal[] = [];
  const work = async (index: number, signal: AbortSignal) => {
    signals.push(signal);
    return index;
  };
  for await (const index of inOrder(100, work, { connections: 2, window: 3 })) if (index === 4) break;
  expect(signals.length).toBeLessThanOrEqual(8);
  expect(signals.every((signal) => signal.aborted)).toBe(true);
});

it("lets go of what the receiver has taken", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const given: WeakRef<object>[] = [];
  const work = async () => new Uint8Array(1000);
  let count = 0;
  for await (const result of inOrder(60, work, { connections: 2, window: 4 })) {
    given.push(new WeakRef(result));
    if (++count < 50) continue;
    await sleep(1);
    collectGarbage();
    expect(given.filter((one) => one.deref() !== undefined).length).toBeLessThan(5);
    break;
  }
});
