import type { RunRecord } from "../run/run-record.ts";
import { isFree, proportionalCosts } from "../trading/costs/cost-settings.ts";

/** Numbers that several faces show, taken from a record in one place. NaN where undefined. */
export interface RunFacts {
  readonly startingCash: number;
  readonly finalEquity: number;
  /** finalEquity − startingCash. */
  readonly net: number;
  readonly commission: number;
  readonly slippage: number;
  readonly spread: number;
  readonly impact: number;
  readonly taxes: number;
  /** Fees for borrowed units, and interest. */
  readonly financing: number;
  /** All of these. */
  readonly paid: number;
  /** Before all costs: net + paid. */
  readonly gross: number;
  /** Fraction of the notional, per side, that the settings charge a market order; NaN for other costs. */
  readonly costPerSide: number;
  /** Fraction of the notional, per side, at which the run would have ended where it began. */
  readonly breakEvenCost: number;
  /** Capital at which market impact eats the result; NaN where it isn't known. */
  readonly capacity: number;
  readonly costsAreOff: boolean;
}

export function runFacts(record: RunRecord): RunFacts {
  const { cash, costs } = record.spec.settings;
  const finalEquity = metricValue(record, "finalEquity");
  const commission = metricValue(record, "totalCommission");
  const slippage = metricValue(record, "totalSlippage");
  const [spread, impact, taxes, financing] = ["totalSpread", "totalImpact", "totalTaxes", "totalFinancing"].map((id) =>
    paidBy(record, id),
  ) as [number, number, number, number];
  const paid = commission + slippage + spread + impact + taxes + financing;
  const net = finalEquity - cash;
  const plain = proportionalCosts(costs);
  return {
    startingCash: cash,
    finalEquity,
    net,
    commission,
    slippage,
    spread,
    impact,
    taxes,
    financing,
    paid,
    gross: net + paid,
    costPerSide: plain?.commission.kind === "rate" ? plain.commission.rate + plain.slippage + plain.spread / 2 : NaN,
    breakEvenCost: record.guards.breakEvenCost ?? NaN,
    capacity: metricValue(record, "capacity"),
    costsAreOff: isFree(costs),
  };
}

/** Each cost by the name that people read: commission and slippage always, others where something was paid. */
export function paidParts(facts: RunFacts): readonly (readonly [label: string, money: number])[] {
  const { commission, slippage, spread, impact, taxes, financing } = facts;
  const others = [
    ["Spread", spread],
    ["Impact", impact],
    ["Taxes", taxes],
    ["Borrowing", financing],
  ] as const;
  return [["Commission", commission], ["Slippage", slippage], ...others.filter(([, money]) => money !== 0)];
}

/** Money of a cost; nothing in records that are older than it. */
function paidBy(record: RunRecord, id: string): number {
  return Object.hasOwn(record.metrics, id) ? metricValue(record, id) : 0;
}

/** A metric of the record; NaN when it is undefined or absent, ∞ when the record's reason says so. */
export function metricValue({ metrics, undefinedMetrics }: RunRecord, id: string): number {
  const value = Object.hasOwn(metrics, id) ? metrics[id] : undefined;
  if (typeof value === "number") return value;
  const reason = Object.hasOwn(undefinedMetrics, id) ? undefinedMetrics[id] : undefined;
  return reason?.startsWith("infinite:") === true ? Infinity : NaN;
}
