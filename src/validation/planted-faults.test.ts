import { describe, expect, it } from "vitest";
import {
  auditOf,
  HONEST,
  LOOK_AHEADS,
  NONDETERMINISTIC,
  survivorshipFound,
} from "../../test/support/planted-faults.ts";

/** A few of those that `npm run bench:faults` counts. */
const SEEDS = [1, 2, 3, 4, 5];

describe("planted faults", () => {
  it.each(Object.entries(LOOK_AHEADS))("look-ahead is found: %s", (_, family) => {
    expect(SEEDS.map((seed) => auditOf(family, seed))).toEqual(SEEDS.map(() => "failed"));
  });

  it.each(Object.entries(NONDETERMINISTIC))("two runs that differ are found: %s", (_, family) => {
    expect(SEEDS.map((seed) => auditOf(family, seed))).toEqual(SEEDS.map(() => "nondeterministic"));
  });

  it.each(Object.entries(HONEST))("honest ones are left alone: %s", (_, family) => {
    expect(SEEDS.map((seed) => auditOf(family, seed))).toEqual(SEEDS.map(() => "passed"));
  });

  it("survivors are told from members", () => {
    for (const seed of SEEDS) {
      expect(survivorshipFound(seed, "today's list")).toBe(true);
      expect(survivorshipFound(seed, "as of each date")).toBe(false);
    }
  });
});
