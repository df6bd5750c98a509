import { checkInteger, checkLength, checkPositive } from "../../core/checks.ts";
import type { Bars } from "../../market/bars.ts";
import type { CostSettings } from "../../trading/costs/cost-settings.ts";
import { TransactionCostEngine } from "../../trading/costs/transaction-cost-engine.ts";
import type { IntrabarMode, Trail } from "../../trading/fills/protective-exit.ts";
import type { TakeProfit } from "../../trading/fills/take-profit.ts";
import { Ledger } from "../../trading/ledger/ledger.ts";
import { type TradeUnit, tradesByUnit } from "../../trading/ledger/trade-units.ts";
import { OrderBook } from "../../trading/orders/order-book.ts";
import { OrderDesk } from "../../trading/orders/order-desk.ts";
import type { Size } from "../../trading/orders/size.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { type Decider, runBars } from "./run-bars.ts";
import { signalDecider } from "./signal-decider.ts";
import { type Targets, targetDecider } from "./target-decider.ts";

/** How a simulation is executed; what is optional is off unless given. */
export interface SimulationSettings {
  readonly bars: Bars;
  readonly cash: number;
  readonly fill: "next-open" | "close";
  readonly size: Size;
  readonly sizeAt: "fill" | "decision";
  readonly costs: CostSettings;
  /** First bar of the measured range. */
  readonly start: number;
  /** First bar whose decision counts, at least `start`: earlier ones are warm-up. */
  readonly firstDecision: number;
  readonly direction?: "long" | "short" | "both";
  /** Entries that one position may be made of; 1. */
  readonly accumulate?: number;
  readonly leverage?: number;
  readonly settlement?: "T+0" | "T+1";
  /** Fractions of the average entry price. */
  readonly stopLoss?: number | null;
  readonly takeProfit?: TakeProfit | null;
  readonly trailingStop?: Trail | null;
  readonly intrabar?: IntrabarMode;
  readonly tradeUnit?: TradeUnit;
}

/** Signals as columns, each as long as the bars; 1 where the bar's close says so. */
export interface SignalSimulation extends SimulationSettings {
  readonly entries: Uint8Array;
  readonly exits: Uint8Array;
  readonly shortEntries?: Uint8Array | null;
  readonly shortExits?: Uint8Array | null;
  /** Prices that an entry decided at the bar brings along; NaN: none. */
  readonly stopLevels?: Float64Array | null;
  readonly targetLevels?: Float64Array | null;
}

export interface TargetSimulation extends SimulationSettings {
  readonly targets: Targets;
}

/**
 * The vector engine on signals, in its plain form: the oracle of every faster one.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT
 */
export function simulateSignals(input: SignalSimulation): SimulationResult {
  const {
    bars,
    entries,
    exits,
    shortEntries = null,
    shortExits = null,
    stopLevels = null,
    targetLevels = null,
  } = input;
  for (const [name, column] of Object.entries({ entries, exits, shortEntries, shortExits, stopLevels, targetLevels })) {
    if (column !== null) checkLength(name, column, bars.length);
  }
  const rules = { direction: input.direction ?? "both", accumulate: input.accumulate ?? 1 };
  return simulate(input, (ledger, desk, orders) =>
    signalDecider(
      { entries, exits, shortEntries, shortExits },
      { stopLoss: stopLevels, takeProfit: targetLevels },
      rules,
      input.firstDecision,
      ledger,
      desk,
      orders,
    ),
  );
}

/** The vector engine on targets: weights, or units. @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT */
export function simulateTargets(input: TargetSimulation): SimulationResult {
  checkLength("targets", input.targets.values, input.bars.length);
  const { bars, targets, direction = "both", firstDecision } = input;
  return simulate(input, (ledger, desk, orders) =>
    targetDecider(bars, targets, direction, firstDecision, ledger, desk, orders),
  );
}

function simulate(
  input: SimulationSettings,
  deciderOf: (ledger: Ledger, desk: OrderDesk, orders: OrderBook) => Decider,
): SimulationResult {
  const { bars, start } = input;
  checkPositive("cash", input.cash);
  checkInteger("start", start, 0, bars.length - 1);
  checkInteger("firstDecision", input.firstDecision, start);
  checkInteger("accumulate", input.accumulate ?? 1, 1);
  checkPositive("leverage", input.leverage ?? 1);
  const costs = new TransactionCostEngine(input.costs);
  const ledger = new Ledger(input.cash, bars.instrument, costs);
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
  });
  const account = runBars(bars, ledger, desk, deciderOf(ledger, desk, orders), input.fill === "close", start);
  const last = bars.length - 1;
  const mark = bars.close[last]!;
  const end = { bar: last, time: bars.closeTime[last]!, price: mark };
  const fills = ledger.fills();
  const trades = ledger.tradesMarkedAt(end.bar, end.time, mark);
  return {
    ...account,
    startingCash: input.cash,
    start,
    orders: orders.columns(),
    fills,
    trades: tradesByUnit(input.tradeUnit ?? "flat", fills, trades, bars.instrument, end),
    notFilled: orders.notFilledCounts(),
    clipped: orders.clippedCount,
    ambiguousRange: desk.ambiguousRangeAt(mark),
  };
}
