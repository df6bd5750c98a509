import { checkFinite, checkPositive } from "../../core/checks.ts";
import { BacksightError } from "../../core/errors.ts";
import { wholeLots } from "../orders/resolve-quantity.ts";
import type { Increase, Limit } from "./limits/limit.ts";
import { LIMITS } from "./limits/limit-table.ts";
import { type RiskLimitOptions, resolveRiskLimits } from "./resolve-risk-limits.ts";
import type { RiskLimits } from "./risk-limits.ts";
import type { ProposedOrder, RiskView } from "./risk-view.ts";
import type { RiskViolation } from "./risk-violation.ts";
import { calculatePositionSize, type SizingRequest } from "./sizing/calculate-position-size.ts";
import type { RiskedSize } from "./sizing/fixed-risk-size.ts";
import type { PositionSize, SizeRefusal } from "./sizing/position-size.ts";

/** Of units: a difference below this share is rounding. */
const ROUNDING = 1e-9;

/**
 * Sizes orders and checks them against limits. It sees what it is given and changes nothing: engines ask it between an
 * order's size and its fill, and so may anyone else.
 *
 * @example A fifth of equity is twice what the limit allows:
 * new RiskManager({ maxPositionSize: 0.1 }).checkRiskLimits(
 *   { symbol: "SPY", side: 1, quantity: 40, price: 500 },
 *   { equity: 100_000, positions: [] },
 * ); // one violation: value 0.2, limit 0.1, allowedQuantity 20
 */
export class RiskManager {
  readonly limits: RiskLimits;
  private readonly active: readonly Limit[];

  /** @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN, BACKSIGHT_ARGUMENT */
  constructor(limits: RiskLimitOptions = {}) {
    this.limits = resolveRiskLimits(limits);
    this.active = LIMITS.filter((limit) => limit.thresholdOf(this.limits) !== undefined);
  }

  /**
   * Units by a sizing rule, never worth more than `maxPositionSize` of equity; or why there are none.
   *
   * @throws {BacksightError} BACKSIGHT_OPTION_UNKNOWN, BACKSIGHT_ARGUMENT
   */
  calculatePositionSize(request: SizingRequest): PositionSize | RiskedSize | SizeRefusal {
    const { maxPositionSize } = this.limits;
    return calculatePositionSize(maxPositionSize === undefined ? request : cutTo(maxPositionSize, request));
  }

  /**
   * The limits that an order would break, in the order of their table; none when it may be sent as it is. What reduces a
   * position is always allowed; of an order that turns one only the part beyond zero is checked.
   *
   * @throws {BacksightError} BACKSIGHT_ARGUMENT for numbers that can't be, and where the account lacks what a limit needs
   */
  checkRiskLimits(order: ProposedOrder, account: RiskView): RiskViolation[] {
    const increase = this.increaseOf(order, account);
    if (!(increase.units > 0)) return [];
    const violations: RiskViolation[] = [];
    for (const limit of this.active) {
      const threshold = limit.thresholdOf(this.limits)!;
      const allowed = limit.allowed(increase, threshold);
      if (allowed >= increase.units * (1 - ROUNDING)) continue;
      violations.push(violationOf(limit, threshold, increase, allowed > increase.units * ROUNDING ? allowed : 0));
    }
    return violations;
  }

  private increaseOf(order: ProposedOrder, account: RiskView): Increase {
    const { symbol, side, stop = NaN, costPerUnit = 0 } = order;
    if (side !== 1 && side !== -1) {
      throw new BacksightError("BACKSIGHT_ARGUMENT", { name: "side", rule: "1 (buys) or -1 (sells)", value: side });
    }
    checkPositive("quantity", order.quantity);
    checkPositive("price", order.price);
    checkFinite("equity", account.equity);
    const own = account.positions.filter((position) => position.symbol === symbol);
    const signed = side * own.reduce((sum, position) => sum + position.quantity, 0);
    return {
      order,
      account,
      limits: this.limits,
      side,
      units: order.quantity - Math.min(order.quantity, Math.max(0, -signed)),
      held: Math.max(0, signed),
      unitValue: order.price * checkPositive("multiplier", order.multiplier ?? 1),
      unitCost: costPerUnit,
      stop,
    };
  }
}

function cutTo(maxPositionSize: number, request: SizingRequest): SizingRequest {
  if (request.method === "volatility-target")
    return { ...request, maxLeverage: Math.min(request.maxLeverage ?? 1, maxPositionSize) };
  // Kelly's shares and optimal f are cut to 1 where nothing is said.
  const isByEdge = String(request.method).startsWith("kelly") || request.method === "optimal-f";
  const asked = request.maxExposure ?? (isByEdge ? 1 : Infinity);
  return { ...request, maxExposure: Math.min(asked, maxPositionSize) };
}

function violationOf(limit: Limit, threshold: number, increase: Increase, allowed: number): RiskViolation {
  const { order, units } = increase;
  const { lot = null, quantity, isFixed = false } = order;
  const isRefused = limit.action === "refuse" || isFixed;
  const opening = isRefused ? 0 : wholeLots(allowed, lot);
  const allowedQuantity = quantity - units + opening;
  const value = limit.valueAfter(increase, units);
  const action = isRefused || opening === 0 ? "refuse" : "clip";
  return {
    code: limit.code,
    setting: limit.setting,
    limit: threshold,
    value,
    action,
    allowedQuantity,
    message: `${limit.setting} is ${threshold}, and would be ${Number.isNaN(value) ? "unknown" : Number(value.toPrecision(6))}: ${
      action === "clip" ? `${allowedQuantity} of ${quantity} units are left` : "refused"
    }`,
  };
}
