import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import { TransactionCostEngine } from "../../trading/costs/transaction-cost-engine.ts";
import type { CashAccount } from "../../trading/ledger/cash-account.ts";
import { excursions } from "../../trading/ledger/excursions.ts";
import { Ledger } from "../../trading/ledger/ledger.ts";
import { tradesByUnit } from "../../trading/ledger/trade-units.ts";
import { OrderBook } from "../../trading/orders/order-book.ts";
import { OrderDesk } from "../../trading/orders/order-desk.ts";
import { GOOD_TILL_CANCELLED } from "../../trading/orders/time-in-force.ts";
import { BACKSIGHT_RULES } from "../../trading/rules/presets.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import type { SimulationSettings } from "./simulation-settings.ts";

/** What trades one instrument of an account. */
export interface InstrumentTrading {
  readonly bars: Bars;
  readonly ledger: Ledger;
  readonly orders: OrderBook;
  readonly desk: OrderDesk;
}

/** What became of an instrument's orders. */
export type TradingOutcome = Pick<
  SimulationResult,
  "orders" | "fills" | "trades" | "notFilled" | "clipped" | "ambiguousRange"
>;

/** Opens the books of one instrument in an account. @param bars with plain price columns */
export function openTrading(
  bars: Bars,
  input: Omit<SimulationSettings, "bars">,
  account: CashAccount,
): InstrumentTrading {
  const costs = new TransactionCostEngine(input.costs);
  const ledger = new Ledger(account, bars.instrument, costs);
  const orders = new OrderBook();
  const desk = new OrderDesk(bars, ledger, costs, orders, {
    size: input.size,
    sizeAt: input.sizeAt,
    leverage: input.leverage ?? 1,
    settlement: input.settlement ?? "T+0",
    stopLoss: input.stopLoss ?? null,
    takeProfit: input.takeProfit ?? null,
    trailingStop: input.trailingStop ?? null,
    intrabar: input.intrabar ?? "worst",
    orderTimeout: input.orderTimeout ?? GOOD_TILL_CANCELLED,
    rules: input.rules ?? BACKSIGHT_RULES,
  });
  return { bars, ledger, orders, desk };
}

/** The books of an instrument after its last bar; what is still held is marked at the last close. */
export function tradingOf(
  { bars, ledger, orders, desk }: InstrumentTrading,
  input: Omit<SimulationSettings, "bars">,
): TradingOutcome {
  const last = bars.length - 1;
  const mark = bars.close[last]!;
  const end = { bar: last, time: columnOf(bars, "closeTime").at(last)!, price: mark };
  const fills = ledger.fills();
  const unit = input.tradeUnit ?? "flat";
  const marked = ledger.tradesMarkedAt(end.bar, end.time, mark);
  const trades = tradesByUnit(unit, fills, marked, bars.instrument, end);
  const order = { intrabar: input.intrabar ?? "worst", trailingStop: input.trailingStop ?? null };
  return {
    orders: orders.columns(),
    fills,
    trades: { ...trades, ...excursions(unit, trades, fills, bars, order) },
    notFilled: orders.notFilledCounts(),
    clipped: orders.clippedCount,
    ambiguousRange: desk.ambiguousRangeAt(mark),
  };
}
