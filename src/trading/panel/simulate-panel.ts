import { checkPositive } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import type { Bars } from "../../market/bars.ts";
import { withPlainPrices } from "../../market/compact/compact-bars.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import type { Panel } from "../../market/panel.ts";
import { carryCharge } from "../ledger/carry-charge.ts";
import { CashAccount } from "../ledger/cash-account.ts";
import { type InstrumentTrading, openTrading, type TradingOutcome, tradingOf } from "../open-trading.ts";
import { CorporateActionSchedule } from "../orders/corporate-actions.ts";
import type { Decider } from "../orders/decider.ts";
import type { WorkingOrders } from "../orders/working-orders.ts";
import { accountRisk } from "../risk/account-risk.ts";
import { BACKSIGHT_RULES } from "../rules/presets.ts";
import { checkSettings, lastEntryBarOf, type SimulationSettings } from "../simulation-settings.ts";
import { PanelLane } from "./panel-lane.ts";
import { panelOpenings } from "./panel-openings.ts";
import { type SharedClock, SharedClockDelay } from "./shared-clock-delay.ts";
import { type PanelOutcome, type PanelWalk, walkPanel } from "./walk-panel.ts";

/** How several instruments that share cash are simulated; `start` and `firstDecision` are rows of the panel. */
export interface PortfolioSettings extends Omit<SimulationSettings, "bars" | "actions"> {
  readonly panel: Panel;
  /** Splits and dividends of each instrument's raw prices, in the panel's order; null: none. */
  readonly actionsOf?: readonly (readonly CorporateAction[] | null)[] | null;
}

/** How an account of several instruments fared. Account columns have one value per row of the panel. */
export interface PortfolioResult extends PanelOutcome {
  readonly startingCash: number;
  readonly start: number;
  /** Of each instrument, in the panel's order; bars are its own. */
  readonly instruments: readonly TradingOutcome[];
}

/** An account of several instruments whose books are open. */
export interface OpenedPanel {
  readonly account: CashAccount;
  /** In the panel's order. */
  readonly instruments: readonly InstrumentTrading[];
  /** Of each instrument, the first of its own bars whose decision counts. */
  readonly firstBars: readonly number[];
}

/** What decides for the instruments of an account. */
export interface PanelDecisions extends Pick<PanelWalk, "ask" | "end" | "shareOut" | "decisionRows"> {
  /** Of each instrument. */
  readonly deciders: readonly Decider[];
  /** Orders that a strategy sends by itself, of each instrument; null: there never are any. */
  readonly working: readonly WorkingOrders[] | null;
}

/**
 * Opens an account of several instruments, and walks their common axis.
 *
 * @throws {BacksightError} BACKSIGHT_ARGUMENT, BACKSIGHT_NOT_SUPPORTED
 */
export function simulatePanel(
  input: PortfolioSettings,
  decide: (opened: OpenedPanel) => PanelDecisions,
): PortfolioResult {
  const { panel, start, firstDecision, rules = BACKSIGHT_RULES } = input;
  checkSettings(input, panel.length);
  checkPanel(panel);
  const account = new CashAccount(checkPositive("cash", input.cash), input.account);
  const risk = accountRisk(account, input.risk);
  const clock: SharedClock = { time: -Infinity };
  const overlaps = panelOpenings(panel) !== null;
  const opened = panel.instruments.map((one) => {
    const delay = overlaps ? { delay: new SharedClockDelay(one, input.latency ?? null, clock) } : {};
    return openTrading(withPlainPrices(one), input, account, risk, delay);
  });
  const firstsOf = (row: number) => panel.instruments.map(({ length }, k) => firstBarFrom(panel.bars[k]!, row, length));
  const starts = firstsOf(start);
  const decisions = decide({ account, instruments: opened, firstBars: firstsOf(firstDecision) });
  const lanes = opened.map((traded, k) => {
    const given = input.actionsOf?.[k] ?? null;
    return new PanelLane({
      ...traded,
      decider: decisions.deciders[k]!,
      working: decisions.working?.[k] ?? null,
      actions: given === null ? null : new CorporateActionSchedule(traded.bars, given),
      fill: input.fill,
      // Who decides for all at once is asked from the first row on, also for an instrument that has no bar there.
      start: decisions.working === null ? starts[k]! : 0,
      lastEntryBar: lastEntryBarOf(traded.bars, rules),
    });
  });
  const outcome = walkPanel(panel, account, lanes, {
    ...decisions,
    clock,
    start,
    closesAtEnd: rules.endOfData === "last-order",
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

/** The instrument's first bar from `row` on; its length when none comes. */
function firstBarFrom(bars: Int32Array, row: number, length: number): number {
  const bar = barFrom(bars, row);
  return bar < 0 ? length : bar;
}

/** The instrument's bar at `row`, else its next one; −1 after its last. */
export function barFrom(bars: Int32Array, row: number): number {
  let at = row;
  while (at < bars.length && bars[at]! < 0) at++;
  return at >= bars.length ? -1 : bars[at]!;
}

/** One account has one currency. */
function checkPanel({ instruments }: Panel): void {
  const [first, ...others] = instruments as readonly [Bars, ...Bars[]];
  const stranger = others.find(({ instrument }) => instrument.currency !== first.instrument.currency);
  if (stranger !== undefined)
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: `instruments in ${first.instrument.currency} and ${stranger.instrument.currency} in one account`,
      instead: "Give exchange rates: --fx EURUSD=address, fx in code.",
    });
}
