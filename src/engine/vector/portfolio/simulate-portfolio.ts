import { checkLength } from "../../../core/checks.ts";
import { BacksightError } from "../../../core/errors.ts";
import type { Bars } from "../../../market/bars.ts";
import type { Panel } from "../../../market/panel.ts";
import type { CashAccount } from "../../../trading/ledger/cash-account.ts";
import type { InstrumentTrading } from "../../../trading/open-trading.ts";
import { signalDecider } from "../../../trading/orders/signal-decider.ts";
import { type BudgetShare, type TargetDecider, targetDecider } from "../../../trading/orders/target-decider.ts";
import {
  barFrom,
  type PortfolioResult,
  type PortfolioSettings,
  simulatePanel,
} from "../../../trading/panel/simulate-panel.ts";
import type { ShareOut } from "../../../trading/panel/walk-panel.ts";
import { checkRules } from "../../../trading/rules/check-rules.ts";
import { BACKSIGHT_RULES } from "../../../trading/rules/presets.ts";
import { askedOf, lastEntryBarOf, type SimulationSettings } from "../../../trading/simulation-settings.ts";
import type { SignalSimulation } from "../simulate-signals.ts";

/** Each instrument is judged by itself. */
const ALONE = { ask: null, working: null, shareOut: null, decisionRows: null };

/** The signals of one instrument, each column as long as its own bars. */
export type InstrumentSignals = Omit<SignalSimulation, keyof SimulationSettings>;

/** What to hold from a row on. */
export interface Allocation {
  readonly row: number;
  /** Signed fraction of equity of each instrument, in the panel's order; NaN keeps what is held. */
  readonly weights: Float64Array;
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
  const deciderOf = ({ bars, ledger, desk, orders }: InstrumentTrading, k: number, firstBar: number) => {
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
    return signalDecider(masks, levels, rules, ledger, desk, orders);
  };
  return simulatePanel(input, ({ instruments, firstBars }) => ({
    ...ALONE,
    deciders: instruments.map((one, k) => deciderOf(one, k, firstBars[k]!)),
  }));
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
  const deciderOf = ({ bars, ledger, desk, orders }: InstrumentTrading, k: number, firstBar: number) => {
    checkRules(rules, {
      ...askedOf({ ...input, bars }),
      entryLimit: null,
      entryStop: null,
      exitLimit: null,
      hasTargets: true,
    });
    const targets = { kind: "weight", values: columns[k]!, rebalance: "always", band } as const;
    return targetDecider(bars, targets, direction, firstBar, ledger, desk, orders, budget);
  };
  return simulatePanel(input, ({ account, instruments, firstBars }) => {
    const deciders = instruments.map((one, k) => deciderOf(one, k, firstBars[k]!));
    const shareOut = deciders.length === 1 ? null : sharesOut(account, deciders, budget, input.leverage ?? 1);
    return { ...ALONE, deciders, shareOut, decisionRows: rowsOf(panel, columns) };
  });
}

/** The weights of each instrument on its own bars; NaN where nothing is decided. */
function weightColumns(
  { bars, instruments, length, closeTime }: Panel,
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
      const at = fillsAtClose ? barFrom(bars[k]!, row) : barBegunBy(instruments[k]!, bars[k]!, row, closeTime[row]!);
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

/** The same, or one that is under way at `row`: then it is the bar after that one which an order waits for. */
function barBegunBy({ time }: Bars, bars: Int32Array, row: number, now: number): number {
  const next = barFrom(bars, row + 1);
  return bars[row]! < 0 && next >= 0 && time[next]! < now ? next : barUntil(bars, row);
}

/** Cuts the budgets of one instant alike when together they ask for more than may be spent. */
function sharesOut(
  account: CashAccount,
  deciders: readonly TargetDecider[],
  budget: BudgetShare,
  leverage: number,
): ShareOut {
  return (due) => {
    let asked = 0;
    budget.share = 1;
    for (const { instrument, decisionBar, price } of due) {
      const cash = deciders[instrument]!.askedCash(decisionBar, price);
      if (cash > 0) asked += cash;
    }
    const power = leverage === 1 && !account.isShort ? account.cash : leverage * account.equity - account.gross;
    if (asked > power) budget.share = Math.max(0, power) / asked;
  };
}
