import type { Bars } from "../market/bars.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import { costColumns } from "../trading/costs/cost-columns.ts";
import { type CostSettings, NO_COSTS } from "../trading/costs/cost-settings.ts";
import { type ImpactModel, impactFraction } from "../trading/costs/impact/impact-model.ts";
import { DEFAULT_IMPACT_SESSIONS } from "../trading/costs/model-defaults.ts";
import type { SimulatedAccount } from "./simulated-account.ts";

/** What is asked of a run whose costs have no impact: the square-root law with its usual coefficient. */
const USUAL_IMPACT: ImpactModel = { kind: "square-root", coefficient: 1, sessions: DEFAULT_IMPACT_SESSIONS };

/**
 * What the market impact of all fills of a run would have cost, had every order been `scale` times as large, in money: by
 * the run's own model of impact, else by the square-root law. Looked up when it is first asked for; NaN where an
 * instrument's volume isn't known.
 */
export function impactCosts(
  { books }: Pick<SimulatedAccount, "books">,
  { impact = USUAL_IMPACT }: CostSettings,
): (scale: number) => number {
  let costs: ((scale: number) => number)[] | undefined;
  return (scale) => {
    costs ??= books.map((book) => ofInstrument(book, impact));
    return costs.reduce((sum, cost) => sum + cost(scale), 0);
  };
}

function ofInstrument(
  { bars, fills, instrument }: SimulatedAccount["books"][number],
  impact: ImpactModel,
): (scale: number) => number {
  if (fills.length === 0) return () => 0;
  if (!isTraded(bars)) return () => NaN;
  const columns = costColumns(bars, { ...NO_COSTS, impact });
  return (scale) => {
    let cost = 0;
    for (let i = 0; i < fills.length; i++) {
      const [quantity, reference] = [fills.quantity[i]! * scale, fills.reference[i]!];
      const market = columns?.stateAt(fills.bar[i]!, reference) ?? { reference };
      cost += impactFraction(impact, quantity, market) * quantity * reference * instrument.multiplier;
    }
    return cost;
  };
}

function isTraded(bars: Bars): boolean {
  const volume = columnOf(bars, "volume");
  for (let i = 0; i < bars.length; i++) if (volume.at(i)! > 0) return true;
  return false;
}
