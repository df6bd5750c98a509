import { describe, expect, it } from "vitest";
import { dailyBars } from "../../../test/support/random-simulation.ts";
import { int } from "../../core/params/parameter.ts";
import { compositeBars } from "../../market/composite-bars.ts";
import { panelOf } from "../../market/panel.ts";
import { definePortfolio, type PortfolioSpec } from "./define-portfolio.ts";
import { evaluateAllocations } from "./evaluate-allocations.ts";
import type { PortfolioView } from "./portfolio-view.ts";

const A = dailyBars([
  [10, 10],
  [10, 11],
  [11, 22],
  [22, 22],
]);
const bars = [A, { ...A, instrument: { ...A.instrument, symbol: "B" }, close: A.close.map((price) => price * 3) }];
const panel = panelOf(bars, { isMember: (symbol, day) => symbol !== "B" || day < 20_002 });

function ask(spec: Partial<PortfolioSpec<{}>> & Pick<PortfolioSpec<{}>, "allocate">, first = 0) {
  const strategy = definePortfolio({ name: "asked", rebalance: "session", ...spec });
  return evaluateAllocations(strategy, strategy.allocator!, panel, compositeBars(panel), {}, first);
}

describe("allocate", () => {
  it("sees every instrument up to the close, and nothing later", () => {
    const seen: PortfolioView[] = [];
    ask({
      allocate(view) {
        seen.push(view);
        return {};
      },
    });
    // Each close is asked about twice.
    expect(seen.map(({ length }) => length)).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
    const third = seen[4]!;
    expect(third.symbols).toEqual(["TEST", "B"]);
    expect(third.close.map((column) => [...column])).toEqual([
      [10, 11, 22],
      [30, 33, 66],
    ]);
    expect([...third.returnsOver(2)]).toEqual([22 / 10 - 1, 66 / 30 - 1]);
    expect([...third.returnsOver(3)]).toEqual([NaN, NaN]);
    expect([...third.returnsOf(0, 5)]).toEqual([11 / 10 - 1, 22 / 11 - 1]);
    expect(third.isMember).toEqual([true, false]);
    // Day 20,002 after 1970-01-01.
    expect([third.date, third.time]).toEqual(["2024-10-06", 20_003 * 86_400_000]);
  });

  it("gives weights by symbol, or one for each", () => {
    const { allocations } = ask({ allocate: ({ length }) => (length === 1 ? { TEST: 0.25 } : [0.5, NaN]) });
    expect(allocations.map(({ row, weights }) => [row, ...weights])).toEqual([
      [0, 0.25, 0],
      [1, 0.5, NaN],
      [2, 0.5, NaN],
      [3, 0.5, NaN],
    ]);
  });

  it("holds nothing that isn't in the universe", () => {
    const { allocations, strangers } = ask({ allocate: () => [0.5, 0.5] }, 1);
    expect(allocations.map(({ weights }) => [...weights])).toEqual([
      [0.5, 0.5],
      [0.5, 0],
      [0.5, 0],
    ]);
    expect(strangers).toBe(2);
  });

  it("is caught when it gives other weights for the same past", () => {
    let calls = 0;
    expect(ask({ allocate: () => [calls++ / 10, 0] }).isRepeated).toBe(false);
    expect(ask({ allocate: () => [0.1, 0] }).isRepeated).toBe(true);
  });

  it.each<[unknown, string]>([
    [null, "returned null from allocate"],
    [Promise.resolve({}), "a promise"],
    [[1], "1 weights for 2 instruments"],
    [[1, Infinity], "a weight of Infinity for B"],
    [["1", 0], "a weight of 1 for TEST"],
    [{ TETS: 1 }, "TETS, which isn't in the portfolio"],
    [{ TEST: NaN }, "a weight of NaN for TEST"],
  ])("that returns %o is refused", (answer, message) => {
    expect(() => ask({ allocate: () => answer as never })).toThrow(message);
  });

  it("that throws is named with its strategy", () => {
    const allocate = () => {
      throw new Error("no prices");
    };
    expect(() => ask({ allocate })).toThrow(/asked.*allocate.*no prices/s);
  });
});

describe("definePortfolio", () => {
  const allocate = () => ({});
  it.each<[object, string]>([
    [{ name: "x" }, "allocate must be a function"],
    [{ name: "x y", allocate }, "name must be letters"],
    [{ name: "x", allocate, rebalence: "month" }, 'unknown key "rebalence". Did you mean "rebalance"?'],
    [{ name: "x", allocate, rebalance: "months" }, 'Did you mean "month"?'],
    [{ name: "x", allocate, rebalance: { everyBars: 0 } }, "{ everyBars }"],
    [{ name: "x", allocate, direction: "up" }, "direction must be"],
    [{ name: "x", allocate, family: "" }, "family must not be empty"],
    [{ name: "x", allocate, version: 0 }, "version must be a whole number above 0"],
  ])("refuses %o", (spec, message) => {
    expect(() => definePortfolio(spec as never)).toThrow(message);
  });

  it("takes its schedule from the parameters", () => {
    const strategy = definePortfolio({
      name: "x",
      params: { every: int(2, { min: 1, max: 9 }) },
      rebalance: (p) => ({ everyBars: p.every }),
      allocate: () => ({ TEST: 1 }),
    });
    const axis = compositeBars(panel);
    const asked = evaluateAllocations(strategy, strategy.allocator!, panel, axis, { every: 3 }, 0);
    expect(asked.allocations.map(({ row }) => row)).toEqual([0, 3]);
  });

  it("says what it is where signals are wanted", () => {
    expect(() => definePortfolio({ name: "x", allocate }).signals(undefined as never, {}, { capital: 1 })).toThrow(
      "x as signals of one instrument isn't supported",
    );
  });
});
