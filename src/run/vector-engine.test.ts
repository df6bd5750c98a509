import { expect, it } from "vitest";
import { walkBars } from "../../test/support/walk-bars.ts";
import { backtest, sweep, VectorEngine } from "../index.ts";
import { smaCross } from "../strategy/library/sma-cross.ts";

it("gives what backtest gives, with its options kept and its parameters laid over them", async () => {
  const bars = walkBars(300, 3);
  const engine = new VectorEngine({ cash: 5000, params: { slow: 20 } });
  const mine = await engine.runBacktest(smaCross, bars, { fast: 4 });
  const plain = await backtest(smaCross, bars, { cash: 5000, params: { slow: 20, fast: 4 } });
  expect(mine.detail.record.resultHash).toBe(plain.detail.record.resultHash);
  expect(mine.detail.record.spec).toEqual(plain.detail.record.spec);
});

it("sweeps as sweep does, with its options kept", async () => {
  const bars = walkBars(300, 3);
  const engine = new VectorEngine({ cash: 5000, params: { slow: 30 }, engine: "event" });
  const mine = await engine.optimizeParameters(smaCross, bars, { fast: [4, 8] }, { metric: "totalReturn" });
  const plain = await sweep(
    smaCross,
    bars,
    { fast: [4, 8] },
    { cash: 5000, params: { slow: 30 }, metric: "totalReturn" },
  );
  expect(mine.best().params).toEqual(plain.best().params);
  expect(mine.best().params).toMatchObject({ slow: 30 });
  expect(mine.best().metrics).toEqual(plain.best().metrics);
});
