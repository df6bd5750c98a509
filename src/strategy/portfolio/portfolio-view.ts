import type { PriceColumn } from "../../market/bars.ts";
import { dateOfDay } from "../../market/calendar/calendar.ts";
import type { Panel } from "../../market/panel.ts";

/** What a portfolio strategy sees when it allocates: every instrument up to this close, and nothing later. */
export interface PortfolioView {
  /** Of the instruments, in the order of every list below. */
  readonly symbols: readonly string[];
  /** Rows known so far, this one included. */
  readonly length: number;
  /** When this row closes, epoch milliseconds UTC. */
  readonly time: number;
  /** Date of its session, "2024-01-31". */
  readonly date: string;
  /** Of each instrument, one value per row; NaN where it has no bar. */
  readonly open: readonly Float64Array[];
  readonly high: readonly Float64Array[];
  readonly low: readonly Float64Array[];
  readonly close: readonly Float64Array[];
  readonly volume: readonly Float64Array[];
  /** Of each instrument: it is in the universe, and has a bar at this row. */
  readonly isMember: readonly boolean[];
  /** Simple return of each instrument's close over the last `rows` rows; NaN without a bar at both ends. */
  returnsOver(rows: number): Float64Array;
  /** Returns from row to row of one instrument over the last `rows` rows; NaN next to a row without its bar. */
  returnsOf(instrument: number, rows: number): Float64Array;
}

/** Makes the views of a panel; columns are laid on the common axis once. */
export class PortfolioViews {
  private readonly panel: Panel;
  private readonly session: Int32Array;
  private readonly symbols: readonly string[];
  private readonly columns = new Map<PriceColumn, readonly Float64Array[]>();

  /** @param session of each row */
  constructor(panel: Panel, session: Int32Array) {
    this.panel = panel;
    this.session = session;
    this.symbols = Object.freeze(panel.instruments.map(({ instrument }) => instrument.symbol));
  }

  /** What is known at the close of `row`. */
  at(row: number): PortfolioView {
    const { panel } = this;
    const length = row + 1;
    const seen = (name: PriceColumn) => this.all(name).map((column) => column.subarray(0, length));
    let [open, high, low, close, volume]: (readonly Float64Array[] | undefined)[] = [];
    const closes = () => {
      close ??= seen("close");
      return close;
    };
    return {
      symbols: this.symbols,
      length,
      time: panel.closeTime[row]!,
      date: dateOfDay(this.session[row]!),
      get open() {
        open ??= seen("open");
        return open;
      },
      get high() {
        high ??= seen("high");
        return high;
      },
      get low() {
        low ??= seen("low");
        return low;
      },
      get close() {
        return closes();
      },
      get volume() {
        volume ??= seen("volume");
        return volume;
      },
      isMember: panel.instruments.map((_, k) => panel.isMember[k]![row] === 1 && panel.bars[k]![row]! >= 0),
      returnsOver: (rows) => Float64Array.from(closes(), (column) => column[row]! / (column[row - rows] ?? NaN) - 1),
      returnsOf: (instrument, rows) => {
        const column = closes()[instrument]!;
        return Float64Array.from({ length: Math.min(rows, row) }, (_, i) => {
          const at = row - Math.min(rows, row) + 1 + i;
          return column[at]! / column[at - 1]! - 1;
        });
      },
    };
  }

  private all(name: PriceColumn): readonly Float64Array[] {
    const known = this.columns.get(name);
    if (known !== undefined) return known;
    const columns = this.panel.instruments.map((_, k) => this.panel.column(name, k));
    this.columns.set(name, columns);
    return columns;
  }
}
