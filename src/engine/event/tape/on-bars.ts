import type { SimulationResult } from "../../../trading/simulation-result.ts";
import type { Tape } from "./tape.ts";

/** A result whose orders, fills and trades stand on rows of a tape, told by the bars that these lie in. */
export function onBars({ bar }: Pick<Tape, "bar">, result: SimulationResult): SimulationResult {
  const barsOf = (rows: Int32Array) => rows.map((row) => bar[row] ?? -1);
  const { orders, fills, cashEvents, trades } = result;
  return withColumns(result, {
    orders: withColumns(orders, { decisionBar: barsOf(orders.decisionBar) }),
    fills: withColumns(fills, { bar: barsOf(fills.bar) }),
    cashEvents: withColumns(cashEvents, { bar: barsOf(cashEvents.bar) }),
    trades: withColumns(trades, { entryBar: barsOf(trades.entryBar), exitBar: barsOf(trades.exitBar) }),
  });
}

/** The same with other columns; what is worked out when it is read stays so. */
function withColumns<T extends object>(of: T, columns: Partial<T>): T {
  return Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(of),
      ...Object.getOwnPropertyDescriptors(columns),
    },
  ) as T;
}
