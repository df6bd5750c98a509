import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { bool, choice, int, num } from "../../core/params/parameter.ts";
import { randomStream } from "../../core/random.ts";
import { defineStrategy } from "../../strategy/define-strategy.ts";
import { gridSampler } from "../samplers/grid-sampler.ts";
import { allowedCube, uniformCube } from "./allowed-cube.ts";
import { range } from "./search-range.ts";
import { type Params, searchSpace } from "./search-space.ts";

const params = {
  fast: int(10, { min: 2, max: 100, step: 2 }),
  slow: int(50),
  risk: num(0.01, { min: 0.001, max: 0.1, log: true }),
  isLong: bool(true),
  exit: choice(["signal", "stop"]),
  stop: num(0.05, { min: 0, max: 0.5 }),
};
const strategy = { name: "demo", params, where: ({ fast, slow }: { fast: number; slow: number }) => fast < slow };

describe("searchSpace", () => {
  it("searches what is declared with both bounds, truths and choices", () => {
    const { dimensions, size } = searchSpace(strategy);
    expect(dimensions.map((dimension) => [dimension.name, dimension.size, dimension.isOrdered])).toEqual([
      ["fast", 50, true],
      ["risk", Infinity, true],
      ["isLong", 2, false],
      ["exit", 2, false],
      ["stop", Infinity, true],
    ]);
    expect(size).toBe(Infinity);
  });

  it("searches only what ranges name, the rest stays at its default, single values where they are put", () => {
    const space = searchSpace(strategy, {
      ranges: { slow: range(20, 200, 10), fast: [30, 5, 5], stop: 0.1, risk: [0.02] },
    });
    expect(space.dimensions.map(({ name, size }) => [name, size])).toEqual([
      ["fast", 2],
      ["slow", 19],
    ]);
    expect(space.size).toBe(38);
    const found = space.paramsAt([0, 1]);
    expect(Object.entries(found)).toEqual([
      ["fast", 5],
      ["slow", 200],
      ["risk", 0.02],
      ["isLong", true],
      ["exit", "signal"],
      ["stop", 0.1],
    ]);
    expect(space.paramsAt(space.cubeOf(found))).toEqual(found);
  });

  it("asks the strategy's own rule and the further one", () => {
    const space = searchSpace(strategy, {
      ranges: { fast: range(10, 60), slow: range(10, 60) },
      where: (p) => p.fast !== 12,
    });
    const isAllowed = (fast: number, slow: number) => space.isAllowed({ ...space.paramsAt([0, 0]), fast, slow });
    expect([isAllowed(10, 20), isAllowed(20, 10), isAllowed(12, 20)]).toEqual([true, false, false]);
  });

  it("keeps conditional parameters at their default where they mean nothing", () => {
    const space = searchSpace(strategy, {
      ranges: { exit: ["signal", "stop"], stop: range(0.1, 0.3, 0.1) },
      when: { stop: (p) => p.exit === "stop" },
    });
    expect([0, 0.5, 1].map((x) => space.paramsAt([0, x]).stop)).toEqual([0.05, 0.05, 0.05]);
    expect([0, 0.5, 1].map((x) => space.paramsAt([1, x]).stop)).toEqual([0.1, 0.2, 0.3]);
    expect([...space.cubeOf(space.paramsAt([0, 0]))]).toEqual([0.25, NaN]);
  });

  it.each([
    [{ fats: 5 }, "BACKSIGHT_PARAMETER_UNKNOWN", 'Did you mean "fast"?'],
    [
      { fast: range(0, 10) },
      "BACKSIGHT_PARAMETER_VALUE",
      "parameter fast must be a whole number from 2 to 100, was 0.",
    ],
    [{ fast: range(50, 110, 5) }, "BACKSIGHT_PARAMETER_VALUE", "was 110."],
    [{ fast: [5, 5.5] }, "BACKSIGHT_PARAMETER_VALUE", "was 5.5."],
    [{ exit: ["signal", "stopp"] }, "BACKSIGHT_PARAMETER_VALUE", "one of signal, stop, was stopp."],
    [
      { fast: range(10, 20, 2.5) },
      "BACKSIGHT_ARGUMENT",
      "the range of fast must be in whole steps for int(), was 2.5.",
    ],
    [{ fast: range(20, 10) }, "BACKSIGHT_ARGUMENT", "from the lesser to the greater number, was 20 to 10."],
    [
      { fast: range(10, 20, 0) },
      "BACKSIGHT_ARGUMENT",
      "step of the range of fast must be a finite number above 0, was 0.",
    ],
    [{ fast: range(10, NaN) }, "BACKSIGHT_ARGUMENT", "max of the range of fast must be a finite number, was NaN."],
    [{ stop: { min: 0, max: 0.1, log: true } }, "BACKSIGHT_ARGUMENT", "above 0 on a logarithmic scale, was 0."],
    [{ exit: range(1, 2) }, "BACKSIGHT_ARGUMENT", "the range of exit must be a list of values for a choice"],
    [{ exit: [] }, "BACKSIGHT_ARGUMENT", "a list of at least one value, was an empty one."],
    [{ fast: 5 }, "BACKSIGHT_ARGUMENT", 'the search space must be ranges of at least one parameter of "demo"'],
    [{}, "BACKSIGHT_ARGUMENT", "the search space must be"],
  ])("refuses %j", (ranges, code, message) => {
    const error = thrown(() => searchSpace(strategy, { ranges }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });

  it("names a condition's unknown parameter, and a rule that throws as the strategy's error", () => {
    expect(thrown(() => searchSpace(strategy, { when: { slwo: () => true } })).message).toContain(
      'Did you mean "slow"?',
    );
    const where = (p: Params) => (p as never as { missing: { length: number } }).missing.length > 0;
    const space = searchSpace(strategy, { where });
    const error = thrown(() => space.isAllowed(space.paramsAt([0, 0, 0, 0, 0])));
    expect(error.code).toBe("BACKSIGHT_STRATEGY_THREW");
    expect(thrown(() => searchSpace({ name: "bare", params: { slow: int(5) } })).message).toContain(
      "no parameter declares min and max",
    );
  });
});

describe("allowedCube", () => {
  const space = searchSpace(strategy, {
    ranges: { risk: { min: 0.001, max: 0.1 } },
    where: (p) => Number(p.risk) > 0.09,
  });

  it("draws anywhere when no proposal is allowed", () => {
    const random = randomStream(1, "test");
    let asked = 0;
    const cube = allowedCube(space, random, () => {
      asked++;
      return Float64Array.of(0);
    });
    expect(asked).toBe(100);
    expect(Number(space.paramsAt(cube).risk)).toBeGreaterThan(0.09);
  });

  it("says so when nothing is", () => {
    const none = searchSpace(strategy, { ranges: { risk: { min: 0.001, max: 0.1 } }, where: () => false });
    const random = randomStream(1, "test");
    const error = thrown(() => allowedCube(none, random, () => uniformCube(none, random)));
    expect(error.code).toBe("BACKSIGHT_SEARCH_EMPTY");
    expect(error.message).toContain('none of 10100 points of the search space of "demo"');
  });
});

describe("conditions that a strategy declares", () => {
  const conditional = defineStrategy({
    name: "conditional",
    params: { exit: choice(["signal", "stop"]), stop: num(0.05, { min: 0.01, max: 0.1, step: 0.01 }) },
    when: { stop: (p) => p.exit === "stop" },
    signals: ({ close }) => ({ entries: close.gt(0) }),
  });

  it("leave a parameter at its default where it has no effect", () => {
    const points = search(gridSampler(searchSpace(conditional)));
    expect(points).toHaveLength(1 + 10);
    expect(points[0]).toEqual({ exit: "signal", stop: 0.05 });
    expect(new Set(points.slice(1).map(({ stop }) => stop)).size).toBe(10);
  });

  it("hold beside those of the search", () => {
    const space = searchSpace(conditional, { when: { stop: () => false } });
    expect(search(gridSampler(space))).toHaveLength(2);
  });

  function search(sampler: ReturnType<typeof gridSampler>) {
    return sampler.ask(100).map(({ params: values }) => values);
  }
});
