import type { QuoteTicks } from "../../../market/quote-ticks.ts";
import type { TradeTicks } from "../../../market/trade-ticks.ts";
import type { FillSide } from "../../../trading/costs/transaction-cost-engine.ts";
import type { Ticks } from "./tape.ts";

/**
 * The market as it stands at a row of a tape: the quote in force, and what orders have left of its sizes; without quotes the
 * latest trade, on both sides. Changed in place.
 */
export class TapeMarket {
  readonly quotes: QuoteTicks | null;
  readonly trades: TradeTicks | null;
  /** Row of the quote in force, and of the latest trade; −1: none in this session. */
  quote = -1;
  trade = -1;
  private readonly share: number;
  private bid = NaN;
  private ask = NaN;
  private bidLeft = 0;
  private askLeft = 0;

  /** @param share of displayed sizes that orders may take */
  constructor({ quotes, trades }: Ticks, share: number) {
    this.quotes = quotes;
    this.trades = trades;
    this.share = share;
  }

  /** Nobody quotes a new session yet. */
  beginSession(): void {
    this.quote = -1;
    this.trade = -1;
    this.bid = NaN;
    this.ask = NaN;
  }

  /** A quote came. */
  quoted(k: number): void {
    const { bidPrice, askPrice, bidSize, askSize } = this.quotes!;
    this.quote = k;
    this.bid = bidPrice[k]! > 0 ? bidPrice[k]! : NaN;
    this.ask = askPrice[k]! > 0 ? askPrice[k]! : NaN;
    this.bidLeft = this.share * bidSize[k]!;
    this.askLeft = this.share * askSize[k]!;
  }

  /** A trade was printed. */
  traded(k: number): void {
    this.trade = k;
    if (this.quotes !== null) return;
    const { price, size } = this.trades!;
    this.bid = price[k]!;
    this.ask = price[k]!;
    this.bidLeft = this.share * size[k]!;
    this.askLeft = this.bidLeft;
  }

  /** What an order of that side pays or gets at once; NaN: nobody is there. */
  priceFor(side: FillSide): number {
    return side > 0 ? this.ask : this.bid;
  }

  /** The best price of those who wait on that side; NaN: nobody. */
  bestOf(side: FillSide): number {
    return side > 0 ? this.bid : this.ask;
  }

  /** Units that wait there. */
  sizeOf(side: FillSide): number {
    const { quotes, quote } = this;
    if (quotes === null || quote < 0) return 0;
    return side > 0 ? quotes.bidSize[quote]! : quotes.askSize[quote]!;
  }

  /** Units that an order of that side finds at once. */
  leftFor(side: FillSide): number {
    return side > 0 ? this.askLeft : this.bidLeft;
  }

  /** So many of them are gone. */
  take(side: FillSide, units: number): void {
    if (side > 0) this.askLeft -= units;
    else this.bidLeft -= units;
  }
}
