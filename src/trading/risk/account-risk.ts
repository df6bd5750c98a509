import type { CashAccount } from "../ledger/cash-account.ts";
import type { Holding } from "../ledger/holding.ts";
import { isReached } from "./limits/is-reached.ts";
import { ReturnHistory } from "./return-history.ts";
import type { RiskLimits } from "./risk-limits.ts";
import { RiskManager } from "./risk-manager.ts";
import type { RiskPosition, RiskView } from "./risk-view.ts";

/** One instrument of an account that has limits. */
export interface RiskMember {
  readonly symbol: string;
  readonly holding: Holding;
  /** Stop of its position now; NaN without one. */
  readonly stop: number;
}

/** The limits of an account under way; null without limits, so that nothing is asked where nothing is limited. */
export function accountRisk(account: CashAccount, limits: RiskLimits | null | undefined): AccountRisk | null {
  return limits === null || limits === undefined ? null : new AccountRisk(account, limits);
}

/**
 * The limits of an account that an engine simulates, and what they need to know of its past: equity at closes, and what
 * was traded. One for all instruments that share the cash; an engine calls `mark` once all closes of an instant are known.
 */
export class AccountRisk {
  readonly manager: RiskManager;
  private readonly account: CashAccount;
  private readonly members: RiskMember[] = [];
  private readonly histories = new Map<string, ReturnHistory>();
  private readonly window: number;
  private session = NaN;
  private sessionStart: number;
  private sessionLow = Infinity;
  private latest: number;
  private peak: number;
  private deepest = 0;
  private traded = 0;

  constructor(account: CashAccount, limits: RiskLimits) {
    this.account = account;
    this.manager = new RiskManager(limits);
    const { maxVar, maxCvar, maxCorrelation } = this.manager.limits;
    this.window = Math.max(maxVar?.window ?? 0, maxCvar?.window ?? 0, maxCorrelation?.window ?? 0);
    this.sessionStart = account.startingCash;
    this.latest = account.startingCash;
    this.peak = account.startingCash;
  }

  get limits(): RiskLimits {
    return this.manager.limits;
  }

  join(member: RiskMember): void {
    this.members.push(member);
    if (this.window > 0) this.histories.set(member.symbol, new ReturnHistory(this.window));
  }

  /** A split: the price of an instrument is that of other shares from now on. */
  restate(symbol: string, priceOf: (price: number) => number): void {
    this.histories.get(symbol)?.restate(priceOf);
  }

  /** So much money was bought or sold for in a session. */
  addTraded(session: number, money: number): void {
    this.enter(session);
    this.traded += money;
  }

  /**
   * All closes of an instant are known, and every holding is marked at its own.
   *
   * @returns true when a circuit breaker says to leave everything at the next price
   */
  mark(session: number, equity: number): boolean {
    this.enter(session);
    for (const { symbol, holding } of this.members) this.histories.get(symbol)?.add(holding.mark);
    this.latest = equity;
    this.sessionLow = Math.min(this.sessionLow, equity);
    this.peak = Math.max(this.peak, equity);
    this.deepest = Math.max(this.deepest, 1 - equity / this.peak);
    const { onBreach, maxDailyLoss = Infinity, maxDrawdown = Infinity } = this.limits;
    if (onBreach !== "flatten") return false;
    return isReached(this.deepest, maxDrawdown) || isReached(1 - this.sessionLow / this.sessionStart, maxDailyLoss);
  }

  /** The account as one of its instruments is about to enter at a price. */
  viewFor(session: number, one: Holding, price: number): RiskView {
    this.enter(session);
    return {
      equity: this.account.equityWith(one, price),
      positions: this.positionsWith(one, price),
      sessionStartEquity: this.sessionStart,
      sessionLowEquity: this.sessionLow,
      peakEquity: this.peak,
      deepestDrawdown: this.deepest,
      tradedInSession: this.traded,
      returns: { get: (symbol) => this.histories.get(symbol)?.latest },
    };
  }

  private positionsWith(one: Holding, price: number): RiskPosition[] {
    const positions: RiskPosition[] = [];
    for (const { symbol, holding, stop } of this.members) {
      const { quantity, mark, multiplier } = holding;
      if (quantity === 0) continue;
      positions.push({ symbol, quantity, mark: holding === one ? price : mark, multiplier, stop });
    }
    return positions;
  }

  private enter(session: number): void {
    if (session === this.session) return;
    this.session = session;
    this.sessionStart = this.latest;
    this.sessionLow = Infinity;
    this.traded = 0;
  }
}
