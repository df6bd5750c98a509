import { expect, it } from "vitest";
import { walkBars } from "../../../test/support/walk-bars.ts";
import type { Bars } from "../../market/bars.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import { createBars } from "../../market/create-bars.ts";
import { costColumns } from "./cost-columns.ts";
import { costColumnsAcrossSplits } from "./cost-columns-across-splits.ts";
import type { CostSettings } from "./cost-settings.ts";

const adjusted = walkBars(100, 5);
const SPLIT = 60;
/** Old shares, at four times the price, up to the split. */
const factor = (i: number) => (i < SPLIT ? 4 : 1);

function rawBars(): Bars {
  const times = (column: Float64Array) => column.map((price, i) => price * factor(i));
  const [open, high, low, close] = [adjusted.open, adjusted.high, adjusted.low, adjusted.close].map(times);
  const volume = adjusted.volume.map((units, i) => units / factor(i));
  return createBars({ ...adjusted, ...{ open, high, low, close, volume }, ticksPerUnit: null } as Bars);
}

const actions: readonly CorporateAction[] = [
  { kind: "split", day: adjusted.session[SPLIT]!, from: 1, to: 4 },
  { kind: "dividend", day: adjusted.session[80]!, amount: 1, currency: "USD" },
];
const RATE = { commission: { kind: "rate", rate: 0 }, spread: 0 } as const;
const SETTINGS: readonly CostSettings[] = [
  { ...RATE, slippage: { kind: "volatility", multiple: 0.1, bars: 10 } },
  { ...RATE, slippage: { kind: "volume-share", impact: 0.1, bars: 10 } },
  { ...RATE, slippage: 0, impact: { kind: "square-root", coefficient: 0.5, sessions: 10 } },
  { ...RATE, slippage: 0, impact: { kind: "kyle", lambda: "estimated", sessions: 20 } },
];

// A power of two moves no bit: a unit of the first days is four of the last ones, at a quarter of the price.
it.each(SETTINGS)("a split is no volatility and no volume, and volumes are in shares of the bar: %j", (settings) => {
  const [plain, across] = [
    costColumns(adjusted, settings)!,
    costColumnsAcrossSplits(rawBars(), settings, null, actions)!,
  ];
  for (let i = 0; i < adjusted.length; i++) {
    const { barVolume = NaN, dailyVolume = NaN, lambda = NaN, ...rest } = { ...plain.stateAt(i, adjusted.open[i]!) };
    const state = across.stateAt(i, adjusted.open[i]!);
    expect(state).toMatchObject(rest);
    expect(state.barVolume ?? NaN).toBe(barVolume / factor(i));
    expect(state.dailyVolume ?? NaN).toBe(dailyVolume / factor(i));
    expect(state.lambda ?? NaN).toBe(lambda * factor(i) * factor(i));
    expect(across.isKnownAt(i)).toBe(plain.isKnownAt(i));
  }
});

it("costs that don't ask need no columns", () => {
  expect(costColumnsAcrossSplits(rawBars(), { ...RATE, slippage: 0.001 }, null, actions)).toBeNull();
});
