import { describe, expect, it } from "vitest";
import { runRecord } from "../../test/support/run-detail.ts";
import { executionDefaults } from "../run/execution-defaults.ts";
import type { RunSpec } from "../run/run-spec.ts";
import { reproduceCommands } from "./reproduce-command.ts";

const { spec } = runRecord("x");
const commandsOf = (changes: Partial<RunSpec>) =>
  reproduceCommands(runRecord("01abc", { spec: { ...spec, ...changes } }));

describe("reproduceCommands", () => {
  it("states every setting, quoted where a shell would read it otherwise", () => {
    expect(commandsOf({ to: null })).toEqual({
      rerun: "backsight runs rerun 01abc",
      run: "backsight run sma-cross --data 'synthetic:gbm?seed=7' --param fast=10 --param slow=50 --param exact=true --param mode=long --cash 100000 --commission 0.001 --slippage 0.0005 --fill next-open --size 100% --size-at fill --direction both --returns session --rf 0 --benchmark hold --seed 1",
    });
  });

  it("writes ranges, files, units and sizes as the command line reads them", () => {
    const { run } = commandsOf({
      strategy: { source: "file", name: "mine", url: "my strategies/it's.ts", codeHash: "c" },
      from: Date.UTC(2024, 0, 2, 14, 30),
      to: Date.UTC(2024, 0, 31, 21),
      params: {},
      settings: {
        ...spec.settings,
        size: { kind: "risk", fraction: 0.0125 },
        costs: { commission: { kind: "per-unit", amount: 0.005 }, slippage: 0, spread: 0.001 },
      },
    });
    expect(run).toContain("run 'my strategies/it'\\''s.ts' ");
    expect(run).toContain("--from 2024-01-02T14:30:00Z --to 2024-01-31T21:00:00Z ");
    expect(run).toContain("--commission 0.005/share --slippage 0 --spread 0.001 ");
    expect(run).toContain("--size risk:1.25% ");
  });

  it("states stops, targets and position rules that aren't the defaults, as the command line reads them", () => {
    const { run } = commandsOf({
      settings: {
        ...spec.settings,
        direction: "long",
        stopLoss: 0.02,
        takeProfit: [
          { afterBars: 0, fraction: 0.1 },
          { afterBars: 24, fraction: -0.05 },
        ],
        trailingStop: { kind: "amount", amount: 1.5, activateAt: 0.05 },
        intrabar: "ohlc",
        accumulate: 3,
        settlement: "T+1",
        rebalance: "always",
        tradeUnit: "fifo",
      },
    });
    expect(run).toContain(
      " --direction long --stop-loss 0.02 --take-profit 0:0.1,24:-0.05 --trailing-stop amount:1.5@0.05 --intrabar ohlc --accumulate 3 --settlement T+1 --rebalance always --trade-unit fifo --returns ",
    );
  });

  it("names a rule book, and of its conventions only what was said otherwise", () => {
    const settings = { ...executionDefaults("backtesting.py"), intrabar: "worst", tradeUnit: "flat" } as const;
    const { run } = commandsOf({ settings });
    expect(run).toContain(" --rules backtesting.py --cash 100000 ");
    // 1 − 2⁻⁵² of equity: no percentage is read as that
    expect(run).not.toContain("--size ");
    expect(run).toContain(" --trade-unit flat ");
    expect(run).not.toContain("--intrabar");
  });

  it("states leverage, waiting times, targets by time and wider trails", () => {
    const { run } = commandsOf({
      settings: {
        ...spec.settings,
        leverage: 2,
        size: { kind: "fraction", fraction: 1.5 },
        orderTimeout: { entry: { kind: "minutes", minutes: 10 }, exit: { kind: "bars", bars: 3 } },
        takeProfit: [
          { afterMinutes: 0, fraction: 0.1 },
          { afterMinutes: 90, fraction: 0.05 },
        ],
        trailingStop: { kind: "fraction", fraction: 0.03, activateAt: 0.05, before: 0.1 },
      },
    });
    expect(run).toContain(" --size 150% ");
    expect(run).toContain(" --take-profit 0m:0.1,90m:0.05 --trailing-stop 0.1,0.03@0.05 ");
    expect(run).toContain(" --leverage 2 --order-timeout 10m,3 ");
  });

  it("knows that a strategy of a session can't be run again", () => {
    expect(commandsOf({ strategy: { source: "inline", name: "mine", codeHash: "c" } }).rerun).toBeNull();
  });
});
