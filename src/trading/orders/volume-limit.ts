import { BacksightError } from "../../core/errors.ts";
import type { IndexedColumn } from "../../core/indexed-column.ts";
import type { Bars } from "../../market/bars.ts";
import { columnOf } from "../../market/compact/compact-bars.ts";
import type { FillPlace } from "../ledger/ledger.ts";
import type { OrderPart } from "./order-part.ts";
import { wholeLots } from "./resolve-quantity.ts";

function isAnyTraded(volume: IndexedColumn): boolean {
  for (let i = 0; i < volume.length; i++) if (volume.at(i)! > 0) return true;
  return false;
}

/** Shares below this are rounding. */
const ROUNDING = 1e-9;

/**
 * What the orders of one instrument can take of its bars: together at most a share of the volume of each, in whole lots.
 * A bar without volume, or whose volume nobody knows (NaN), has nothing to take.
 */
export class VolumeLimit {
  /** There is a limit; without one every bar has all that is asked for. */
  readonly isLimited: boolean;
  private readonly volume: IndexedColumn | null;
  private readonly share: number;
  private readonly lot: number | null;
  private bar = -1;
  private taken = 0;

  /**
   * @param participation share of a bar's volume, above 0; null: no limit
   * @throws {BacksightError} BACKSIGHT_ARGUMENT when no bar has volume
   */
  constructor(bars: Bars, participation: number | null, lot: number | null) {
    this.isLimited = participation !== null;
    this.volume = participation === null ? null : columnOf(bars, "volume");
    if (this.volume !== null && !isAnyTraded(this.volume))
      throw new BacksightError("BACKSIGHT_ARGUMENT", {
        name: "participation",
        rule: `left out for ${bars.instrument.symbol}, whose bars have no volume`,
        value: participation,
      });
    this.share = participation ?? Infinity;
    this.lot = lot;
  }

  /** Units that bar `i` has left; Infinity without a limit. */
  leftIn(i: number): number {
    if (this.volume === null) return Infinity;
    const most = wholeLots(this.share * this.volume.at(i)!, this.lot);
    const left = i === this.bar ? most - this.taken : most;
    return left > ROUNDING * most ? wholeLots(left, this.lot) : 0;
  }

  /** What bar `i` has left of so many units. */
  cut(i: number, units: number): number {
    const left = this.leftIn(i);
    return units <= left * (1 + ROUNDING) ? units : left;
  }

  /** So many units were taken of bar `i`. */
  take(i: number, units: number): void {
    if (this.volume === null) return;
    if (i !== this.bar) this.taken = 0;
    this.bar = i;
    this.taken += units;
  }

  /** The place of one of an order's fills: where there may be several they pay the order's fee together. */
  placeOf(part: OrderPart, place: FillPlace): FillPlace {
    return this.isLimited ? { ...place, order: part.tally } : place;
  }

  /** Something was traded in bar `i`, as far as the limit looks at that. */
  isTraded(i: number): boolean {
    return this.volume === null || this.volume.at(i)! > 0;
  }
}
