import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { randomMarket } from "../../test/support/random-market.ts";
import { runSpec } from "../../test/support/run-spec.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { shareBars } from "../market/shared-bars.ts";
import { loadStrategyFile } from "../project/strategy-files.ts";
import { rerunAnalysis } from "../run/monte-carlo/rerun-analysis.ts";
import type { StrategyReference } from "../run/run-spec.ts";
import { workerEntry } from "./worker-entry.ts";
import { worldsOnThreads } from "./worlds-on-threads.ts";

const SOURCE = `import { crossedAbove, crossedBelow, defineStrategy, int, sma } from "backsight";

export default defineStrategy({
  name: "cross",
  params: { fast: int(5, { min: 2, max: 9 }), slow: int(20, { min: 10, max: 40 }) },
  where: (p) => p.fast < p.slow,
  requiredHistory: (p) => p.slow,
  signals({ close }, p) {
    if (p.slow === 21) throw new Error("not twenty-one");
    const [fast, slow] = [sma(close, p.fast), sma(close, p.slow)];
    return { entries: crossedAbove(fast, slow), exits: crossedBelow(fast, slow) };
  },
});
`;

const bars = randomMarket("lively", 7, 600);

async function source() {
  const path = join(temporaryFolder(), "cross.ts");
  writeFileSync(path, SOURCE);
  const { strategy, codeHash } = await loadStrategyFile(path);
  const reference: StrategyReference = { source: "file", name: "cross", url: pathToFileURL(path).href, codeHash };
  return { path, strategy, bars, spec: runSpec({ strategy: reference, params: { fast: 5, slow: 20 } }) };
}

it.each(["permutation", "execution-noise", "parameter-jitter", "start-jitter"] as const)(
  "%s gives the same on one thread, two and three",
  async (method) => {
    const given = await source();
    const analyse = (threads: number | null) =>
      rerunAnalysis(given, {
        method,
        paths: 21,
        seed: 3,
        ...(threads !== null && {
          executor: (of, worlds) =>
            worldsOnThreads(of, worlds, { threads, entry: workerEntry(), bars: shareBars(bars)! }),
        }),
      });
    const expected = await analyse(null);
    expect(expected.metrics.length).toBeGreaterThan(10);
    for (const threads of [1, 2, 3]) expect(await analyse(threads)).toStrictEqual(expected);
  },
  30_000,
);

it("refuses to run other code than was stored", async () => {
  const given = await source();
  writeFileSync(given.path, `${SOURCE}// changed\n`);
  const executor = worldsOnThreads(
    given,
    { method: "permutation", seed: 1, input: { startingCash: 1000, periodsPerYear: 252, riskFree: 0 } },
    { threads: 1, entry: workerEntry(), bars: shareBars(bars)! },
  );
  await expect(
    executor
      .run([{ start: 0, end: 1 }])
      [Symbol.asyncIterator]()
      .next(),
  ).rejects.toMatchObject({
    code: "BACKSIGHT_STRATEGY_FILE",
  });
  await executor.close();
});
