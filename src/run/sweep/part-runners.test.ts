import { expect, it } from "vitest";
import { randomMarket } from "../../../test/support/random-market.ts";
import { thrown } from "../../../test/support/thrown.ts";
import { smaCross } from "../../strategy/library/sma-cross.ts";
import { DEFAULT_SETTINGS } from "../default-settings.ts";
import type { TimePort } from "../limited-time.ts";
import { packRows } from "./packed-rows.ts";
import { createPartRunners } from "./part-runners.ts";
import type { SweepRequest } from "./sweep-rows.ts";

const bars = randomMarket("lively", 7, 400);
const settings = { ...DEFAULT_SETTINGS, direction: "long" } as const;
const request: SweepRequest = { strategy: smaCross, bars, settings, metrics: ["cagr"], timeLimit: 5 };
const part = { begin: 100, end: 400 };
const combos = [
  { fast: 4, slow: 10 },
  { fast: 4, slow: 399 },
  { fast: 20, slow: 30 },
];

/** Lets nothing go on that began as one of these, counted from 0; the rest has time enough. */
function late(...calls: readonly number[]): TimePort & { readonly asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    withinTime(milliseconds, act, error) {
      asked.push(milliseconds);
      if (calls.includes(asked.length - 1)) throw error();
      return act();
    },
  };
}

it("computes a job again combination by combination where it takes too long together, with the same rows", () => {
  const plain = createPartRunners({ ...request, timeLimit: null })
    .of(part)
    .compute(combos);
  const clock = late(0);
  expect(packRows(createPartRunners(request, clock).of(part).compute(combos))).toEqual(packRows(plain));
  expect(clock.asked).toEqual([5000, 5000, 5000, 5000]);
});

it("names the combination that takes too long by itself", () => {
  const together = thrown(() => createPartRunners(request, late(0, 2)).of(part).compute(combos));
  expect(together.code).toBe("BACKSIGHT_TIME_LIMIT");
  expect(together.message).toContain("with fast=4 slow=399: it ran for more than 5 seconds");
  const alone = thrown(() => createPartRunners(request, late(0)).of(part).compute(combos.slice(2)));
  expect(alone.message).toContain("with fast=20 slow=30");
});

it("refuses a limit that nobody can keep", () => {
  expect(thrown(() => createPartRunners(request)).code).toBe("BACKSIGHT_NOT_SUPPORTED");
});
