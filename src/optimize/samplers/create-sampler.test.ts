import { describe, expect, it } from "vitest";
import { thrown } from "../../../test/support/thrown.ts";
import { choice, int, num } from "../../core/params/parameter.ts";
import { resolveParams } from "../../core/params/resolve-params.ts";
import { exp } from "../../math/exp.ts";
import { paramsKey } from "../spaces/params-key.ts";
import { range } from "../spaces/search-range.ts";
import { type Params, searchSpace } from "../spaces/search-space.ts";
import type { Objective, Sampler, SamplerState, SearchPoint } from "./sampler.ts";
import { SAMPLERS, type SamplerName } from "./sampler-table.ts";

const params = {
  fast: int(10, { min: 2, max: 60 }),
  slow: int(50, { min: 5, max: 400, log: true }),
  risk: num(0.01, { min: 0.001, max: 0.1, log: true }),
  exit: choice(["signal", "stop", "time"]),
  stop: num(0.05, { min: 0.01, max: 0.5 }),
};
const where = ({ fast, slow }: { fast: number; slow: number }) => fast < slow;
const strategy = { name: "demo", params, where };
const when = { stop: (p: Params) => p.exit === "stop" };
/** Mixed kinds, continuous ones too, a rule and a condition. */
const mixed = searchSpace(strategy, { when });
const gridded = searchSpace(strategy, {
  when,
  ranges: { fast: range(10, 50, 10), slow: range(20, 200, 45), exit: ["signal", "stop"], stop: range(0.1, 0.2, 0.05) },
});
const small = searchSpace(strategy, {
  ranges: { fast: range(10, 40, 10), slow: [15, 25, 35], exit: ["signal", "stop"] },
});

const METHODS = Object.keys(SAMPLERS) as SamplerName[];
/** Their points don't depend on what is told. */
const PLAIN: readonly SamplerName[] = ["grid", "random", "sobol", "latin-hypercube"];
/** Each answer moves the next point. */
const STEP_BY_STEP: readonly SamplerName[] = ["tpe", "gaussian-process"];
const TAKES_SEVERAL: readonly SamplerName[] = [...PLAIN, "nsga2"];
const spaceFor = (method: SamplerName) => (method === "grid" ? gridded : mixed);

/** With a peak and regions that fail; no chance in it. */
function judge({ params: values, share }: SearchPoint): number {
  const { fast, slow, risk, exit } = values as { fast: number; slow: number; risk: number; exit: string };
  if (exit === "time" || risk > 0.08) return NaN;
  return -Math.abs(fast - 20) - Math.abs(slow - 90) / 10 + exp(-risk) - (exit === "stop" ? 1 : 0) + share;
}

/** So many points, in batches; each batch told in one go. */
function search(sampler: Sampler, count: number, batch = 1, score: (point: SearchPoint) => Objective = judge) {
  const points: SearchPoint[] = [];
  while (points.length < count) {
    const asked = sampler.ask(Math.min(batch, count - points.length));
    if (asked.length === 0) break;
    points.push(...asked);
    sampler.tell(asked, asked.map(score));
  }
  return points;
}

const throughJson = (state: SamplerState) => JSON.parse(JSON.stringify(state)) as SamplerState;

describe.each(METHODS)("%s", (method) => {
  const space = spaceFor(method);
  const create = SAMPLERS[method];

  it("gives the same points for the same seed, others for another (but for the grid)", () => {
    const points = search(create(space, { seed: 3 }), 90);
    expect(search(create(space, { seed: 3 }), 90)).toEqual(points);
    const others = JSON.stringify(search(create(space, { seed: 4 }), 90));
    expect(others === JSON.stringify(points)).toBe(method === "grid");
  });

  it("stays in the space, keeps rules and conditions, and numbers its points", () => {
    const points = search(create(space, { seed: 5 }), 90);
    expect(points.length).toBeGreaterThan(30);
    for (const [k, { id, params: values, cube, share }] of points.entries()) {
      expect(id).toBe(k);
      expect(resolveParams("demo", params, values)).toEqual(values);
      expect(where(values as never)).toBe(true);
      if (values.exit !== "stop") expect(values.stop).toBe(0.05);
      expect(cube).toHaveLength(space.dimensions.length);
      expect(cube.every((x) => x >= 0 && x <= 1)).toBe(true);
      expect(space.paramsAt(cube)).toEqual(values);
      expect(share > 0 && share <= 1).toBe(true);
    }
  });

  it.each([0, 7, 40, 53])(
    "goes on with the same bits from its state after %i points, some without an answer",
    (count) => {
      const sampler = create(space, { seed: 6 });
      search(sampler, count, 5);
      const open = sampler.ask(3);
      const saved = throughJson(sampler.state());
      const resumed = create(space, { seed: 6, state: saved });
      expect(throughJson(resumed.state())).toEqual(saved);
      expect(resumed.pending()).toEqual(open);
      for (const one of [sampler, resumed]) one.tell(one.pending(), open.map(judge));
      expect(search(resumed, 40, 2)).toEqual(search(sampler, 40, 2));
      expect(throughJson(resumed.state())).toEqual(throughJson(sampler.state()));
    },
  );

  it("goes on when everything fails, or half of it", () => {
    const failures = [NaN, Infinity, -Infinity];
    const points = search(create(space), 60, 1, ({ id }) => failures[id % 3]!);
    expect(points.length).toBeGreaterThan(30);
    const half = search(create(space), 60, 1, (point) => (point.id % 2 === 0 ? NaN : judge(point)));
    expect(half).toHaveLength(points.length);
  });

  it("refuses a state that isn't its own", () => {
    const sampler = create(space, { seed: 9 });
    search(sampler, 5);
    const state = throughJson(sampler.state());
    const refused = (of: SamplerName, options: object, searched = space) =>
      thrown(() => SAMPLERS[of](searched, { seed: 9, state, ...options }));
    const other = refused(method === "tpe" ? "random" : "tpe", {});
    expect(other.code).toBe("BACKSIGHT_SEARCH_STATE");
    expect(other.message).toContain(`its state is of the method ${method}, not`);
    expect(refused(method, { seed: 10 }).message).toContain("its state has the seed 9, not 10");
    expect(refused(method, {}, small).message).toContain("its state is of another search space");
    const { core: _, ...incomplete } = state;
    expect(refused(method, { state: incomplete }).message).toContain("its state isn't complete");
  });

  it("refuses answers to what it didn't ask, and then has learnt nothing", () => {
    const sampler = create(space);
    const [point] = sampler.ask(1);
    expect(() => sampler.tell([point!], [])).toThrow("objectives must hold 1 values, held 0");
    expect(() => sampler.tell([{ ...point!, id: 99 }], [1])).toThrow("points[0].id must be the id of a point");
    expect(() => sampler.tell([point!, point!], [1, 1])).toThrow("points[1].id must be the id of a point");
    expect(sampler.pending()).toEqual([point]);
    sampler.tell([point!], [1]);
    expect(() => sampler.tell([point!], [1])).toThrow("not told yet, was 0");
    expect(() => sampler.ask(0)).toThrow("n must be an integer from 1, was 0");
  });

  it("says when no point is allowed", () => {
    const nothing = searchSpace({ name: "demo", params: { fast: params.fast }, where: () => false });
    expect(thrown(() => create(nothing).ask(1)).code).toBe("BACKSIGHT_SEARCH_EMPTY");
  });
});

describe.each(METHODS.filter((method) => !STEP_BY_STEP.includes(method)))("%s", (method) => {
  it("doesn't depend on how many are asked for at a time, or in which order they are told", () => {
    const create = () => SAMPLERS[method](spaceFor(method), { seed: 8 });
    const singly = search(create(), 60);
    const other = create();
    const together: SearchPoint[] = [];
    while (together.length < singly.length) {
      const asked = [...other.ask(7), ...other.ask(100)];
      for (const point of asked.toReversed()) other.tell([point], [judge(point)]);
      together.push(...asked);
    }
    expect(together.slice(0, singly.length)).toEqual(singly);
  });
});

describe.each([...PLAIN, ...STEP_BY_STEP])("%s", (method) => {
  it("tries each set of parameters of a small space once", () => {
    // 10, 20 and 30 below 15, 25 and 35: 3 + 2 + 1 pairs, with two exits.
    const points = search(SAMPLERS[method](small), 12);
    expect(new Set(points.map(({ params: values }) => paramsKey(values))).size).toBe(12);
  });
});

describe.each(PLAIN)("%s", (method) => {
  it("has nothing more to give when all of a small space was tried, after a resume too", () => {
    const sampler = SAMPLERS[method](small);
    expect(search(sampler, 100)).toHaveLength(12);
    expect(sampler.ask(5)).toEqual([]);
    expect(SAMPLERS[method](small, { state: throughJson(sampler.state()) }).ask(1)).toEqual([]);
  });
});

describe("objectives", () => {
  it.each(TAKES_SEVERAL)("%s takes several, always the same number", (method) => {
    const sampler = SAMPLERS[method](spaceFor(method));
    const points = sampler.ask(3);
    sampler.tell(points.slice(0, 1), [[1, 2]]);
    sampler.tell(points.slice(1, 2), [NaN]);
    expect(() => sampler.tell(points.slice(2), [3])).toThrow("2 numbers, as those before, was 3");
  });

  it.each(METHODS.filter((method) => !TAKES_SEVERAL.includes(method)))("%s takes one", (method) => {
    const sampler = SAMPLERS[method](spaceFor(method));
    const points = sampler.ask(2);
    expect(() => sampler.tell(points, [[1, 2], 3])).toThrow(`one number for ${method}`);
    sampler.tell(points, [[1], 3]);
    expect(sampler.pending()).toEqual([]);
  });
});

describe("a warm start", () => {
  const first: Params[] = [
    { fast: 20, slow: 65, risk: 0.01, exit: "stop", stop: 0.15 },
    { fast: 10, slow: 110, risk: 0.01, exit: "signal", stop: 0.05 },
  ];
  /** Out of the space, against the rule, and once more. */
  const others: Params[] = [
    { fast: 1000, slow: 65, risk: 0.01, exit: "stop", stop: 0.15 },
    { fast: 50, slow: 20, risk: 0.01, exit: "signal", stop: 0.05 },
    first[0]!,
  ];
  const learning = METHODS.filter((method) => method !== "grid");

  it.each(learning)("of %s tries these points first, and goes on with the same bits", (method) => {
    const options = { seed: 3, first: [...others.slice(0, 2), ...first, others[2]!] };
    const sampler = SAMPLERS[method](gridded, options);
    const points = search(sampler, 12);
    const tried = points.slice(0, method === "cma-es" ? 1 : 2).map(({ params: values }) => values);
    expect(tried).toEqual(first.slice(0, tried.length));
    const resumed = SAMPLERS[method](gridded, { ...options, state: throughJson(sampler.state()) });
    expect(search(resumed, 12)).toEqual(search(sampler, 12));
    const another = { seed: 3, state: throughJson(sampler.state()) };
    expect(thrown(() => SAMPLERS[method](gridded, another)).message).toContain("its state began with other points");
  });

  it("changes nothing of a grid", () => {
    const plain = search(SAMPLERS.grid(gridded), 100);
    expect(search(SAMPLERS.grid(gridded, { first }), 100)).toEqual(plain);
  });
});

it("says how many points to ask for at a time", () => {
  for (const method of METHODS) {
    expect(SAMPLERS[method](spaceFor(method)).batch).toBe(STEP_BY_STEP.includes(method) ? 1 : Infinity);
  }
});

it("refuses to resume with other options", () => {
  const state = SAMPLERS["cma-es"](mixed, {}).state();
  expect(() => SAMPLERS["cma-es"](mixed, { population: 12, state } as object)).toThrow(
    'its state has the options {"population":null}, not {"population":12}',
  );
});
