import { isoTime } from "../../../market/iso-time.ts";
import type { QuoteView, TickView } from "../../../strategy/event-strategy.ts";
import type { EventsBetween } from "../strategy-driver.ts";
import { CLOSE, QUOTE, type Tape } from "./tape.ts";
import type { TapeMarket } from "./tape-market.ts";

/** The quote in force, read where it lies. */
class QuoteNow implements QuoteView {
  private readonly market: TapeMarket;

  constructor(market: TapeMarket) {
    this.market = market;
  }

  get time(): number {
    return this.market.quotes!.time[this.market.quote]!;
  }

  get bid(): number {
    return this.market.quotes!.bidPrice[this.market.quote]!;
  }

  get ask(): number {
    return this.market.quotes!.askPrice[this.market.quote]!;
  }

  get bidSize(): number {
    return this.market.quotes!.bidSize[this.market.quote]!;
  }

  get askSize(): number {
    return this.market.quotes!.askSize[this.market.quote]!;
  }
}

/** The latest trade, read where it lies. */
class TickNow implements TickView {
  private readonly market: TapeMarket;

  constructor(market: TapeMarket) {
    this.market = market;
  }

  get time(): number {
    return this.market.trades!.time[this.market.trade]!;
  }

  get price(): number {
    return this.market.trades!.price[this.market.trade]!;
  }

  get size(): number {
    return this.market.trades!.size[this.market.trade]!;
  }
}

/** What a strategy is told of a tape at its row: no object is made for an event. */
export class TicksNow implements EventsBetween {
  /** The row that is being told. */
  row = 0;
  private readonly tape: Tape;
  private readonly market: TapeMarket;
  private readonly quoteNow: QuoteNow;
  private readonly tickNow: TickNow;

  constructor(tape: Tape, market: TapeMarket) {
    this.tape = tape;
    this.market = market;
    this.quoteNow = new QuoteNow(market);
    this.tickNow = new TickNow(market);
  }

  get quote(): QuoteView | null {
    return this.market.quote < 0 ? null : this.quoteNow;
  }

  get tick(): TickView | null {
    return this.market.trade < 0 ? null : this.tickNow;
  }

  get time(): number {
    return this.tape.rows.time[this.row]!;
  }

  get name(): string | null {
    const { kind, index } = this.tape;
    const what = kind[this.row]!;
    if (what === CLOSE) return null;
    return `${what === QUOTE ? "quote" : "trade"} ${index[this.row]} (${isoTime(this.time)})`;
  }
}
