import type { Bars } from "../../../market/bars.ts";
import type { RiskLimits } from "../../../trading/risk/risk-limits.ts";
import type { CloseTable } from "./close-table.ts";
import { EquityLimits, SAFE } from "./equity-limits.ts";

/** Bars that are looked at together. */
const BLOCK = 64;

/**
 * `EquityLimits` over whole stretches of bars with one position: the extreme closes of blocks tell that nothing in them
 * comes near a limit, and bars are marked one by one only where it may. Rounding never turns an order around, so that
 * extreme closes give the extreme equities to the bit.
 */
export class StretchLimits extends EquityLimits {
  private readonly close: Float64Array;
  private readonly table: CloseTable;
  private readonly multiplier: number;
  /** Of each bar, the first one of its session. */
  private readonly firstOfSession: Int32Array;
  private readonly ofPeak: number;
  private readonly ofStart: number;

  constructor(
    limits: RiskLimits,
    { close, session }: Pick<Bars, "close"> & { readonly session: ArrayLike<number> },
    table: CloseTable,
    multiplier: number,
  ) {
    super(limits, session);
    const { onBreach, maxDrawdown = Infinity, maxDailyLoss = Infinity } = limits;
    this.close = close;
    this.table = table;
    this.multiplier = multiplier;
    this.firstOfSession = new Int32Array(close.length);
    for (let i = 1; i < close.length; i++)
      this.firstOfSession[i] = session[i] === session[i - 1] ? this.firstOfSession[i - 1]! : i;
    const leaves = onBreach === "flatten";
    this.ofPeak = leaves ? 1 - maxDrawdown + SAFE : -Infinity;
    this.ofStart = leaves ? 1 - maxDailyLoss + SAFE : -Infinity;
  }

  /**
   * Marks the closes of bars `from` to `to` (excluded), through which cash and units stay what they are.
   *
   * @returns the first bar at whose close everything is to be left, and behind which nothing is marked; −1: none
   */
  markStretch(from: number, to: number, cash: number, quantity: number): number {
    if (quantity === 0) {
      // What isn't held doesn't move, and can't be left; but what a fill cost may reach a limit.
      this.mark(from, cash);
      return -1;
    }
    if (this.markCalm(from, to, cash, quantity)) return -1;
    const { close, multiplier } = this;
    for (let i = from; i < to; ) {
      const end = Math.min(to, i - (i % BLOCK) + BLOCK);
      if (this.markCalm(i, end, cash, quantity)) i = end;
      else for (; i < end; i++) if (this.mark(i, cash + quantity * close[i]! * multiplier)) return i;
    }
    return -1;
  }

  /** @returns false, and nothing is marked, where a close may come near a limit, or a long stretch make a new peak */
  private markCalm(from: number, to: number, cash: number, quantity: number): boolean {
    const { close, multiplier, table, session, firstOfSession, ofPeak, ofStart } = this;
    const { ranges } = table;
    const isLong = quantity > 0;
    const last = to - 1;
    const least = ranges.leastAround(from, to);
    const most = ranges.mostAround(from, to);
    const highest = cash + quantity * (isLong ? most : least) * multiplier;
    if (highest > this.peak) return false;
    const before = session[from] === this.today ? this.sessionStart : this.latest;
    const first = firstOfSession[last]!;
    const start = first > from ? Math.max(before, highest) : before;
    const lowest = cash + quantity * (isLong ? least : most) * multiplier;
    if (!(lowest > Math.max(this.peak * ofPeak, start * ofStart))) return false;
    const worst = (isLong ? table.least! : table.most!).over(Math.max(from, first), to);
    const low = cash + quantity * worst * multiplier;
    if (session[last] === this.today) this.sessionLow = Math.min(this.sessionLow, low);
    else {
      this.today = session[last]!;
      this.sessionStart = first > from ? cash + quantity * close[first - 1]! * multiplier : this.latest;
      this.sessionLow = low;
    }
    this.latest = cash + quantity * close[last]! * multiplier;
    return true;
  }
}
