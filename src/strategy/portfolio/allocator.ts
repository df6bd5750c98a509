import type { ParamSet, Values } from "../../core/params/parameter.ts";
import type { PortfolioView } from "./portfolio-view.ts";
import type { RebalanceSchedule } from "./rebalance-schedule.ts";

/**
 * What to hold: a signed fraction of equity by symbol (symbols left out: nothing), or one per instrument in the view's
 * order (NaN: as it is).
 */
export type Weights = Readonly<Record<string, number>> | ArrayLike<number>;

/** How a portfolio strategy decides, instead of by signals. */
export interface Allocator<P extends ParamSet = ParamSet> {
  schedule(p: Values<P>): RebalanceSchedule;
  /** A weight that what is held differs from by less than this share of equity isn't traded, unless it is 0. */
  band(p: Values<P>): number;
  allocate(view: PortfolioView, p: Values<P>): Weights;
}
