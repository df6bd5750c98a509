import { expect, it } from "vitest";
import { walkBars } from "../../test/support/walk-bars.ts";
import { backtest, EventEngine } from "../index.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import { smaCross } from "../strategy/library/sma-cross.ts";

it("gives what backtest gives by events, with its options kept and its parameters laid over them", async () => {
  const bars = walkBars(300, 3);
  const engine = new EventEngine({ cash: 5000, params: { slow: 20 } });
  const mine = await engine.runBacktest(smaCross, bars, { fast: 4 });
  const plain = await backtest(smaCross, bars, { cash: 5000, params: { slow: 20, fast: 4 } });
  expect(mine.detail.record.resultHash).toBe(plain.detail.record.resultHash);
  expect([mine, plain].map(({ detail }) => detail.record.engine)).toEqual(["event", "vector"]);
});

it("takes several instruments for callbacks", async () => {
  const [a, b] = [walkBars(60, 3), walkBars(60, 4)];
  const both = defineStrategy({
    name: "both",
    onStart: ({ instruments }) => void instruments.forEach(({ buy }) => void buy({ size: { fraction: 0.4 } })),
  });
  const other = { ...b, instrument: { ...b.instrument, symbol: "B" } };
  const run = await new EventEngine({ store: false }).runBacktest(both, [a, other]);
  expect(run.trades.symbols).toEqual([a.instrument.symbol, "B"]);
  expect(run.trades.length).toBe(2);
});
