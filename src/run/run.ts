import { BacksightError } from "../core/errors.ts";
import type { Bars } from "../market/bars.ts";
import type { FillColumns } from "../trading/fills/fill-columns.ts";
import { type Explanation, explainNotFilled, nothingAsked } from "../trading/orders/explain.ts";
import type { OrderColumns } from "../trading/orders/order-columns.ts";
import type { TradeColumns } from "../trading/trade-columns.ts";
import type { AnyRunOutcome } from "./execute.ts";
import type { RunDetail } from "./run-detail.ts";
import type { Guards } from "./run-record.ts";
import type { InstrumentBooks } from "./simulated-account.ts";
import { runEvidence } from "./verdict/run-evidence.ts";
import { type VerdictCard, verdictCard } from "./verdict/verdict-card.ts";
import type { WalkForwardRecord } from "./walk-forward/walk-forward-record.ts";

/** How runs are shown and written; a port, bound by the platform. */
export interface RunPresenter {
  readonly summary: (detail: RunDetail) => string;
  readonly html: (detail: RunDetail) => string;
  readonly markdown: (detail: RunDetail) => string;
  /** Writes a report in the form that the file's ending names. */
  readonly write: (detail: RunDetail, path: string) => Promise<void>;
}

/** A finished backtest: columns, numbers and pictures. Printing it shows the summary, guards first. */
export class Run {
  /** Everything, as the store keeps it. */
  readonly detail: RunDetail;
  /** What the columns are along: the instrument's bars, or the index of several. */
  readonly bars: Bars;
  /** By metric id; null when undefined. */
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly guards: Guards;
  readonly trades: TradeColumns;
  /** Money at each bar's close, as long as the bars. */
  readonly equity: Float64Array;
  /** Orders, fills and other movements of cash, instrument by instrument. */
  readonly books: readonly InstrumentBooks[];
  /** The strategy's own lines, by name. */
  readonly plot: ReadonlyMap<string, Float64Array>;
  private readonly presenter: RunPresenter;

  constructor({ detail, account, plot }: AnyRunOutcome, presenter: RunPresenter) {
    this.detail = detail;
    this.bars = account.bars;
    this.metrics = detail.record.metrics;
    this.guards = detail.record.guards;
    this.trades = account.trades;
    this.equity = account.equity;
    this.books = account.books;
    this.plot = plot;
    this.presenter = presenter;
  }

  get id(): string {
    return this.detail.record.id;
  }

  /** Every order of a run on one instrument, and how it ended. @throws {BacksightError} BACKSIGHT_NOT_SUPPORTED on several */
  get orders(): OrderColumns {
    return this.onlyBook("orders").orders;
  }

  /** Every fill of a run on one instrument. @throws {BacksightError} BACKSIGHT_NOT_SUPPORTED on several */
  get fills(): FillColumns {
    return this.onlyBook("fills").fills;
  }

  private onlyBook(what: string): InstrumentBooks {
    const [book, ...others] = this.books;
    if (book !== undefined && others.length === 0) return book;
    throw new BacksightError("BACKSIGHT_NOT_SUPPORTED", {
      what: `run.${what} of ${this.books.length} instruments`,
      instead: `Take run.books, which holds the ${what} of each.`,
    });
  }

  /** Real or luck, and why. */
  get verdict(): VerdictCard {
    const { verdict } = this.detail.record;
    return verdict ?? verdictCard(runEvidence(this.detail));
  }

  /** Windows, choices and drift of a walk-forward; null of any other run. */
  get walkForward(): WalkForwardRecord | null {
    return this.detail.record.walkForward ?? null;
  }

  /** Why what was wanted didn't trade: reasons by rule (signal, risk, cash, session, liquidity), with counts. */
  explain(): Explanation[] {
    const found = explainNotFilled(this.detail.record.notFilled);
    const isAsked = found.length > 0 || this.books.some(({ orders }) => orders.length > 0);
    return isAsked ? found : [nothingAsked(this.detail.record.data.bars)];
  }

  /** Writes the report: `.html` (one self-contained page), `.md` or `.json`. @throws {BacksightError} BACKSIGHT_FILE_WRITE */
  report(path: string): Promise<void> {
    return this.presenter.write(this.detail, path);
  }

  html(): string {
    return this.presenter.html(this.detail);
  }

  markdown(): string {
    return this.presenter.markdown(this.detail);
  }

  toString(): string {
    return this.presenter.summary(this.detail);
  }

  /** What `console.log(run)` shows in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
