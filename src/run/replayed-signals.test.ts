import { expect, it } from "vitest";
import { walkBars } from "../../test/support/walk-bars.ts";
import { backtest } from "../index.ts";
import { signalsStrategy } from "../strategy/signals-strategy.ts";

const bars = walkBars(40, 1);
/** Knows tomorrow's close: as a strategy it would fail the guard. */
const rises = Array.from(bars.close, (price, i) => (bars.close[i + 1] ?? price) > price);

it("plain arrays are replayed like signals from a file: nothing is said about look-ahead", async () => {
  const strategy = signalsStrategy({ entries: rises, exits: rises.map((yes) => !yes) });
  const run = await backtest(strategy, bars);
  expect(run.guards.lookAhead).toEqual({ status: "not checkable", boundaries: 0, finding: null });
  const statuses = Object.fromEntries(run.guards.findings.map(({ id, status }) => [id, status]));
  expect(statuses).toMatchObject({ lookAhead: "not checked", nondeterminism: "not checked" });
  // What is concluded from the numbers stays: they aren't known to be wrong.
  expect(statuses.benchmark).not.toBe("not checked");
  expect(run.metrics.tradesCount).toBeGreaterThan(0);
});

it("arrays of another length than the bars are refused", async () => {
  await expect(backtest(signalsStrategy({ entries: rises.slice(1) }), bars)).rejects.toThrow(
    "39 values in entries for 40 bars",
  );
});
