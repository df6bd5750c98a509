import type { Bars } from "../../../market/bars.ts";
import type { FillPlace } from "../../../trading/ledger/ledger.ts";
import type { OrderPart } from "../../../trading/orders/order-part.ts";
import { wholeLots } from "../../../trading/orders/resolve-quantity.ts";
import { VolumeLimit } from "../../../trading/orders/volume-limit.ts";

/** Units below this share of what was offered are rounding. */
const ROUNDING = 1e-9;

/** What one order can take at one row of a tape: what it is offered there. */
export class OfferedVolume extends VolumeLimit {
  override readonly isLimited = true;
  private offered = 0;
  private first = 0;

  private readonly whole: number | null;

  constructor(rows: Bars, lot: number | null) {
    super(rows, null, lot);
    this.whole = lot;
  }

  /** Offers units to the next order, in whole lots. */
  offer(units: number): void {
    this.offered = units > 0 ? (Number.isFinite(units) ? wholeLots(units, this.whole) : units) : 0;
    this.first = this.offered;
  }

  /** What of it was taken. */
  get gone(): number {
    return this.first - this.offered;
  }

  override leftIn(): number {
    const { offered, first } = this;
    return offered === Infinity || offered > ROUNDING * first ? offered : 0;
  }

  override cut(_: number, units: number): number {
    const left = this.leftIn();
    return units <= left * (1 + ROUNDING) ? units : left;
  }

  override take(_: number, units: number): void {
    this.offered = Math.max(0, this.offered - units);
  }

  override placeOf(part: OrderPart, place: FillPlace): FillPlace {
    return { ...place, order: part.tally };
  }

  override isTraded(): boolean {
    return this.offered > 0;
  }
}
