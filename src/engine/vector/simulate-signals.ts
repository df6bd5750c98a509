import { checkPositive } from "../../core/checks.ts";
import { withPlainPrices } from "../../market/compact/compact-bars.ts";
import { accountResult } from "../../trading/account-result.ts";
import { carryCharge } from "../../trading/ledger/carry-charge.ts";
import { CashAccount } from "../../trading/ledger/cash-account.ts";
import { openTrading } from "../../trading/open-trading.ts";
import { CorporateActionSchedule } from "../../trading/orders/corporate-actions.ts";
import {
  type DeciderOf,
  decideBySignals,
  decideByTargets,
  type SignalColumns,
} from "../../trading/orders/decide-by.ts";
import type { Targets } from "../../trading/orders/target-decider.ts";
import { accountRisk } from "../../trading/risk/account-risk.ts";
import { BACKSIGHT_RULES } from "../../trading/rules/presets.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { checkSettings, lastEntryBarOf, type SimulationSettings } from "../../trading/simulation-settings.ts";
import { runBars } from "./run-bars.ts";

export interface SignalSimulation extends SimulationSettings, SignalColumns {}

export interface TargetSimulation extends SimulationSettings {
  readonly targets: Targets;
}

/**
 * The vector engine on signals, in its plain form: the oracle of every faster one.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_RULES_CANNOT
 */
export function simulateSignals(input: SignalSimulation): SimulationResult {
  return simulate(input, decideBySignals(input));
}

/**
 * The vector engine on targets: weights, or units.
 *
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_RULES_CANNOT
 */
export function simulateTargets(input: TargetSimulation): SimulationResult {
  return simulate(input, decideByTargets(input));
}

function simulate(input: SimulationSettings, deciderOf: DeciderOf): SimulationResult {
  const { start, rules = BACKSIGHT_RULES, actions = null } = input;
  const bars = withPlainPrices(input.bars);
  checkSettings(input, bars.length);
  const cashAccount = new CashAccount(checkPositive("cash", input.cash), input.account);
  const risk = accountRisk(cashAccount, input.risk);
  const traded = openTrading(bars, input, cashAccount, risk);
  const { ledger, desk, orders } = traded;
  const outcome = runBars(bars, ledger, desk, deciderOf(ledger, desk, orders), {
    fill: input.fill,
    start,
    lastEntryBar: lastEntryBarOf(bars, rules),
    closesAtEnd: rules.endOfData === "last-order",
    risk,
    carry: carryCharge(input.costs.carry),
    actions: actions === null ? null : new CorporateActionSchedule(bars, actions),
  });
  return accountResult(outcome, traded, input);
}
