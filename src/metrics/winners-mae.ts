import { quantile } from "../math/quantile.ts";
import { select } from "../math/select.ts";
import { closedTrades } from "./closed-trades.ts";
import type { Metric } from "./metric.ts";

/** Share of the winners that stood worse. */
const LEVEL = 0.1;

/**
 * The maximum adverse excursion that nine in ten winners stayed within, a fraction of the entry price, at most 0: a stop
 * beyond it would have spared them. NaN without a winner.
 *
 * @param mae of the same trades as `pnl`
 */
export function winnersMae(mae: Float64Array, pnl: Float64Array): number {
  return quantile(
    select(mae, (row) => pnl[row]! > 0),
    LEVEL,
  );
}

export const winnersMaeMetric: Metric = {
  id: "winnersMae",
  label: "MAE of winners (9 in 10)",
  unit: "fraction",
  better: "higher",
  group: "trades",
  formula: "10 % quantile (type 7) of the MAE of closed trades with pnl > 0",
  reference: "Sweeney (1996), Maximum Adverse Excursion: where a stop spares the winners",
  undefinedWhen: "no closed trade won",
  compute: ({ trades }) => winnersMae(closedTrades(trades, trades.mae), closedTrades(trades, trades.pnl)),
};
