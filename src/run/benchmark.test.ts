import { describe, expect, it } from "vitest";
import { dailyBars, maskAt } from "../../test/support/random-simulation.ts";
import { PLAIN_SETTINGS } from "../../test/support/run-spec.ts";
import { walkBars } from "../../test/support/walk-bars.ts";
import { sliceBars } from "../market/slice-bars.ts";
import { DEFAULT_COSTS } from "../trading/costs/cost-settings.ts";
import { benchmarkEquity } from "./benchmark.ts";
import { universalPorts } from "./default-ports.ts";
import { simulate } from "./simulate.ts";

const range = (start: number) => ({ start, firstDecision: start });

async function equityOf(...args: Parameters<typeof benchmarkEquity>): Promise<Float64Array> {
  const equity = await benchmarkEquity(...args);
  return Float64Array.from({ length: equity.length }, (_, i) => equity.at(i)!);
}

describe("benchmarkEquity", () => {
  it("of hold is the engine's run of one entry, with all cash and the same costs", async () => {
    const bars = walkBars(50, 4);
    for (const fill of ["next-open", "close"] as const) {
      const settings = {
        ...PLAIN_SETTINGS,
        fill,
        costs: DEFAULT_COSTS,
        benchmark: "hold",
        size: { kind: "quantity" as const, quantity: 1 },
      };
      const held = await equityOf(bars, settings, { start: 7, firstDecision: 30 }, universalPorts());
      const signals = { entries: maskAt(50, 7), exits: new Uint8Array(50) };
      const all = { ...settings, size: { kind: "fraction" as const, fraction: 1 } };
      expect(held).toStrictEqual(simulate(bars, signals, all, range(7)).equity);
    }
  });

  it("of hold on paper: 1,000 buys 50 at the second open", async () => {
    const bars = dailyBars([
      [10, 10],
      [20, 30],
      [30, 15],
    ]);
    const settings = { ...PLAIN_SETTINGS, benchmark: "hold" };
    expect([...(await equityOf(bars, settings, range(0), universalPorts()))]).toEqual([1000, 1500, 750]);
  });

  it("of none is unknown", async () => {
    const equity = await equityOf(walkBars(3, 1), PLAIN_SETTINGS, range(0), universalPorts());
    expect([...equity]).toEqual([NaN, NaN, NaN]);
  });

  const other = (prices: readonly number[]) => dailyBars(prices.map((price) => [price, price] as const));
  const portsWith = (bars: ReturnType<typeof other>) => ({ ...universalPorts(), loadBars: async () => bars });
  const settings = { ...PLAIN_SETTINGS, benchmark: "csv:other.csv" };

  it("of other prices scales them to the starting cash at the first measured close", async () => {
    const equity = await equityOf(other([1, 1, 1, 1]), settings, range(1), portsWith(other([7, 50, 60, 25])));
    expect([...equity]).toEqual([1000, 1000, 1200, 500]);
  });

  it("of other prices knows only closes that have been", async () => {
    const market = other([50, 60, 25, 70]);
    const late = { ...market, closeTime: market.closeTime.map((time) => time + 1) };
    expect([...(await equityOf(other([1, 1, 1, 1]), settings, range(0), portsWith(late)))]).toEqual([
      1000, 1000, 1200, 500,
    ]);
  });

  it("of prices that begin or end in between keeps the cash before, the last price after", async () => {
    const market = other([1, 1, 50, 60, 25]);
    const part = sliceBars(market, 2, 4);
    expect([...(await equityOf(other([1, 1, 1, 1, 1]), settings, range(0), portsWith(part)))]).toEqual([
      1000, 1000, 1000, 1200, 1200,
    ]);
  });

  it("of prices after the run is an error", async () => {
    const market = other([1, 1, 1]);
    await expect(
      equityOf(sliceBars(market, 0, 1), settings, range(0), portsWith(sliceBars(market, 2, 3))),
    ).rejects.toMatchObject({ code: "BACKSIGHT_BARS_EMPTY" });
  });

  it("of an address needs somebody to load it", async () => {
    await expect(async () => equityOf(walkBars(3, 1), settings, range(0), universalPorts())).rejects.toMatchObject({
      code: "BACKSIGHT_NOT_SUPPORTED",
    });
  });
});
