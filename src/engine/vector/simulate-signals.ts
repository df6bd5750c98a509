import { checkLength, checkPositive } from "../../core/checks.ts";
import { withPlainPrices } from "../../market/compact/compact-bars.ts";
import { CashAccount } from "../../trading/ledger/cash-account.ts";
import type { Ledger } from "../../trading/ledger/ledger.ts";
import type { OrderBook } from "../../trading/orders/order-book.ts";
import type { OrderDesk } from "../../trading/orders/order-desk.ts";
import { checkRules } from "../../trading/rules/check-rules.ts";
import { BACKSIGHT_RULES } from "../../trading/rules/presets.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { openTrading, tradingOf } from "./open-trading.ts";
import { type Decider, runBars } from "./run-bars.ts";
import { type LevelColumns, signalDecider } from "./signal-decider.ts";
import { askedOf, checkSettings, lastEntryBarOf, type SimulationSettings } from "./simulation-settings.ts";
import { type Targets, targetDecider } from "./target-decider.ts";

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
  const rules = { direction, accumulate, book, firstDecision, lastEntryBar: lastEntryBarOf(bars, book) };
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

function simulate(
  input: SimulationSettings,
  deciderOf: (ledger: Ledger, desk: OrderDesk, orders: OrderBook) => Decider,
): SimulationResult {
  const { start, rules = BACKSIGHT_RULES } = input;
  const bars = withPlainPrices(input.bars);
  checkSettings(input, bars.length);
  const traded = openTrading(bars, input, new CashAccount(checkPositive("cash", input.cash)));
  const { ledger, desk, orders } = traded;
  const { account, ruinedAt } = runBars(bars, ledger, desk, deciderOf(ledger, desk, orders), {
    fill: input.fill,
    start,
    lastEntryBar: lastEntryBarOf(bars, rules),
    closesAtEnd: rules.endOfData === "last-open",
  });
  let equity: Float64Array | undefined;
  let cash: Float64Array | undefined;
  let quantity: Float64Array | undefined;
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
    ...tradingOf(traded, input),
  };
}
