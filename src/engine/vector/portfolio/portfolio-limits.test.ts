import { describe, expect, it } from "vitest";
import { intradayBars } from "../../../../test/support/intraday-simulation.ts";
import type { Bars } from "../../../market/bars.ts";
import { panelOf } from "../../../market/panel.ts";
import { NO_COSTS } from "../../../trading/costs/cost-settings.ts";
import type { PortfolioSettings } from "../../../trading/panel/simulate-panel.ts";
import type { RiskLimits } from "../../../trading/risk/risk-limits.ts";
import { simulatePortfolioSignals } from "./simulate-portfolio.ts";

/** Bars of one symbol that stand still at each price. */
function still(symbol: string, ...prices: number[]): Bars {
  const bars = intradayBars(prices.map((price) => [price, price, price, price] as const));
  return { ...bars, instrument: { ...bars.instrument, symbol } };
}

/** Each instrument enters with everything that equity can pay at its bar; nothing exits. */
function run(instruments: readonly Bars[], entries: readonly number[], risk: RiskLimits, size = 1) {
  const panel = panelOf(instruments);
  const settings: PortfolioSettings = {
    ...{ panel, cash: 1000, fill: "next-open", sizeAt: "fill", costs: NO_COSTS, start: 0, firstDecision: 0, risk },
    ...{ size: { kind: "fraction", fraction: size }, leverage: 10 },
  };
  const signals = instruments.map(({ length }, k) => ({
    entries: Uint8Array.from({ length }, (_, i) => (i === entries[k] ? 1 : 0)),
    exits: new Uint8Array(length),
  }));
  return simulatePortfolioSignals(settings, signals);
}

const bought = ({ instruments }: ReturnType<typeof run>) => instruments.map(({ fills }) => [...fills.quantity]);
const reasons = ({ instruments }: ReturnType<typeof run>) => instruments.map(({ notFilled }) => notFilled);

describe("limits of an account of several instruments", () => {
  const [a, b, c] = ["A", "B", "C"].map((symbol) => still(symbol, 10, 10, 10, 10));

  it("count what the others hold", () => {
    const result = run([a!, b!, c!], [0, 0, 1], { maxGrossExposure: 1.5 });
    expect(bought(result)).toEqual([[100], [50], []]);
    expect(reasons(result)[2]).toEqual({ "risk-gross-exposure": 1 });
    expect(result.instruments.map(({ limited }) => limited)).toEqual([{}, { "risk-gross-exposure": 1 }, {}]);
  });

  it("count each instrument alone, its sector, and the largest together", () => {
    expect(bought(run([a!, b!, c!], [0, 0, 0], { maxPositionSize: 0.4 }))).toEqual([[40], [40], [40]]);
    const sectors = { A: "banks", B: "banks", C: "energy" };
    expect(bought(run([a!, b!, c!], [0, 0, 0], { maxSectorExposure: 1.2, sectors }))).toEqual([[100], [20], [100]]);
    const largest = { maxConcentration: { limit: 1.6, positions: 2 } };
    expect(bought(run([a!, b!, c!], [0, 0, 0], largest))).toEqual([[100], [60], [60]]);
  });

  it("leave everything when the account has lost too much, each at its own next bar", () => {
    // Both fall to 8 in bar 2: 20 % of equity.
    const falling = (symbol: string) => still(symbol, 10, 10, 8, 8, 8);
    const result = run([falling("A"), falling("B")], [0, 0], { maxDrawdown: 0.2, onBreach: "flatten" }, 0.5);
    expect(result.instruments.map(({ fills }) => [...fills.bar])).toEqual([
      [1, 3],
      [1, 3],
    ]);
    expect(result.positions.at(-1)).toBe(0);
  });

  it("refuse what moves like a position that is held", () => {
    // A and B rise and fall together, C the other way round.
    const up = [10, 11, 10, 11, 10, 11];
    const together = [still("A", ...up), still("B", ...up.map((price) => 2 * price))];
    const against = still("C", ...up.map((price) => 21 - price));
    const result = run([...together, against], [3, 4, 4], { maxCorrelation: { limit: 0.5, window: 3 } }, 0.1);
    expect(bought(result).map(({ length }) => length)).toEqual([1, 0, 1]);
    expect(reasons(result)[1]).toEqual({ "risk-correlation": 1 });
  });
});
