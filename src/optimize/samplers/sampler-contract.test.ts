import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { regretAfter } from "../../../test/support/search-run.ts";
import { TEST_FUNCTIONS } from "../../../test/support/test-functions.ts";
import { thrown } from "../../../test/support/thrown.ts";
import { choice, int, num } from "../../core/params/parameter.ts";
import { type Params, searchSpace } from "../spaces/search-space.ts";
import type { Sampler, SearchPoint } from "./sampler.ts";
import { SAMPLERS, samplerCalled } from "./sampler-table.ts";

const space = searchSpace({
  name: "contract",
  params: {
    fast: int(10, { min: 2, max: 30, step: 2 }),
    slow: int(50, { min: 10, max: 60, step: 10 }),
    stop: num(0.01, { min: 0.001, max: 0.1, step: 0.033 }),
    exit: choice(["signal", "stop"]),
  },
  where: (p: Params) => (p.fast as number) < (p.slow as number),
});
const scoreOf = ({ params }: SearchPoint) => -Math.abs((params.fast as number) - 12) - (params.exit === "stop" ? 1 : 0);

/** Asks for points in batches and tells what came of them. */
function advance(
  sampler: Sampler,
  batches: readonly number[],
  fails: (id: number) => boolean = () => false,
): SearchPoint[] {
  return batches.flatMap((size) => {
    const points = sampler.ask(size);
    sampler.tell(
      points,
      points.map((point) => (fails(point.id) ? NaN : scoreOf(point))),
    );
    return points;
  });
}

describe.each(Object.entries(SAMPLERS))("%s", (name, create) => {
  const batches = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 });

  test("proposes points of the space, each numbered, the same for the same seed", () => {
    fc.assert(
      fc.property(batches, fc.nat(1000), (sizes, seed) => {
        const points = advance(create(space, { seed }), sizes);
        expect(points.map(({ id }) => id)).toEqual([...points.keys()]);
        for (const { params, share } of points) {
          expect(params.fast as number).toBeLessThan(params.slow as number);
          expect([(params.fast as number) % 2, (params.slow as number) % 10]).toEqual([0, 0]);
          expect(["signal", "stop"]).toContain(params.exit);
          expect(share > 0 && share <= 1).toBe(true);
        }
        expect(advance(create(space, { seed }), sizes)).toEqual(points);
      }),
      { numRuns: 20 },
    );
  });

  test("goes on from its state, through JSON, with the same bits; failures among the answers", () => {
    fc.assert(
      fc.property(batches, batches, fc.nat(1000), (before, after, seed) => {
        const fails = (id: number) => id % 3 === 1;
        const whole = create(space, { seed });
        advance(whole, before, fails);
        const state = JSON.parse(JSON.stringify(whole.state()));
        const resumed = create(space, { seed, state });
        expect(advance(resumed, after, fails)).toEqual(advance(whole, after, fails));
      }),
      { numRuns: 20 },
    );
  });

  test("what wasn't told yet is pending after a resume", () => {
    const sampler = create(space, { seed: 3 });
    const asked = sampler.ask(4);
    const resumed = create(space, { seed: 3, state: JSON.parse(JSON.stringify(sampler.state())) });
    expect(resumed.pending()).toEqual(asked);
  });

  test("is found by its name", () => {
    expect(samplerCalled(name)).toBe(create);
  });
});

test("an unknown method is answered with the nearest", () => {
  expect(thrown(() => samplerCalled("sobel")).message).toContain('Did you mean "sobol"?');
});

// In the mean of 20 seeds, with 60 trials each: those that learn come nearer to the minimum than chance does.
test.each(["tpe", "cma-es"] as const)("%s learns", (name) => {
  const meanRegret = (method: keyof typeof SAMPLERS, k: number) => {
    const problem = TEST_FUNCTIONS[k]!;
    const searched = searchSpace({ name: problem.name, params: problem.params });
    const regrets = Array.from({ length: 20 }, (_, seed) =>
      regretAfter(SAMPLERS[method](searched, { seed }), problem, 60),
    );
    return regrets.reduce((total, regret) => total + regret, 0) / regrets.length;
  };
  const better = TEST_FUNCTIONS.filter((_, k) => meanRegret(name, k) < meanRegret("random", k));
  expect(better.length).toBeGreaterThan(TEST_FUNCTIONS.length / 2);
});
