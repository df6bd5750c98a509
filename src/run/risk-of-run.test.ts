import { describe, expect, it } from "vitest";
import { thrown } from "../../test/support/thrown.ts";
import { walkBars } from "../../test/support/walk-bars.ts";
import { sma } from "../indicators/sma.ts";
import { defineStrategy } from "../strategy/define-strategy.ts";
import { createBacktest } from "./backtest.ts";
import { type BacktestOptions, resolveOptions } from "./backtest-options.ts";
import { universalPorts } from "./default-ports.ts";

const bars = walkBars(300, 2);
const backtest = createBacktest({
  ports: async () => universalPorts(),
  presenter: { summary: () => "", html: () => "", markdown: () => "", write: async () => {} },
});
const cross = defineStrategy({
  name: "cross",
  signals: ({ close }) => ({ entries: close.gt(sma(close, 10)), exits: close.lt(sma(close, 10)) }),
});
const recordOf = async (options: BacktestOptions) => (await backtest(cross, bars, options)).detail.record;

describe("the limits of a run", () => {
  it("are part of its settings and of its hash, and absent where there are none", async () => {
    const [free, limited, tighter] = await Promise.all([
      recordOf({}),
      recordOf({ risk: { maxPositionSize: 0.2 } }),
      recordOf({ risk: { maxPositionSize: 0.1 } }),
    ]);
    expect(Object.keys(free.spec.settings)).not.toContain("risk");
    expect(limited.spec.settings.risk).toEqual({ maxPositionSize: 0.2 });
    expect(new Set([free.specHash, limited.specHash, tighter.specHash]).size).toBe(3);
    expect((await recordOf({ risk: { onBreach: "flatten" } })).specHash).toBe(free.specHash);
  });

  it("are counted: what they cut, and what they refused", async () => {
    const free = await recordOf({});
    expect([free.limited, free.notes.filter((note) => note.startsWith("risk limits"))]).toEqual([undefined, []]);
    const { limited, notes, notFilled } = await recordOf({ risk: { maxPositionSize: 0.2, maxTurnover: 0.01 } });
    expect(limited).toEqual({ "risk-turnover": expect.any(Number) });
    const cut = limited!["risk-turnover"]!;
    expect(notFilled["risk-turnover"] ?? 0).toBe(0);
    expect(notes).toContain(`risk limits: orders cut ${cut} (${cut} risk-turnover), refused 0`);
    const refused = await recordOf({ size: 1e6, risk: { maxPositionSize: 0.2 }, leverage: 1e6 });
    const count = refused.notFilled["risk-position-size"];
    expect(refused.notes).toContain(`risk limits: orders cut 0, refused ${count} (${count} risk-position-size)`);
  });

  it("don't bind the benchmark, and neither do stops", async () => {
    const free = await recordOf({});
    const bound = await recordOf({
      ...{ risk: { maxPositionSize: 0.01 }, timeStop: 1, breakEven: 0.001 },
    });
    expect(bound.metrics.benchmarkReturn).toBe(free.metrics.benchmarkReturn);
    expect(bound.metrics.totalReturn).not.toBe(free.metrics.totalReturn);
  });
});

describe("stops by time and at break-even", () => {
  it("are read as numbers or in full", () => {
    const settings = (options: BacktestOptions) => resolveOptions(options).settings;
    expect(settings({ timeStop: 20, breakEven: 0.02 })).toMatchObject({
      ...{ timeStop: 20, breakEven: { afterGain: 0.02, offset: 0 } },
    });
    expect(settings({ breakEven: { afterGain: 0.02, offset: 0.001 } }).breakEven).toEqual({
      afterGain: 0.02,
      offset: 0.001,
    });
    expect(Object.keys(settings({}))).not.toContain("timeStop");
  });

  it.each<[unknown, string]>([
    [{ timeStop: 0 }, "timeStop must be an integer from 1, was 0"],
    [{ breakEven: 0 }, "breakEven must be a gain above 0"],
    [{ breakEven: { afterGain: 0.02, offset: 0.02 } }, "breakEven must be a gain above 0, or { afterGain, offset }"],
    [{ breakEven: { afterGain: 0.02, ofset: 0 } }, "breakEven must be a gain above 0"],
    [{ risk: { maxDrawdawn: 0.2 } }, 'unknown risk limit "maxDrawdawn". Did you mean "maxDrawdown"?'],
  ])("refuse %o", (options, message) => {
    expect(thrown(() => resolveOptions(options as BacktestOptions)).message).toContain(message);
  });
});
