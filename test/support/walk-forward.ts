import { int } from "../../src/core/params/parameter.ts";
import type { Bars } from "../../src/market/bars.ts";
import type { CorporateAction } from "../../src/market/corporate-action.ts";
import { createBars } from "../../src/market/create-bars.ts";
import { sliceBars } from "../../src/market/slice-bars.ts";
import { metricGoal } from "../../src/optimize/objectives/goal.ts";
import { objectiveOf } from "../../src/optimize/objectives/search-objective.ts";
import { gridSampler } from "../../src/optimize/samplers/grid-sampler.ts";
import type { SearchRange } from "../../src/optimize/spaces/search-range.ts";
import { searchSpace } from "../../src/optimize/spaces/search-space.ts";
import { resolveOptions } from "../../src/run/backtest-options.ts";
import { universalPorts } from "../../src/run/default-ports.ts";
import { executeRun } from "../../src/run/execute-run.ts";
import { RULES_VERSION } from "../../src/run/rules-version.ts";
import type { RunPorts } from "../../src/run/run-ports.ts";
import type { RunSpec } from "../../src/run/run-spec.ts";
import { executeWalkForward } from "../../src/run/walk-forward/execute-walk-forward.ts";
import type { WalkForwardLengths, WalkForwardSpec } from "../../src/run/walk-forward/walk-forward-spec.ts";
import { defineStrategy } from "../../src/strategy/define-strategy.ts";
import type { Strategy } from "../../src/strategy/strategy.ts";
import { walkBars } from "./walk-bars.ts";

/** Holds while the close is above that of some bars ago. */
export const momentum = defineStrategy({
  name: "momentum",
  params: { look: int(5, { min: 2, max: 9 }) },
  requiredHistory: (p) => p.look + 1,
  signals: ({ close }, p) => ({ entries: close.gt(close.lag(p.look)), exits: close.lt(close.lag(p.look)) }),
});

/** What of a walk-forward differs from test to test. */
export interface WalkWish {
  readonly windows?: Partial<WalkForwardLengths>;
  readonly positions?: WalkForwardSpec["positions"];
  readonly look?: SearchRange;
  readonly strategy?: Strategy;
  readonly actions?: readonly CorporateAction[];
}

const LENGTHS: WalkForwardLengths = {
  ...{ unit: "sessions", train: 60, test: 20, step: 20 },
  ...{ isAnchored: false, purge: 0, embargo: 0 },
};

function specOf(strategy: Strategy, cash = 100_000): RunSpec {
  return {
    strategy: { source: "inline", name: strategy.name, codeHash: "0" },
    params: { look: 5 },
    data: "walk",
    ...{ from: null, to: null, seed: 1, rulesVersion: RULES_VERSION },
    settings: resolveOptions({ cash }).settings,
  };
}

/** A walk-forward by the Sharpe ratio of three looks back: 60 sessions to train, 20 to test. */
export async function walk(
  bars: Bars,
  { windows, positions = "flatten", look = [3, 5, 8], strategy = momentum as never, actions = [] }: WalkWish = {},
  ports: RunPorts = universalPorts(),
) {
  const objective = objectiveOf(metricGoal("sharpeRatio", "higher"));
  const space = searchSpace(strategy, { ranges: { look }, isPointAllowed: true });
  const { detail, account } = await executeWalkForward(
    {
      spec: specOf(strategy),
      windows: {
        windows: { ...LENGTHS, ...windows },
        ...{ positions, method: "grid", trials: null, patience: null, ranges: null },
        ...{ goals: ["sharpeRatio:higher"], requirements: [], minTrades: 1, robust: null },
      },
      strategy,
      bars,
      actions: actions.length === 0 ? null : actions,
      search: { space, sampler: gridSampler, trials: Infinity, patience: null, objective, robust: null },
    },
    ports,
  );
  return { detail, account, record: detail.record.walkForward! };
}

/** One run over the rows from `start` to `end`. */
export async function single(
  bars: Bars,
  start: number,
  end: number,
  look: number,
  cash: number,
  { strategy = momentum as never, actions = [] }: Pick<WalkWish, "strategy" | "actions"> = {},
) {
  const spec = { ...specOf(strategy, cash), params: { look }, from: bars.time[start]! };
  const part = sliceBars(bars, 0, end);
  return executeRun({ spec, strategy, bars: part, actions: actions.length === 0 ? null : actions }, universalPorts());
}

/** The same bars up to row `end`, and other prices from there on. */
export function poisoned(bars: Bars, end: number): Bars {
  const other = walkBars(bars.length, 99);
  const mixed = (name: "open" | "high" | "low" | "close" | "volume") =>
    bars[name].map((value, i) => (i < end ? value : Math.round(other[name][i]! * 300) / 100));
  return createBars({
    ...bars,
    ...{ open: mixed("open"), high: mixed("high"), low: mixed("low"), close: mixed("close"), volume: mixed("volume") },
  });
}
