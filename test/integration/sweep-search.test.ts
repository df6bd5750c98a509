import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const PRICES = "synthetic:market?seed=7&bars=600&timeframe=1d";
const GRID = ["--param", "fast=5:20:5", "--param", "slow=30,60"];

function project() {
  const folder = temporaryFolder();
  const at = { folder, home: `${folder}/home` };
  const cli = async (...args: string[]) => {
    const outcome = await runCli(["sweep", "sma-cross", ...args, "--data", PRICES, "--json", "--quiet"], at);
    return { ...outcome, document: outcome.code === 0 ? JSON.parse(outcome.stdout) : null };
  };
  return { folder, cli };
}

describe("sweep", () => {
  it("of several metrics gives a front, of which none is beaten in all", async () => {
    const { cli } = project();
    const { document } = await cli(...GRID, "--method", "grid", "--metric", "sharpeRatio,turnover");
    expect(document.sweep.goals).toEqual([
      { name: "sharpeRatio", better: "higher" },
      { name: "turnover", better: "lower" },
    ]);
    const front = document.best.map(({ objective }: { objective: Record<string, number> }) => objective);
    expect(front.length).toBeGreaterThan(1);
    for (let k = 1; k < front.length; k++) {
      expect(front[k].sharpeRatio).toBeLessThan(front[k - 1].sharpeRatio);
      expect(front[k].turnover).toBeLessThan(front[k - 1].turnover);
    }
    expect(document.run.params).toEqual(document.best[0].params);
    expect((await cli("--metric", "sharpeRatio,turnover", "--trials", "40")).document.sweep.method).toBe("nsga2");
  }, 60_000);

  it("runs its best by both engines where that is asked for", async () => {
    const { folder } = project();
    const args = ["sweep", "sma-cross", ...GRID, "--data", PRICES, "--engine", "both", "--quiet"];
    const { stdout } = await runCli(args, { folder, home: `${folder}/home` });
    expect(stdout).toContain("both engines ran it, and agree to the last bit");
  });

  it("writes a page and pictures, the same ones again", async () => {
    const { folder, cli } = project();
    const { document } = await cli(...GRID, "--report", "grid.html", "--pictures", "pictures");
    const page = readFileSync(join(folder, "grid.html"), "utf8");
    expect(page).toContain("8 combinations, the best by sharpeRatio");
    expect(page).toContain(document.run.id);
    expect(document.plateau.own).toBe(document.best[0].metrics.sharpeRatio);
    expect(Object.keys(document.importance)).toEqual(["fast", "slow"]);
    const names = readdirSync(join(folder, "pictures")).sort();
    expect(names.filter((name) => !/^(heat-map|surface)-/.test(name))).toEqual([
      "cscv-logits.svg",
      "parallel-coordinates.svg",
      "parameter-importance.svg",
      "paths-out-of-sample.svg",
      "slice-fast.svg",
      "slice-slow.svg",
    ]);
    expect(names).toHaveLength(9);
    const read = () => names.map((name) => readFileSync(join(folder, "pictures", name), "utf8"));
    const before = read();
    for (const picture of before) expect(picture).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg".*<\/svg>$/s);
    await cli(...GRID, "--pictures", "pictures");
    expect(read()).toEqual(before);
  }, 60_000);

  it("begins with the best of an earlier sweep", async () => {
    const { cli } = project();
    const grid = (await cli(...GRID, "--top", "8")).document;
    const [best] = grid.best;
    const warm = ["--method", "tpe", "--trials", "10", "--top", "20", "--warm-start", grid.sweep.id];
    const { document } = await cli(...GRID.slice(0, 2), "--param", "slow=30:60:1", ...warm);
    // Ten at most of eight, each judged anew on the same bars.
    const tried = document.best.map(({ params }: { params: object }) => JSON.stringify(params));
    for (const { params } of grid.best) expect(tried).toContain(JSON.stringify(params));
    expect(document.best[0].metrics.sharpeRatio).toBeGreaterThanOrEqual(best.metrics.sharpeRatio);
    const unknown = await cli("--warm-start", "zzz");
    expect(JSON.parse(unknown.stderr).error.code).toBe("BACKSIGHT_SWEEP_UNKNOWN");
  }, 60_000);

  it.each([
    [["--metric", "sharpeRatio,turnover", "--method", "tpe"], "BACKSIGHT_NOT_SUPPORTED"],
    [["--robust", "folds:4", "--method", "halving"], "BACKSIGHT_NOT_SUPPORTED"],
    [["--require", "tradesCount is 3"], "BACKSIGHT_ARGUMENT"],
    [["--report", "page.pdf"], "BACKSIGHT_OPTION_UNKNOWN"],
  ])("refuses %j before any work", async (args, code) => {
    const { folder, cli } = project();
    const outcome = await cli(...GRID, ...args);
    expect(outcome.code).toBe(2);
    expect(JSON.parse(outcome.stderr).error.code).toBe(code);
    expect(existsSync(join(folder, "page.pdf"))).toBe(false);
  });
});
