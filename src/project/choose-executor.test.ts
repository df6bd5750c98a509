import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { randomMarket } from "../../test/support/random-market.ts";
import { inProcessExecutor } from "../run/sweep/sweep-executor.ts";
import { chooseExecutor } from "./choose-executor.ts";

const bars = randomMarket("lively", 7, 1000);
const library = { source: "library", name: "sma-cross", codeHash: "a" } as const;
const few = { workers: undefined, strategy: library, bars, combinations: 100, batch: Infinity };

describe("chooseExecutor", () => {
  it("starts threads by itself only where the work is worth it", async () => {
    expect(await chooseExecutor(few)).toEqual({ create: inProcessExecutor, threads: 1, note: null });
    // 1,000 bars times two million combinations are more than 2^30.
    const { threads } = await chooseExecutor({ ...few, combinations: 2_000_000 });
    expect(threads).toBe(availableParallelism());
    const learning = await chooseExecutor({ ...few, combinations: 2_000_000, batch: 1 });
    expect([learning.threads, learning.note]).toEqual([1, null]);
  });

  it("takes as many as it's told", async () => {
    expect((await chooseExecutor({ ...few, workers: "3" })).threads).toBe(3);
    expect((await chooseExecutor({ ...few, workers: "1" })).create).toBe(inProcessExecutor);
  });

  it("says why it takes one instead", async () => {
    const inline = { source: "inline", name: "mine", codeHash: "b" } as const;
    expect((await chooseExecutor({ ...few, workers: "2", strategy: inline })).note).toContain("defined inline");
    expect((await chooseExecutor({ ...few, workers: "2", batch: 1 })).note).toContain("the answer to the one before");
  });

  it.each(["0", "-1", "two", "1.5", "257"])("refuses %s", async (workers) => {
    await expect(chooseExecutor({ ...few, workers })).rejects.toMatchObject({ code: "BACKSIGHT_ARGUMENT" });
  });
});
