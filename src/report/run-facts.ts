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
  /** Before all costs: net + commission + slippage. */
  readonly gross: number;
  /** Fraction of the notional, per side, that the settings charge a market order; NaN for other costs. */
  readonly costPerSide: number;
  /** Fraction of the notional, per side, at which the run would have ended where it began. */
  readonly breakEvenCost: number;
  readonly costsAreOff: boolean;
}

export function runFacts(record: RunRecord): RunFacts {
  const { cash, costs } = record.spec.settings;
  const finalEquity = metricValue(record, "finalEquity");
  const commission = metricValue(record, "totalCommission");
  const slippage = metricValue(record, "totalSlippage");
  const net = finalEquity - cash;
  const plain = proportionalCosts(costs);
  return {
    startingCash: cash,
    finalEquity,
    net,
    commission,
    slippage,
    gross: net + commission + slippage,
    costPerSide: plain?.commission.kind === "rate" ? plain.commission.rate + plain.slippage + plain.spread / 2 : NaN,
    breakEvenCost: record.guards.breakEvenCost ?? NaN,
    costsAreOff: isFree(costs),
  };
}

/** A metric of the record; NaN when it is undefined or absent, ∞ when the record's reason says so. */
export function metricValue({ metrics, undefinedMetrics }: RunRecord, id: string): number {
  const value = Object.hasOwn(metrics, id) ? metrics[id] : undefined;
  if (typeof value === "number") return value;
  const reason = Object.hasOwn(undefinedMetrics, id) ? undefinedMetrics[id] : undefined;
  return reason?.startsWith("infinite:") === true ? Infinity : NaN;
}
