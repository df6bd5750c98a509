import type { Bars } from "../market/bars.ts";
import { columnOf } from "../market/compact/compact-bars.ts";
import { costColumnsAcrossSplits } from "./costs/cost-columns-across-splits.ts";
import { TransactionCostEngine } from "./costs/transaction-cost-engine.ts";
import { FinerBars } from "./fills/finer-bars.ts";
import { rangeDistances } from "./fills/range-distance.ts";
import type { CashAccount } from "./ledger/cash-account.ts";
import { type Excursions, excursions } from "./ledger/excursions.ts";
import { Ledger } from "./ledger/ledger.ts";
import { tradesByUnit } from "./ledger/trade-units.ts";
import { OrderBook } from "./orders/order-book.ts";
import { OrderDelay } from "./orders/order-delay.ts";
import { type DeskSettings, OrderDesk } from "./orders/order-desk.ts";
import { GOOD_TILL_CANCELLED } from "./orders/time-in-force.ts";
import { VolumeLimit } from "./orders/volume-limit.ts";
import type { AccountRisk } from "./risk/account-risk.ts";
import { BACKSIGHT_RULES } from "./rules/presets.ts";
import type { SimulationResult } from "./simulation-result.ts";
import type { SimulationSettings } from "./simulation-settings.ts";
import type { TradeColumns } from "./trade-columns.ts";

/** What trades one instrument of an account. */
export interface InstrumentTrading {
  readonly bars: Bars;
  readonly ledger: Ledger;
  readonly orders: OrderBook;
  readonly desk: OrderDesk;
}

/** What orders find, and what they pay. */
export interface TradedMarket extends Pick<DeskSettings, "volumeIn" | "delay"> {
  readonly costs: TransactionCostEngine;
}

function costsOf(bars: Bars, { costs, quotedSpread = null, actions }: Omit<SimulationSettings, "bars">) {
  return new TransactionCostEngine(costs, costColumnsAcrossSplits(bars, costs, quotedSpread, actions ?? []));
}

/** What became of an instrument's orders. */
export type TradingOutcome = Pick<
  SimulationResult,
  "orders" | "fills" | "cashEvents" | "trades" | "notFilled" | "clipped" | "limited" | "ambiguousRange"
>;

/**
 * Opens the books of one instrument in an account.
 *
 * @param bars with plain price columns
 * @param risk limits of the account; null: none
 * @param market of orders that don't meet bars
 */
export function openTrading(
  bars: Bars,
  input: Omit<SimulationSettings, "bars">,
  account: CashAccount,
  risk: AccountRisk | null = null,
  { costs = costsOf(bars, input), ...market }: Partial<TradedMarket> = {},
): InstrumentTrading {
  const ledger = new Ledger(account, bars.instrument, costs);
  const orders = new OrderBook();
  const settings: DeskSettings = {
    size: input.size,
    sizeAt: input.sizeAt,
    leverage: input.leverage ?? 1,
    settlement: input.settlement ?? "T+0",
    stopLoss: input.stopLoss ?? null,
    takeProfit: input.takeProfit ?? null,
    trailingStop: input.trailingStop ?? null,
    timeStop: input.timeStop ?? null,
    breakEven: input.breakEven ?? null,
    intrabar: input.intrabar ?? "worst",
    finer: input.finer === null || input.finer === undefined ? null : new FinerBars(bars, input.finer),
    volumeIn: (lot) => new VolumeLimit(bars, input.participation ?? null, lot),
    delay: new OrderDelay(bars, input.latency ?? null),
    ...market,
    mayShort: input.account?.kind !== "cash",
    stopRanges:
      input.stopRange === null || input.stopRange === undefined ? null : rangeDistances(bars, input.stopRange),
    trailRanges:
      input.trailRange === null || input.trailRange === undefined ? null : rangeDistances(bars, input.trailRange),
    orderTimeout: input.orderTimeout ?? GOOD_TILL_CANCELLED,
    rules: input.rules ?? BACKSIGHT_RULES,
  };
  const desk = new OrderDesk(bars, ledger, costs, orders, settings, risk);
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
  const between = { splits: ledger.splits.all, cashEvents: ledger.cashEvents() };
  const trades = tradesByUnit(unit, fills, marked, bars.instrument, end, between);
  const order = { intrabar: input.intrabar ?? "worst", trailingStop: input.trailingStop ?? null };
  return {
    orders: orders.columns(),
    fills,
    cashEvents: between.cashEvents,
    trades: withExcursions(trades, () => excursions(unit, trades, fills, bars, order, between.splits)),
    notFilled: orders.notFilledCounts(),
    clipped: orders.clippedCount,
    limited: orders.limitedCounts(),
    ambiguousRange: desk.ambiguousRangeAt(mark),
  };
}

/** The trades with how far they went against and for their holders, which is found out when somebody asks. */
function withExcursions(trades: TradeColumns, measure: () => Excursions): TradeColumns {
  let measured: Excursions | undefined;
  const known = () => {
    measured ??= measure();
    return measured;
  };
  return {
    ...trades,
    get mae() {
      return known().mae;
    },
    get mfe() {
      return known().mfe;
    },
  };
}
