import { describe, expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import { int } from "../../core/params/parameter.ts";
import { NO_CODECS } from "../../data/formats/parquet/parquet-codecs.ts";
import { readColumnsParquet } from "../../data/formats/parquet/read-columns-parquet.ts";
import { sweep } from "../../index.ts";
import { range } from "../../optimize/spaces/search-range.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import { StrategyFactory } from "../../strategy/strategy-factory.ts";

const bars = randomMarket("lively", 7, 900);
const space = { fast: range(2, 8, 1), slow: range(5, 20, 3) };
const options = { store: false, costs: "none" } as const;
const cross = StrategyFactory.create("sma-cross");

describe("sweep", () => {
  it("computes every allowed combination, and a run of one gives the same numbers in full", async () => {
    const grid = await sweep(cross, bars, space, options);
    // slow 5, 8, … 20: fast below slow leaves 3, 6 and 4 times 7.
    expect(grid.length).toBe(3 + 6 + 4 * 7);
    const best = grid.best("totalReturn");
    expect(best.metrics.totalReturn).toBe(Math.max(...grid.columns.totalReturn!));
    expect(grid.at(best.row).params).toEqual(best.params);
    expect([grid.param("fast")[best.row], grid.param("slow")[best.row]]).toEqual(
      Object.values(best.params).slice(0, 2),
    );
    const run = await best.run();
    for (const name of ["totalReturn", "sharpeRatio", "maxDrawdown", "tradesCount"])
      expect(run.metrics[name]).toBe(best.metrics[name]);
    expect((await grid.run(best.params)).metrics.finalEquity).toBe(best.metrics.finalEquity);
  });

  it("ranks by any number of its rows in the direction that is better", async () => {
    const grid = await sweep(cross, bars, space, { ...options, top: 4 });
    const by = (name: string) => grid.best(grid.length, name).map(({ metrics }) => metrics[name.split(":")[0]!]!);
    expect(by("maxDrawdown")).toEqual(by("maxDrawdown").toSorted((a, b) => b - a));
    expect(by("turnover:lower")).toEqual(by("turnover:lower").toSorted((a, b) => a - b));
    expect(grid.best(4).map(({ row }) => row)).toEqual(grid.best(4, "sharpeRatio").map(({ row }) => row));
    expect(grid.best().row).toBe(grid.best(1)[0]!.row);
    expect(Array.from(grid.rows(), ({ metrics }) => metrics.totalReturn)).toEqual(
      Array.from(grid.columns.totalReturn!),
    );
    expect(() => grid.best("nonsense")).toThrow(expect.objectContaining({ code: "BACKSIGHT_OPTION_UNKNOWN" }));
    expect(() => grid.at(grid.length)).toThrow(expect.objectContaining({ code: "BACKSIGHT_ARGUMENT" }));
  });

  it("says how likely the best is luck, from the returns of all", async () => {
    const guards = (await sweep(cross, bars, space, options)).deflated()!;
    expect(guards.compared).toBe(37);
    expect(guards.effectiveTrials).toBeGreaterThan(1);
    expect(guards.effectiveTrials).toBeLessThanOrEqual(37);
    expect(guards.deflatedSharpe).toBeGreaterThanOrEqual(0);
    expect(guards.deflatedSharpe).toBeLessThanOrEqual(1);
  });

  it("gives its rows as a Parquet file", async () => {
    const grid = await sweep(cross, bars, space, options);
    const bytes = await grid.parquet();
    const { values } = await readColumnsParquet(bytes, { codecs: NO_CODECS });
    expect(values.get("sharpeRatio")).toEqual(grid.columns.sharpeRatio);
    expect(Array.from(values.get("fast") as Float64Array)).toEqual(grid.param("fast"));
  });

  it("keeps the row of a combination that failed, and says why there is none to choose", async () => {
    const broken = defineStrategy({
      name: "broken",
      params: { a: int(1, { min: 1, max: 3 }) },
      signals() {
        throw new Error("never works");
      },
    });
    const grid = await sweep(broken, bars, undefined, options);
    expect([grid.length, grid.errors.size, grid.deflated()]).toEqual([3, 3, null]);
    expect(grid.at(1).error?.message).toContain("never works");
    expect(() => grid.best()).toThrow(expect.objectContaining({ code: "BACKSIGHT_SWEEP_UNRANKED" }));
  });

  it("ends when it's told to", async () => {
    const cancelled = sweep(cross, bars, space, { ...options, signal: AbortSignal.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: "BACKSIGHT_CANCELLED" });
  });
});
