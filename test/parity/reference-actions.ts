import type { CorporateAction } from "../../src/market/corporate-action.ts";
import type { SimulationSettings } from "../../src/trading/simulation-settings.ts";

/** One day's splits and dividends, before the open of a bar. */
export interface ReferenceActions {
  from: number;
  to: number;
  /** Per share after the split. */
  paid: number;
}

/** Section 8: what happens before the open of each bar; days without a bar happen at the next one. */
export function actionsByBar({ bars, actions }: SimulationSettings): Map<number, ReferenceActions[]> {
  const byBar = new Map<number, ReferenceActions[]>();
  const given = new Map<string, CorporateAction>();
  for (const action of actions ?? []) given.set(JSON.stringify(action), action);
  const days = [...new Set([...given.values()].map(({ day }) => day))].sort((a, b) => a - b);
  for (const day of days) {
    const bar = bars.session.findIndex((session) => session >= day);
    if (bar < 1) continue;
    const step: ReferenceActions = { from: 1, to: 1, paid: 0 };
    for (const action of given.values()) {
      if (action.day !== day) continue;
      if (action.kind === "dividend") step.paid += action.amount;
      else [step.from, step.to] = [step.from * action.from, step.to * action.to];
    }
    byBar.set(bar, [...(byBar.get(bar) ?? []), step]);
  }
  return byBar;
}

/** What shares were, and what a price of one was, in those of now. */
export class ReferenceShares {
  private readonly splits: { bar: number; from: number; to: number }[] = [];

  split(bar: number, from: number, to: number): void {
    this.splits.push({ bar, from, to });
  }

  price(price: number, decidedAt: number): number {
    return this.splits.filter(({ bar }) => bar > decidedAt).reduce((now, { from, to }) => (now * from) / to, price);
  }

  units(units: number, decidedAt: number): number {
    return this.splits.filter(({ bar }) => bar > decidedAt).reduce((now, { from, to }) => (now * to) / from, units);
  }
}
