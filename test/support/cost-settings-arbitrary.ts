import fc from "fast-check";
import type { SignalSimulation } from "../../src/engine/vector/simulate-signals.ts";
import { createBars } from "../../src/market/create-bars.ts";
import type { Commission, CostSettings } from "../../src/trading/costs/cost-settings.ts";

const perUnit = (amount: number) => ({ kind: "per-unit", amount }) as const;

const commissions = fc.constantFrom<Commission>(
  { kind: "rate", rate: 0.001 },
  { kind: "per-order", amount: 1 },
  { kind: "bounded", of: perUnit(0.005), minimum: 1, maximumRate: 0.01 },
  { kind: "bounded", of: { kind: "rate", rate: 0.002 }, minimum: 0.5, maximum: 7 },
  { kind: "maker-taker", maker: 0.0002, taker: 0.0008 },
  {
    kind: "tiered",
    by: "units",
    per: "month",
    tiers: [
      { from: 0, fee: 0.05 },
      { from: 100, fee: 0.01 },
    ],
  },
  {
    kind: "tiered",
    by: "notional",
    per: "order",
    tiers: [
      { from: 0, fee: 0.01 },
      { from: 500, fee: 0.001 },
    ],
  },
  { kind: "sum", of: [perUnit(0.01), { kind: "only", fills: "sells", of: { kind: "rate", rate: 0.0005 } }] },
);

/** Costs that depend on order, side, size, market, day and time held. */
export const costsOfEveryKind: fc.Arbitrary<CostSettings> = fc.record(
  {
    commission: commissions,
    slippage: fc.constantFrom<CostSettings["slippage"]>(
      0,
      0.0005,
      { kind: "volatility", multiple: 0.2, bars: 5 },
      { kind: "volume-share", impact: 0.1, bars: 4 },
    ),
    spread: fc.constantFrom(0, 0.002),
    impact: fc.constant<CostSettings["impact"] & object>({ kind: "square-root", coefficient: 0.5, sessions: 4 }),
    carry: fc.constantFrom({ borrow: 0.05, financing: 0.03 }, { borrow: 0.1, financing: 0.08 }),
    taxes: fc.constantFrom({ buys: 0.005, sells: 0 }, { buys: 0.001, sells: 0.002 }),
  },
  { requiredKeys: ["commission", "slippage", "spread"] },
);

/** The input at other costs, its bars with volume. */
export function withCosts<T extends Pick<SignalSimulation, "bars" | "costs">>(input: T, given: CostSettings): T {
  const volume = input.bars.close.map((close, i) => 200 + ((i * 37) % 11) * 60 + Math.floor(close));
  return { ...input, costs: given, bars: createBars({ ...input.bars, volume }) };
}
