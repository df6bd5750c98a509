import type { Bars } from "../../../market/bars.ts";

import { sessionColumn, withPlainPrices } from "../../../market/compact/compact-bars.ts";
import { TransactionCostEngine } from "../../../trading/costs/transaction-cost-engine.ts";
import type { EntryLevels } from "../../../trading/fills/exit-guard.ts";
import { PositionGuard } from "../../../trading/fills/position-guard.ts";
import type { ProtectiveExit } from "../../../trading/fills/protective-exit.ts";
import { resolveQuantity } from "../../../trading/orders/resolve-quantity.ts";
import type { Size } from "../../../trading/orders/size.ts";
import { BACKSIGHT_RULES } from "../../../trading/rules/presets.ts";
import type { AccountOverBars } from "./account-statistics.ts";
import { EquityLimits } from "./equity-limits.ts";
import { LaneAccount } from "./lane-account.ts";
import type { LaneRule } from "./lane-rule.ts";
import type { LaneSettings } from "./lane-settings.ts";

/**
 * `simulateSignals` and `simulateTargets` for lane after lane over the same bars, for settings of the lanes' subset: what
 * stops, limits and sizes ask of every bar is asked, bars that nothing can happen in are passed over, and of an account
 * only that is kept which statistics are made of. Sizes, costs and stops are the plain engine's own functions.
 */
export class LaneSimulation {
  private readonly bars: Bars;
  private readonly settings: LaneSettings;
  private readonly costs: TransactionCostEngine;
  private readonly guard: PositionGuard;
  private readonly account: LaneAccount;
  private readonly limits: EquityLimits | null;
  private readonly isGuarded: boolean;
  private equityAtDecision = 0.5;

  constructor(bars: Bars, settings: LaneSettings) {
    const { stopLoss = null, takeProfit = null, trailingStop = null, timeStop = null, breakEven = null } = settings;
    this.bars = withPlainPrices(bars);
    this.settings = settings;
    this.costs = new TransactionCostEngine(settings.costs);
    const guarded = { stopLoss, takeProfit, trailingStop, timeStop, breakEven };
    this.guard = new PositionGuard(guarded, BACKSIGHT_RULES, this.bars);
    this.isGuarded = [stopLoss, takeProfit, trailingStop, timeStop, breakEven].some((one) => one !== null);
    this.account = new LaneAccount(bars.instrument, this.costs);
    const { risk = null } = settings;
    this.limits = risk === null ? null : new EquityLimits(risk, sessionColumn(bars).values);
  }

  /**
   * @param firstDecision first bar whose decision counts
   * @returns null when equity was gone, which only the plain engine settles
   */
  simulate(rule: LaneRule, firstDecision: number): AccountOverBars | null {
    const { bars, account, guard, limits, settings } = this;
    const { open, close, length } = bars;
    const last = length - 1;
    const { cash: startingCash, start } = settings;
    const fillsAtClose = settings.fill === "close";
    const isGuarded = this.isGuarded || rule.hasLevels;
    let isPending = false;
    let isBroken = false;
    account.begin(startingCash);
    limits?.begin(startingCash);
    guard.left();
    rule.begin();
    let decision = rule.nextDecision(Math.max(start, firstDecision));
    let i = decision;
    if (i > 0) account.mark(0);
    while (i <= last) {
      if (isBroken && account.quantity !== 0) this.leave(open[i]!);
      if (isPending) this.reduce(rule, i - 1, open[i]!);
      if (isGuarded && account.quantity !== 0) this.pass(guard.exitAtOpen(i, open[i]!));
      if (isPending) this.increase(rule, i - 1, i, open[i]!);
      if (isGuarded && account.quantity !== 0) this.passRange(i);
      isPending = false;
      if (i === decision) {
        this.equityAtDecision = account.equityAt(close[i]!);
        isPending = this.equityAtDecision > 0 && rule.decide(i, account);
        if (isPending && fillsAtClose) {
          this.reduce(rule, i, close[i]!);
          if (i < last) this.increase(rule, i, i, close[i]!);
          isPending = false;
        }
        decision = rule.nextDecision(i + 1);
      }
      account.mark(i);
      const equity = account.equityAt(close[i]!);
      if (!(equity > 0)) return null;
      if (limits !== null) isBroken = limits.mark(i, equity);
      i++;
      if (isPending) continue;
      if (account.quantity === 0) i = decision;
      else if (!isBroken) i = this.passCalmly(i, Math.min(decision, length));
    }
    return account.outcome(startingCash, start);
  }

  /** Passes over bars before `end` in which nothing can happen. @returns the first that isn't one */
  private passCalmly(from: number, end: number): number {
    const { bars, account, limits, guard } = this;
    const { close } = bars;
    const { cash, quantity } = account;
    const { multiplier } = bars.instrument;
    const { best } = guard;
    const calm = guard.passCalmly(from, end, bars);
    const solvent =
      limits !== null
        ? limits.markCalmly(from, calm, close, cash, quantity, multiplier)
        : quantity < 0 || cash < 0
          ? solventUntil(from, calm, close, cash, quantity, multiplier)
          : calm;
    if (solvent === calm) return calm;
    guard.best = best;
    return guard.passCalmly(from, solvent, bars);
  }

  /** Lets what comes after the open of a bar act on the position. */
  private passRange(i: number): void {
    const { guard } = this;
    const { open, high, low, close } = this.bars;
    if (!guard.isOutOfReach(i, high[i]!, low[i]!)) {
      const bar = { open: open[i]!, high: high[i]!, low: low[i]!, close: close[i]! };
      if (this.pass(guard.exitIn(i, bar, "worst"))) return;
    }
    guard.survived(i, high[i]!, low[i]!, close[i]!);
  }

  /** Lets what a bar brought end the position. @returns false when it brought nothing */
  private pass(exit: ProtectiveExit | null): boolean {
    if (exit === null) return false;
    if (exit.reason === "take-profit") this.take(Math.abs(this.account.quantity), exit.reference);
    else this.leave(exit.reference);
    return true;
  }

  private leave(reference: number): void {
    const { quantity } = this.account;
    this.take(Math.abs(quantity), this.costs.fillPrice(quantity > 0 ? -1 : 1, reference));
  }

  private take(units: number, price: number): void {
    if (this.account.reduce(units, price)) this.guard.left();
  }

  private reduce(rule: LaneRule, decisionBar: number, reference: number): void {
    const { account } = this;
    if (account.quantity === 0) return;
    const units = rule.unitsToLeave(account, ...this.sizingMark(decisionBar, reference));
    const side = account.quantity > 0 ? -1 : 1;
    if (units > 0) this.take(units, this.costs.fillPrice(side, reference));
  }

  private increase(rule: LaneRule, decisionBar: number, bar: number, reference: number): void {
    const { account, guard, costs, limits } = this;
    const size = rule.sizeToEnter(account, ...this.sizingMark(decisionBar, reference));
    if (size === null) return;
    const { side } = rule;
    const price = costs.fillPrice(side, reference);
    const levels = rule.levelsAt(decisionBar);
    const quantity = this.unitsOf(size, side, decisionBar, reference, price, levels);
    if (quantity === 0 || limits?.allows(bar, account.equityAt(reference)) === false) return;
    account.increase(side, quantity, price);
    guard.entered({ side, price, bar, decisionBar, placedBar: bar }, account.averagePrice, levels);
  }

  /** As `EntrySizing` has it; 0: none. */
  private unitsOf(
    size: Size,
    side: 1 | -1,
    decisionBar: number,
    reference: number,
    price: number,
    levels: EntryLevels,
  ) {
    const { account, guard, costs, bars, settings, equityAtDecision } = this;
    const { leverage = 1 } = settings;
    const { multiplier } = bars.instrument;
    const held = Math.abs(account.quantity);
    const equity = account.equityAt(reference);
    const isPaidInCash = leverage === 1 && account.quantity >= 0;
    const buyingPower = isPaidInCash ? account.cash : leverage * equity - held * reference * multiplier;
    const fill = { price, stop: guard.stopFor(side, price, levels), equity, buyingPower };
    let sizing = fill;
    if (settings.sizeAt === "decision") {
      const close = bars.close[decisionBar]!;
      const decided = costs.fillPrice(side, close);
      sizing = {
        price: decided,
        stop: guard.stopFor(side, decided, levels),
        equity: equityAtDecision,
        buyingPower: leverage * equityAtDecision - held * close * multiplier,
      };
    }
    const resolved = resolveQuantity(size, sizing, fill, side, bars.instrument, costs, leverage, BACKSIGHT_RULES);
    return typeof resolved === "string" ? 0 : resolved.quantity;
  }

  /** Price and equity that targets are measured by. */
  private sizingMark(decisionBar: number, reference: number): readonly [price: number, equity: number] {
    if (this.settings.sizeAt === "fill") return [reference, this.account.equityAt(reference)];
    return [this.bars.close[decisionBar]!, this.equityAtDecision];
  }
}

/** The first bar from `from` on, before `to`, at whose close an account is worth nothing. */
function solventUntil(
  from: number,
  to: number,
  close: Float64Array,
  cash: number,
  quantity: number,
  multiplier: number,
): number {
  for (let i = from; i < to; i++) if (!(cash + quantity * close[i]! * multiplier > 0)) return i;
  return to;
}
