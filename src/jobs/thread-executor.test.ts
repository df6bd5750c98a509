import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { randomMarket } from "../../test/support/random-market.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { shareBars } from "../market/shared-bars.ts";
import { loadStrategyFile } from "../project/strategy-files.ts";
import { DEFAULT_SETTINGS } from "../run/default-settings.ts";
import type { StrategyReference } from "../run/run-spec.ts";
import { packRows } from "../run/sweep/packed-rows.ts";
import { inProcessExecutor, type SweepExecutor, type SweepJob } from "../run/sweep/sweep-executor.ts";
import type { SweepRequest } from "../run/sweep/sweep-rows.ts";
import { threadExecutor } from "./thread-executor.ts";
import { workerEntry } from "./worker-entry.ts";

const SOURCE = `
import { existsSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { crossedAbove, crossedBelow, defineStrategy, int, sma } from "backsight";

export default defineStrategy({
  name: "cross",
  params: { fast: int(5), slow: int(20) },
  where: (p) => p.fast < p.slow,
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    if (p.fast === 4) throw new Error("not four");
    if (p.fast === 6 && !isMainThread) deadly();
    const [fast, slow] = [sma(close, p.fast), sma(close, p.slow)];
    return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow) };
  },
});
`;

const bars = randomMarket("lively", 7, 600);

/** The strategy as a file; `deadly` is what it does in a thread when its fast average is 6. */
async function strategyFile(deadly: string) {
  const path = join(temporaryFolder(), "cross.ts");
  writeFileSync(path, `${SOURCE}\nfunction deadly(): void {\n${deadly}\n}\n`);
  const { strategy, codeHash } = await loadStrategyFile(path);
  const reference: StrategyReference = { source: "file", name: "cross", url: pathToFileURL(path).href, codeHash };
  return { path, reference, request: { strategy, bars, settings: DEFAULT_SETTINGS } satisfies SweepRequest };
}

const open: SweepExecutor[] = [];
afterEach(async () => {
  for (const executor of open.splice(0)) await executor.close();
});

function threads(request: SweepRequest, strategy: StrategyReference, count: number): SweepExecutor {
  const executor = threadExecutor(request, { threads: count, entry: workerEntry(), strategy, bars: shareBars(bars)! });
  open.push(executor);
  return executor;
}

function jobsOf(fasts: readonly number[]): SweepJob[] {
  const slows = [8, 10, 12, 14];
  return fasts.map((fast) => ({
    part: { begin: fast % 2 === 0 ? 0 : 100, end: fast === 3 ? 300 : 600 },
    combos: slows.map((slow) => ({ fast, slow })),
  }));
}

async function rowsOf(executor: SweepExecutor, jobs: readonly SweepJob[]) {
  const all = [];
  for await (const rows of executor.run(jobs)) all.push(packRows(rows));
  return all;
}

describe("threadExecutor", () => {
  it("gives the rows that this thread gives, failures and their reasons among them, in the order of the jobs", async () => {
    const { reference, request } = await strategyFile("");
    const jobs = jobsOf([2, 3, 4, 5, 6, 7]);
    const expected = await rowsOf(inProcessExecutor(request), jobs);
    expect(expected[2]!.errors).toHaveLength(4);
    for (const count of [1, 2, 3]) expect(await rowsOf(threads(request, reference, count), jobs)).toEqual(expected);
    const reversed = await rowsOf(threads(request, reference, 2), jobs.toReversed());
    expect(reversed.toReversed()).toEqual(expected);
  });

  it("gives a job to another thread when one ends in the middle of it", async () => {
    const flag = join(temporaryFolder(), "died");
    const once = `if (existsSync(${JSON.stringify(flag)})) return;
      writeFileSync(${JSON.stringify(flag)}, "");
      process.exit(7);`;
    const { reference, request } = await strategyFile(once);
    const jobs = jobsOf([5, 6, 7]);
    expect(await rowsOf(threads(request, reference, 2), jobs)).toEqual(await rowsOf(inProcessExecutor(request), jobs));
  });

  it("says so when a job ends every thread that it's given to", async () => {
    const { reference, request } = await strategyFile("process.exit(7);");
    const rows = rowsOf(threads(request, reference, 2), jobsOf([5, 6, 7]));
    await expect(rows).rejects.toMatchObject({
      code: "BACKSIGHT_WORKER",
      details: { reason: "it left with code 7" },
    });
  });

  it("refuses to compute with other code than the sweep began with", async () => {
    const { path, reference, request } = await strategyFile("");
    writeFileSync(path, `${SOURCE}\nfunction deadly(): void {}\n// changed\n`);
    await expect(rowsOf(threads(request, reference, 1), jobsOf([5]))).rejects.toMatchObject({
      code: "BACKSIGHT_STRATEGY_FILE",
    });
  });
});
