import { describe, expect, it } from "vitest";
import { runCli } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const PRICES = "synthetic:market?seed=7&bars=600&timeframe=1d";
const GRID = ["--param", "fast=5:20:5", "--param", "slow=30,60"];

function project() {
  const folder = temporaryFolder();
  const at = { folder, home: `${folder}/home` };
  const cli = async (...args: string[]) => {
    const outcome = await runCli([...args, "--data", PRICES, "--json", "--quiet"], at);
    return { ...outcome, document: outcome.code === 0 ? JSON.parse(outcome.stdout) : null };
  };
  return { cli };
}

describe("sweep", () => {
  it("finds what single runs find, counts each as a trial once, and stores the best", async () => {
    const { cli } = project();
    const { code, document } = await cli("sweep", "sma-cross", ...GRID, "--top", "8");
    expect(code).toBe(0);
    expect(document.sweep).toMatchObject({
      strategy: "sma-cross",
      method: "grid",
      metric: "sharpeRatio",
      trials: 8,
      failed: 0,
    });
    expect(document.best).toHaveLength(8);
    const sharpes = document.best.map(({ metrics }: { metrics: { sharpeRatio: number } }) => metrics.sharpeRatio);
    expect(sharpes).toEqual([...sharpes].sort((a, b) => b - a));
    expect(document.guards.trials).toBe(8);
    expect(document.run.params).toEqual(document.best[0].params);
    for (const { params, metrics } of [document.best[0], document.best[7]]) {
      const given = Object.entries(params).flatMap(([name, value]) => ["--param", `${name}=${String(value)}`]);
      const alone = (await cli("run", "sma-cross", ...given)).document;
      for (const id of ["finalEquity", "sharpeRatio", "maxDrawdown", "tradesCount", "totalCommission"])
        expect(alone.metrics[id]).toBe(metrics[id]);
      // A combination that was tried is no new trial.
      expect(alone.guards.trials.family).toBe(8);
    }
  }, 60_000);

  it("sweeps instruments that share cash, on one thread as on two, and its best is the run of its parameters", async () => {
    const ask = ["sweep", "sma-cross", ...GRID, "--data", "synthetic:gbm?seed=2&symbol=B&bars=500"];
    const [one, two] = [project().cli, project().cli];
    const { document } = await one(...ask, "--workers", "1");
    const threaded = (await two(...ask, "--workers", "2")).document;
    expect(threaded.best).toEqual(document.best);
    expect(threaded.guards).toEqual(document.guards);
    expect(threaded.run.resultHash).toBe(document.run.resultHash);
    expect(document.sweep.doors).toMatchObject({ plain: 8, columns: 0 });
    const { params, metrics } = document.best[0];
    const given = Object.entries(params).flatMap(([name, value]) => ["--param", `${name}=${String(value)}`]);
    const alone = (await one("run", "sma-cross", ...given, ...ask.slice(-2))).document;
    expect(alone.run.resultHash).toBe(document.run.resultHash);
    expect(alone.metrics.sharpeRatio).toBe(metrics.sharpeRatio);
    expect(alone.guards.trials.family).toBe(8);
  }, 60_000);

  it("gives the same for the same seed, and searches what is declared", async () => {
    const { cli } = project();
    const ask = ["sweep", "sma-cross", "--method", "random", "--trials", "20", "--seed", "3"];
    const [first, again] = [(await cli(...ask)).document, (await cli(...ask)).document];
    expect(again.best).toEqual(first.best);
    expect(again.guards.trials).toBe(20);
  }, 60_000);

  it.each([
    [["--metric", "sharp"], "BACKSIGHT_OPTION_UNKNOWN", /unknown metric of a sweep "sharp"/],
    [["--method", "gird"], "BACKSIGHT_OPTION_UNKNOWN", /Did you mean "grid"/],
    [["--param", "fast=9:1"], "BACKSIGHT_USAGE", /--param fast=9:1 is no range/],
  ])(
    "refuses %j",
    async (args, code, says) => {
      const { cli } = project();
      const outcome = await cli("sweep", "sma-cross", ...args);
      expect(outcome.code).toBe(2);
      const { error } = JSON.parse(outcome.stderr) as { error: { code: string; message: string } };
      expect(error.code).toBe(code);
      expect(error.message + JSON.stringify(error)).toMatch(says);
    },
    60_000,
  );
});
