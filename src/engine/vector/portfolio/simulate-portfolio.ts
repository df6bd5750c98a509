import { checkLength, checkPositive } from "../../../core/checks.ts";
import { BacksightError } from "../../../core/errors.ts";
import type { Bars } from "../../../market/bars.ts";
import { withPlainPrices } from "../../../market/compact/compact-bars.ts";
import type { CorporateAction } from "../../../market/corporate-action.ts";
import type { Panel } from "../../../market/panel.ts";
import { carryCharge } from "../../../trading/ledger/carry-charge.ts";
import { CashAccount } from "../../../trading/ledger/cash-account.ts";
import { type InstrumentTrading, openTrading, type TradingOutcome, tradingOf } from "../../../trading/open-trading.ts";
import { CorporateActionSchedule } from "../../../trading/orders/corporate-actions.ts";
import type { Decider } from "../../../trading/orders/decider.ts";
import { signalDecider } from "../../../trading/orders/signal-decider.ts";
import { type BudgetShare, type TargetDecider, targetDecider } from "../../../trading/orders/target-decider.ts";
import { accountRisk } from "../../../trading/risk/account-risk.ts";
import { checkRules } from "../../../trading/rules/check-rules.ts";
import { BACKSIGHT_RULES } from "../../../trading/rules/presets.ts";
import {
  askedOf,
  checkSettings,
  lastEntryBarOf,
  type SimulationSettings,
} from "../../../trading/simulation-settings.ts";
import type { SignalSimulation } from "../simulate-signals.ts";
import { PortfolioLane } from "./portfolio-lane.ts";
import { type DueIncrease, type PanelOutcome, runPanel, type ShareOut } from "./run-panel.ts";

/** How several instruments that share cash are simulated; `start` and `firstDecision` are rows of the panel. */
export interface PortfolioSettings extends Omit<SimulationSettings, "bars" | "actions"> {
  readonly panel: Panel;
  /** Splits and dividends of each instrument's raw prices, in the panel's order; null: none. */
  readonly actionsOf?: readonly (readonly CorporateAction[] | null)[] | null;
}

/** The signals of one instrument, each column as long as its own bars. */
export type InstrumentSignals = Omit<SignalSimulation, keyof SimulationSettings>;

/** What to hold from a row on. */
export interface Allocation {
  readonly row: number;
  /** Signed fraction of equity of each instrument, in the panel's order; NaN keeps what is held. */
  readonly weights: Float64Array;
}

/** How an account of several instruments fared. Account columns have one value per row of the panel. */
export interface PortfolioResult extends PanelOutcome {
  readonly startingCash: number;
  readonly start: number;
  /** Of each instrument, in the panel's order; bars are its own. */
  readonly instruments: readonly TradingOutcome[];
}

/**
 * The vector engine on signals of several instruments that share cash: each is judged alone, sizes are measured by the
 * whole account, and orders of one instant fill in the order of instruments.
 *
 * @param signals of each instrument, in the panel's order
 * @param firstDecisions first bar of each instrument, of its own, whose decision counts; by `firstDecision` unless given
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_RULES_CANNOT, BACKSIGHT_NOT_SUPPORTED
 */
export function simulatePortfolioSignals(
  input: PortfolioSettings & { readonly firstDecisions?: readonly number[] },
  signals: readonly InstrumentSignals[],
): PortfolioResult {
  const { direction = "both", accumulate = 1, rules: book = BACKSIGHT_RULES } = input;
  checkLength("signals", signals, input.panel.instruments.length);
  return simulate(input, null, (k, firstBar, { bars, ledger, desk, orders }) => {
    const { entries, exits, shortEntries = null, shortExits = null } = signals[k]!;
    const levels = {
      stopLoss: signals[k]!.stopLevels ?? null,
      takeProfit: signals[k]!.targetLevels ?? null,
      entryLimit: signals[k]!.entryLimit ?? null,
      entryStop: signals[k]!.entryStop ?? null,
      exitLimit: signals[k]!.exitLimit ?? null,
      adjustEntryLimit: signals[k]!.adjustEntryLimit ?? null,
    };
    const masks = { entries, exits, shortEntries, shortExits };
    for (const [name, column] of Object.entries({ ...masks, ...levels }))
      if (column !== null) checkLength(`${name} of ${bars.instrument.symbol}`, column, bars.length);
    const { entryLimit, entryStop, exitLimit } = levels;
    checkRules(book, { ...askedOf({ ...input, bars }), entryLimit, entryStop, exitLimit, hasTargets: false });
    const firstDecision = input.firstDecisions?.[k] ?? firstBar;
    const rules = { direction, accumulate, book, firstDecision, lastEntryBar: lastEntryBarOf(bars, book) };
    return { decider: signalDecider(masks, levels, rules, ledger, desk, orders) };
  });
}

/**
 * The vector engine on weights of several instruments. At each allocation every instrument is traded to its weight of the
 * account's equity at its own next bar: reductions of one instant first, then increases, which share what there is pro
 * rata when it doesn't pay for all.
 *
 * @param allocations ascending in rows; those before `firstDecision` count as warm-up
 * @param band a difference of less than this share of equity isn't traded, but for a weight of 0
 * @throws {BacksightError} BACKSIGHT_LENGTH, BACKSIGHT_ARGUMENT, BACKSIGHT_RULES_CANNOT, BACKSIGHT_NOT_SUPPORTED
 */
export function simulatePortfolioWeights(
  input: PortfolioSettings,
  allocations: readonly Allocation[],
  band = 0,
): PortfolioResult {
  const { panel, direction = "both", rules = BACKSIGHT_RULES } = input;
  const columns = weightColumns(panel, allocations, input.fill === "close");
  const budget: BudgetShare = { share: 1 };
  return simulate(input, rowsOf(panel, columns), (k, firstBar, { bars, ledger, desk, orders }) => {
    checkRules(rules, {
      ...askedOf({ ...input, bars }),
      entryLimit: null,
      entryStop: null,
      exitLimit: null,
      hasTargets: true,
    });
    const targets = { kind: "weight", values: columns[k]!, rebalance: "always", band } as const;
    const target = targetDecider(bars, targets, direction, firstBar, ledger, desk, orders, budget);
    return { decider: target, target, budget };
  });
}

/** The weights of each instrument on its own bars; NaN where nothing is decided. */
function weightColumns(
  { bars, instruments, length }: Panel,
  allocations: readonly Allocation[],
  fillsAtClose: boolean,
): readonly Float64Array[] {
  const columns = instruments.map((one) => new Float64Array(one.length).fill(NaN));
  let before = -1;
  for (const { row, weights } of allocations) {
    if (!(Number.isInteger(row) && row > before && row < length))
      throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "allocations", rule: "ascending in rows", value: row });
    before = row;
    checkLength("weights", weights, instruments.length);
    for (let k = 0; k < instruments.length; k++) {
      const at = fillsAtClose ? barFrom(bars[k]!, row) : barUntil(bars[k]!, row);
      if (at >= 0 && !Number.isNaN(weights[k]!)) columns[k]![at] = weights[k]!;
    }
  }
  return columns;
}

/** 1 at the rows that show a bar with a weight. */
function rowsOf({ bars, length }: Panel, columns: readonly Float64Array[]): Uint8Array {
  const rows = new Uint8Array(length);
  for (const [k, column] of columns.entries())
    for (let row = 0; row < length; row++)
      if (bars[k]![row]! >= 0 && !Number.isNaN(column[bars[k]![row]!]!)) rows[row] = 1;
  return rows;
}

/** The instrument's latest bar at `row`, whose next one an order waits for; −1 before its first. */
function barUntil(bars: Int32Array, row: number): number {
  let at = row;
  while (at >= 0 && bars[at]! < 0) at--;
  return at < 0 ? -1 : bars[at]!;
}

/** The instrument's bar at `row`, else its next one; −1 after its last. */
function barFrom(bars: Int32Array, row: number): number {
  let at = row;
  while (at < bars.length && bars[at]! < 0) at++;
  return at === bars.length ? -1 : bars[at]!;
}

type LaneDecider = { readonly decider: Decider; readonly target?: TargetDecider; readonly budget?: BudgetShare };

function simulate(
  input: PortfolioSettings,
  decisionRows: Uint8Array | null,
  deciderOf: (instrument: number, firstBar: number, trading: InstrumentTrading) => LaneDecider,
): PortfolioResult {
  const { panel, start, firstDecision, rules = BACKSIGHT_RULES } = input;
  checkSettings(input, panel.length);
  checkPanel(panel);
  const account = new CashAccount(checkPositive("cash", input.cash));
  const risk = accountRisk(account, input.risk);
  const deciders: LaneDecider[] = [];
  const lanes = panel.instruments.map((one, k) => {
    const trading = openTrading(withPlainPrices(one), input, account, risk);
    const firstOf = (row: number) => {
      const bar = barFrom(panel.bars[k]!, Math.min(row, panel.length - 1));
      return bar < 0 || row >= panel.length ? one.length : bar;
    };
    deciders.push(deciderOf(k, firstOf(firstDecision), trading));
    const { decider } = deciders[k]!;
    const lastEntryBar = lastEntryBarOf(one, rules);
    const given = input.actionsOf?.[k] ?? null;
    const actions = given === null ? null : new CorporateActionSchedule(one, given);
    return new PortfolioLane({ ...trading, decider, actions, fill: input.fill, start: firstOf(start), lastEntryBar });
  });
  const outcome = runPanel(panel, account, lanes, {
    start,
    closesAtEnd: rules.endOfData === "last-open",
    shareOut: sharesOut(lanes, deciders, input.leverage ?? 1),
    decisionRows,
    risk,
    carry: carryCharge(input.costs.carry),
  });
  return {
    ...outcome,
    startingCash: input.cash,
    start,
    instruments: lanes.map((lane) => tradingOf(lane, input)),
  };
}

/** Cuts the budgets of one instant alike when together they ask for more than may be spent; an instrument that is alone in the account is cut by its size. */
function sharesOut(lanes: readonly PortfolioLane[], deciders: readonly LaneDecider[], leverage: number): ShareOut {
  return (due: readonly DueIncrease[]) => {
    let asked = 0;
    const budget = deciders[due[0]!.instrument]!.budget;
    if (budget === undefined || lanes.length === 1) return;
    budget.share = 1;
    for (const { instrument, decisionBar, price } of due) {
      const cash = deciders[instrument]!.target!.askedCash(decisionBar, price);
      if (cash > 0) asked += cash;
    }
    const { account } = lanes[0]!.ledger;
    const power = leverage === 1 && !account.isShort ? account.cash : leverage * account.equity - account.gross;
    if (asked > power) budget.share = Math.max(0, power) / asked;
  };
}

/** Rows must follow each other, or an order of things among the instruments would be made up. */
function checkPanel({ instruments, bars, closeTime }: Panel): void {
  const [first, ...others] = instruments as readonly [Bars, ...Bars[]];
  const stranger = others.find(({ instrument }) => instrument.currency !== first.instrument.currency);
  if (stranger !== undefined)
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: `instruments in ${first.instrument.currency} and ${stranger.instrument.currency} in one account`,
      instead: "convert the prices to one currency first",
    });
  for (const [k, { time, instrument }] of instruments.entries()) {
    for (let row = 1; row < closeTime.length; row++) {
      const i = bars[k]![row]!;
      if (i >= 0 && time[i]! < closeTime[row - 1]!)
        throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
          what: `bars of ${instrument.symbol} that begin before bars of other instruments end`,
          instead: "give all instruments one timeframe and one calendar",
        });
    }
  }
}
