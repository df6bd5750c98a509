import type { FillSide } from "../costs/transaction-cost-engine.ts";
import type { OrderSurroundings } from "./order-surroundings.ts";
import { wholeLots } from "./resolve-quantity.ts";
import type { Size } from "./size.ts";
import { sideOf, type WorkingOrder } from "./working-order.ts";

/** Differences below this share of what is held or wanted are rounding. */
export const ROUNDING = 1e-9;

/** How much working orders trade: what they take from a position first, and what is left to open or enlarge one. */
export class OrderAmounts {
  private readonly around: OrderSurroundings;

  constructor(around: OrderSurroundings) {
    this.around = around;
  }

  /** Units, in shares of today; NaN for an intent. */
  unitsOf(size: Size, decisionBar: number): number {
    return size.kind === "quantity" ? this.around.ledger.splits.unitsSince(size.quantity, decisionBar) : NaN;
  }

  /** Its size in shares of today; null: it has none. */
  sizeNow({ aim, decisionBar }: WorkingOrder): Size | null {
    if (aim.kind !== "trade") return null;
    return aim.size.kind === "quantity"
      ? { kind: "quantity", quantity: this.unitsOf(aim.size, decisionBar) }
      : aim.size;
  }

  /** What the order takes from so many signed units, without sign, should it be met now. */
  unitsReduced({ aim, decisionBar }: WorkingOrder, held: number): number {
    if (sideOf(aim, held) * held >= 0) return 0;
    const units = aim.kind === "trade" ? this.unitsOf(aim.size, decisionBar) : NaN;
    return Number.isNaN(units) ? Math.abs(held) : Math.min(units, Math.abs(held));
  }

  /** What is left to enlarge of an order that reduces so many units first; null: nothing. */
  sizeLeft(order: WorkingOrder, reduced: number): Size | null {
    const { aim, decisionBar } = order;
    if (aim.kind === "hold") return { kind: "quantity", quantity: NaN };
    if (aim.kind === "close") return null;
    const units = this.unitsOf(aim.size, decisionBar);
    if (Number.isNaN(units)) return aim.size;
    return units > reduced * (1 + ROUNDING) ? { kind: "quantity", quantity: units - reduced } : null;
  }

  /** Units that a target asks for at most, without sign. */
  private wantedUnits(order: WorkingOrder, reference: number): number {
    const { desk, ledger, bars } = this.around;
    const { aim, decisionBar } = order;
    if (aim.kind !== "hold") return NaN;
    const value = Math.abs(aim.value);
    if (aim.of === "units") return wholeLots(ledger.splits.unitsSince(value, decisionBar), desk.lot);
    const { price, equity } = desk.sizingMark(decisionBar, reference);
    const money = aim.of === "fraction" ? value * equity : value;
    return Math.max(0, money / (price * bars.instrument.multiplier));
  }

  /** What a target gives up of the position. */
  surplus(order: WorkingOrder, reference: number): number {
    const { ledger, desk } = this.around;
    const { aim } = order;
    const held = Math.abs(ledger.quantity);
    if (aim.kind !== "hold" || held === 0) return 0;
    if (aim.value * ledger.quantity <= 0) return held;
    const wanted = this.wantedUnits(order, reference);
    return wanted >= held * (1 - ROUNDING) ? 0 : held - wholeLots(wanted, desk.lot);
  }

  /** What a target lacks; null: nothing. */
  missing(order: WorkingOrder, side: FillSide, reference: number): Size | null {
    const { ledger, desk, bars } = this.around;
    const { aim, decisionBar } = order;
    if (aim.kind !== "hold" || aim.value === 0) return null;
    const held = side * ledger.quantity > 0 ? Math.abs(ledger.quantity) : 0;
    const wanted = this.wantedUnits(order, reference);
    const lacking = wanted - held;
    const { lot } = desk;
    if (lacking <= ROUNDING * wanted || (held > 0 && lot !== null && lacking < lot * (1 - ROUNDING))) return null;
    if (aim.of === "units") return { kind: "quantity", quantity: lacking };
    const { price, equity } = desk.sizingMark(decisionBar, reference);
    const money = aim.of === "fraction" ? Math.abs(aim.value) * equity : Math.abs(aim.value);
    return { kind: "cash", cash: money - held * price * bars.instrument.multiplier };
  }
}
