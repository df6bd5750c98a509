import { checkPositive } from "../../core/checks.ts";
import { withPlainPrices } from "../../market/compact/compact-bars.ts";
import type { EventProgram } from "../../strategy/event-strategy.ts";
import { accountResult } from "../../trading/account-result.ts";
import { carryCharge } from "../../trading/ledger/carry-charge.ts";
import { CashAccount } from "../../trading/ledger/cash-account.ts";
import { type InstrumentTrading, openTrading } from "../../trading/open-trading.ts";
import { CorporateActionSchedule } from "../../trading/orders/corporate-actions.ts";
import { decideBySignals, decideByTargets, type SignalColumns } from "../../trading/orders/decide-by.ts";
import type { Targets } from "../../trading/orders/target-decider.ts";
import { type PortfolioResult, simulatePanel } from "../../trading/panel/simulate-panel.ts";
import { accountRisk } from "../../trading/risk/account-risk.ts";
import { checkRules } from "../../trading/rules/check-rules.ts";
import { BACKSIGHT_RULES } from "../../trading/rules/presets.ts";
import type { SimulationResult } from "../../trading/simulation-result.ts";
import { askedOf, checkSettings, lastEntryBarOf, type SimulationSettings } from "../../trading/simulation-settings.ts";
import { CallbackReactor } from "./callback-reactor.ts";
import { type PanelEvents, PanelReactor } from "./panel-reactor.ts";
import { type Reactor, walkBars } from "./walk-bars.ts";

/**
 * The event engine on a strategy that decides bar by bar.
 *
 * @throws {BacksightError} what the strategy did wrong, naming bar and callback: BACKSIGHT_STRATEGY_THREW,
 * BACKSIGHT_STRATEGY_RESULT, BACKSIGHT_ORDER_REQUEST, BACKSIGHT_ORDER_FLOOD; BACKSIGHT_ARGUMENT, BACKSIGHT_RULES_CANNOT
 */
export function simulateEvents(input: SimulationSettings & { readonly program: EventProgram }): SimulationResult {
  const { rules = BACKSIGHT_RULES, program } = input;
  checkRules(rules, { ...askedOf(input), entryLimit: null, entryStop: null, exitLimit: null, hasTargets: false });
  return simulate(input, (traded) => new CallbackReactor(program, traded, input));
}

/**
 * The event engine on several instruments that share cash: the strategy is asked once at each row of the panel, after all
 * bars that close there.
 *
 * @throws {BacksightError} as `simulateEvents`, and BACKSIGHT_NOT_SUPPORTED for panels whose rows overlap
 */
export function simulatePanelEvents(input: PanelEvents): PortfolioResult {
  const { rules = BACKSIGHT_RULES, axis } = input;
  const waits = { entryLimit: null, entryStop: null, exitLimit: null, hasTargets: false };
  checkRules(rules, { ...askedOf({ ...input, bars: axis }), ...waits });
  return simulatePanel(input, ({ account, instruments }) => {
    const reactor = new PanelReactor(input, instruments, account);
    const { working, deciders } = reactor;
    const ask = (row: number) => reactor.ask(row);
    return { deciders, working, ask, shareOut: null, decisionRows: null, end: () => reactor.end() };
  });
}

/** The event engine on signals: the same numbers as the vector engine's. @throws {BacksightError} as `simulateSignals` */
export function simulateSignalEvents(input: SimulationSettings & SignalColumns): SimulationResult {
  const deciderOf = decideBySignals(input);
  return simulate(input, ({ ledger, desk, orders }) => reactorOf(deciderOf(ledger, desk, orders)));
}

/** The event engine on targets. @throws {BacksightError} as `simulateTargets` */
export function simulateTargetEvents(input: SimulationSettings & { readonly targets: Targets }): SimulationResult {
  const deciderOf = decideByTargets(input);
  return simulate(input, ({ ledger, desk, orders }) => reactorOf(deciderOf(ledger, desk, orders)));
}

function reactorOf(decider: Omit<Reactor, "working" | "end">): Reactor {
  return { ...decider, working: null, end: () => {} };
}

function simulate(input: SimulationSettings, reactorFor: (traded: InstrumentTrading) => Reactor): SimulationResult {
  const { start, rules = BACKSIGHT_RULES, actions = null } = input;
  const bars = withPlainPrices(input.bars);
  checkSettings(input, bars.length);
  const account = new CashAccount(checkPositive("cash", input.cash), input.account);
  const risk = accountRisk(account, input.risk);
  const traded = openTrading(bars, input, account, risk);
  const outcome = walkBars(bars, traded.ledger, traded.desk, reactorFor(traded), {
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
