import { checkInteger, checkLength, checkPositive } from "../../core/checks.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf, withPlainPrices } from "../../market/compact/compact-bars.ts";
import type { CostSettings } from "../../trading/costs/cost-settings.ts";
import { TransactionCostEngine } from "../../trading/costs/transaction-cost-engine.ts";
import type { IntrabarMode, Trail } from "../../trading/fills/protective-exit.ts";
import type { TakeProfit } from "../../trading/fills/take-profit.ts";
import { excursions } from "../../trading/ledger/excursions.ts";
import { Ledger } from "../../trading/ledger/ledger.ts";
import { type TradeUnit, tradesByUnit } from "../../trading/ledger/trade-units.ts";
import { OrderBook } from "../../trading/orders/order-book.ts";
import { OrderDesk } from "../../trading/orders/order-desk.ts";
import type { Size } from "../../trading/orders/size.ts";
import { GOOD_TILL_CANCELLED, type OrderTimeouts } from "../../trading/orders/time-in-force.ts";
import { checkRules } from "../../trading/rules/check-rules.ts";
import { BACKSIGHT_RULES } from "../../trading/rules/presets.ts";
import type { FillTime, RuleBook } from "../../trading/rules/rule-book.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { type Decider, runBars } from "./run-bars.ts";
import { type LevelColumns, signalDecider } from "./signal-decider.ts";
import { type Targets, targetDecider } from "./target-decider.ts";

/** How a simulation is executed; what is optional is off unless given. */
export interface SimulationSettings {
  readonly bars: Bars;
  readonly cash: number;
  readonly fill: FillTime;
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
  /** How long orders wait for their prices; until they are taken back. */
  readonly orderTimeout?: OrderTimeouts;
  /** Conventions; what stands beside it here comes before it. */
  readonly rules?: RuleBook;
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
  /** Prices that an order decided at the bar waits for; NaN: a market order. Both for an entry: a stop-limit order. */
  readonly entryLimit?: Float64Array | null;
  readonly entryStop?: Float64Array | null;
  readonly exitLimit?: Float64Array | null;
  /** New limit, at each close, of an entry that waits; NaN takes it back. */
  readonly adjustEntryLimit?: Float64Array | null;
}

export interface TargetSimulation extends SimulationSettings {
  readonly targets: Targets;
}

/**
 * The vector engine on signals, in its plain form: the oracle of every faster one.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_RULES_CANNOT
 */
export function simulateSignals(input: SignalSimulation): SimulationResult {
  const { bars, entries, exits, shortEntries = null, shortExits = null } = input;
  const levels: LevelColumns = {
    stopLoss: input.stopLevels ?? null,
    takeProfit: input.targetLevels ?? null,
    entryLimit: input.entryLimit ?? null,
    entryStop: input.entryStop ?? null,
    exitLimit: input.exitLimit ?? null,
    adjustEntryLimit: input.adjustEntryLimit ?? null,
  };
  for (const [name, column] of Object.entries({ entries, exits, shortEntries, shortExits, ...levels })) {
    if (column !== null) checkLength(name, column, bars.length);
  }
  const { direction = "both", accumulate = 1, rules: book = BACKSIGHT_RULES, firstDecision } = input;
  const { entryLimit, entryStop, exitLimit } = levels;
  checkRules(book, { ...askedOf(input), entryLimit, entryStop, exitLimit, hasTargets: false });
  const rules = { direction, accumulate, book, firstDecision, lastEntryBar: lastEntryBarOf(input) };
  return simulate(input, (ledger, desk, orders) =>
    signalDecider({ entries, exits, shortEntries, shortExits }, levels, rules, ledger, desk, orders),
  );
}

/**
 * The vector engine on targets: weights, or units.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_RULES_CANNOT
 */
export function simulateTargets(input: TargetSimulation): SimulationResult {
  checkLength("targets", input.targets.values, input.bars.length);
  const { bars, targets, direction = "both", rules = BACKSIGHT_RULES, firstDecision } = input;
  checkRules(rules, { ...askedOf(input), entryLimit: null, entryStop: null, exitLimit: null, hasTargets: true });
  return simulate(input, (ledger, desk, orders) =>
    targetDecider(bars, targets, direction, firstDecision, ledger, desk, orders),
  );
}

/** The settings that rule books may refuse. */
function askedOf({ size, costs, ...input }: SimulationSettings) {
  return {
    size,
    costs,
    accumulate: input.accumulate ?? 1,
    leverage: input.leverage ?? 1,
    settlement: input.settlement ?? "T+0",
    takeProfit: input.takeProfit ?? null,
    trailingStop: input.trailingStop ?? null,
    intrabar: input.intrabar ?? "worst",
  } as const;
}

function lastEntryBarOf({ bars, rules = BACKSIGHT_RULES }: SimulationSettings): number {
  return rules.lastBarEntry ? bars.length - 1 : bars.length - 2;
}

function simulate(
  input: SimulationSettings,
  deciderOf: (ledger: Ledger, desk: OrderDesk, orders: OrderBook) => Decider,
): SimulationResult {
  const { start, rules = BACKSIGHT_RULES } = input;
  const bars = withPlainPrices(input.bars);
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
    orderTimeout: input.orderTimeout ?? GOOD_TILL_CANCELLED,
    rules,
  });
  const { account, ruinedAt } = runBars(bars, ledger, desk, deciderOf(ledger, desk, orders), {
    fill: input.fill,
    start,
    lastEntryBar: lastEntryBarOf(input),
    closesAtEnd: rules.endOfData === "last-open",
  });
  const last = bars.length - 1;
  const mark = bars.close[last]!;
  const end = { bar: last, time: columnOf(bars, "closeTime").at(last)!, price: mark };
  let equity: Float64Array | undefined;
  let cash: Float64Array | undefined;
  let quantity: Float64Array | undefined;
  const fills = ledger.fills();
  const unit = input.tradeUnit ?? "flat";
  const marked = ledger.tradesMarkedAt(end.bar, end.time, mark);
  const trades = tradesByUnit(unit, fills, marked, bars.instrument, end);
  const order = { intrabar: input.intrabar ?? "worst", trailingStop: input.trailingStop ?? null };
  return {
    account,
    ruinedAt,
    get equity() {
      equity ??= account.equityColumn();
      return equity;
    },
    get cash() {
      cash ??= account.cashColumn();
      return cash;
    },
    get quantity() {
      quantity ??= account.quantityColumn();
      return quantity;
    },
    startingCash: input.cash,
    start,
    orders: orders.columns(),
    fills,
    trades: { ...trades, ...excursions(unit, trades, fills, bars, order) },
    notFilled: orders.notFilledCounts(),
    clipped: orders.clippedCount,
    ambiguousRange: desk.ambiguousRangeAt(mark),
  };
}
