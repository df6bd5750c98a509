import type { RiskLimits } from "../../src/trading/risk/risk-limits.ts";
import type { Direction } from "./reference-money.ts";

/** An entry that found its size, and the account that it meets; one instrument. */
export interface LimitedOrder {
  readonly side: Direction;
  readonly units: number;
  readonly session: number;
  /** Price before costs, and money of a unit at it. */
  readonly mark: number;
  readonly unitValue: number;
  readonly multiplier: number;
  /** What `units` cost beyond their value, a unit. */
  costOfUnit(units: number): number;
  /** The stop that the position has with so many more units; NaN: none. */
  stopWith(units: number): number;
  inLots(units: number): number;
  /** Units that the position holds already. */
  readonly held: number;
  readonly equity: number;
  readonly isFixed: boolean;
}

const NOTHING = 1e-9;
const NEARLY = 1 - NOTHING;

/**
 * Section 13: an account's limits, written once more for one instrument. A limit L on what is worth B now and v a unit more
 * leaves (L × equity − B) / (v + L × cost of a unit) units: then the limit holds after the order is paid. Cost and stop
 * depend on the units, so what is left is asked again, at most 20 times.
 */
export class ReferenceLimits {
  private readonly limits: RiskLimits;
  private session = NaN;
  private startOfSession: number;
  private lowOfSession = Infinity;
  private lastEquity: number;
  private highest: number;
  private deepest = 0;
  private traded = 0;

  constructor(limits: RiskLimits, cash: number) {
    this.limits = limits;
    this.startOfSession = cash;
    this.lastEquity = cash;
    this.highest = cash;
  }

  trade(session: number, money: number): void {
    this.begin(session);
    this.traded += money;
  }

  /** @returns true when all is to be left at the next open */
  close(session: number, equity: number): boolean {
    this.begin(session);
    this.lastEquity = equity;
    if (equity < this.lowOfSession) this.lowOfSession = equity;
    if (equity > this.highest) this.highest = equity;
    const drawdown = 1 - equity / this.highest;
    if (drawdown > this.deepest) this.deepest = drawdown;
    if (this.limits.onBreach !== "flatten") return false;
    const { maxDailyLoss, maxDrawdown } = this.limits;
    const isDayLost =
      maxDailyLoss !== undefined && 1 - this.lowOfSession / this.startOfSession >= maxDailyLoss * NEARLY;
    return isDayLost || (maxDrawdown !== undefined && this.deepest >= maxDrawdown * NEARLY);
  }

  /** Units that may be entered, or the reason why none. */
  left(order: LimitedOrder): number | string {
    this.begin(order.session);
    let { units } = order;
    for (let time = 0; time < 20; time++) {
      const broken = this.brokenBy(order, units);
      if (broken.length === 0) return units;
      const least = Math.min(...broken.map(([, left]) => left));
      if (least <= 0) return broken.find(([, left]) => left === least)![0];
      units = least;
    }
    return units;
  }

  /** The limits that so many units break, and how many units each of them leaves. */
  private brokenBy(order: LimitedOrder, units: number): [reason: string, left: number][] {
    const { limits } = this;
    const { side, held, unitValue, multiplier, equity, mark } = order;
    const cost = order.costOfUnit(units);
    const broken: [string, number][] = [];
    const refuse = (reason: string, isBroken: boolean) => {
      if (isBroken) broken.push([reason, 0]);
    };
    const within = (limit: number | undefined, before: number, each: number) => {
      if (limit === undefined) return Infinity;
      const denominator = each + limit * cost;
      const numerator = limit * equity - before;
      return denominator === 0 ? (numerator < 0 ? 0 : Infinity) : Math.max(0, numerator / denominator);
    };
    const cut = (reason: string, allowed: number) => {
      const isNothing = order.isFixed || !(allowed > units * NOTHING);
      if (allowed < units * NEARLY) broken.push([reason, isNothing ? 0 : order.inLots(allowed)]);
    };
    const low = Math.min(this.lowOfSession, equity);
    refuse(
      "risk-daily-loss",
      limits.maxDailyLoss !== undefined && 1 - low / this.startOfSession >= limits.maxDailyLoss * NEARLY,
    );
    const now = Math.max(0, 1 - equity / this.highest);
    const drawdown = limits.onBreach === "flatten" ? Math.max(now, this.deepest) : now;
    refuse("risk-drawdown", limits.maxDrawdown !== undefined && drawdown >= limits.maxDrawdown * NEARLY);
    const inPosition = held * unitValue;
    refuse("risk-leverage", within(limits.maxLeverage, inPosition, unitValue) < units * NEARLY);
    cut("risk-position-size", within(limits.maxPositionSize, inPosition, unitValue));
    const stop = order.stopWith(units);
    const points = Number.isNaN(stop) ? mark : Math.max(0, side === 1 ? mark - stop : stop - mark);
    const risk = points * multiplier;
    cut("risk-heat", within(limits.maxPortfolioHeat, held * risk, risk));
    cut("risk-gross-exposure", within(limits.maxGrossExposure, inPosition, unitValue));
    cut("risk-net-exposure", within(limits.maxNetExposure, inPosition, unitValue));
    cut("risk-turnover", within(limits.maxTurnover, this.traded, unitValue));
    return broken;
  }

  private begin(session: number): void {
    if (session === this.session) return;
    this.session = session;
    this.startOfSession = this.lastEquity;
    this.lowOfSession = Infinity;
    this.traded = 0;
  }
}
