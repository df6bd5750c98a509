import type { AnswerFields } from "../rest/answer-fields.ts";
import type { JsonObject } from "../rest/rest-answer.ts";

/** A bar that has just ended: of a second or of a minute. Times in epoch milliseconds. */
export interface FeedBar {
  readonly kind: "bar";
  readonly timeframe: "1s" | "1m";
  readonly symbol: string;
  readonly time: number;
  readonly closeTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** NaN where the vendor gives none. */
  readonly vwap: number;
}

export interface FeedTrade {
  readonly kind: "trade";
  readonly symbol: string;
  /** Epoch milliseconds: the feed has no finer ones. */
  readonly time: number;
  readonly sequence: number;
  readonly price: number;
  readonly size: number;
  readonly exchange: number;
  readonly conditions: readonly number[];
}

export interface FeedQuote {
  readonly kind: "quote";
  readonly symbol: string;
  readonly time: number;
  readonly sequence: number;
  /** A side that nobody quotes has price 0 and size 0. */
  readonly bidPrice: number;
  readonly askPrice: number;
  /** In the unit that the vendor uses at the time: round lots or shares. */
  readonly bidSize: number;
  readonly askSize: number;
  readonly bidExchange: number;
  readonly askExchange: number;
}

/** What a reader must know besides the data: nothing is missing without one of these. */
export type FeedNotice =
  /** The connection was away: what happened from `from` to `to` wasn't heard. */
  | { readonly kind: "gap"; readonly from: number; readonly to: number }
  /** The reader was too slow: so many of the oldest events before the next one are gone. */
  | { readonly kind: "dropped"; readonly count: number }
  /** The vendor said something, such as that a channel isn't in the plan. */
  | { readonly kind: "status"; readonly status: string; readonly message: string }
  /** A message that isn't as the vendor describes it was left out. */
  | { readonly kind: "unreadable"; readonly reason: string };

export type FeedEvent = FeedBar | FeedTrade | FeedQuote | FeedNotice;

const CODE_MOST = 65_535;

/**
 * A message of the channels AM, A, T and Q; undefined for other kinds.
 *
 * @throws {BacksightError} BACKSIGHT_REMOTE_DAMAGED for one that isn't as described
 */
export function feedEventOf(message: JsonObject, fields: AnswerFields): FeedBar | FeedTrade | FeedQuote | undefined {
  switch (message.ev) {
    case "AM":
    case "A":
      return {
        kind: "bar",
        timeframe: message.ev === "A" ? "1s" : "1m",
        symbol: fields.text(message, "sym"),
        time: fields.number(message, "s"),
        closeTime: fields.number(message, "e"),
        open: fields.number(message, "o"),
        high: fields.number(message, "h"),
        low: fields.number(message, "l"),
        close: fields.number(message, "c"),
        volume: fields.decimal(message, "dv", "v"),
        vwap: fields.numberOrNaN(message, "vw"),
      };
    case "T":
      return {
        kind: "trade",
        symbol: fields.text(message, "sym"),
        time: fields.number(message, "t"),
        sequence: fields.numberOrNaN(message, "q"),
        price: fields.number(message, "p"),
        size: fields.decimal(message, "ds", "s"),
        exchange: fields.code(message, "x", CODE_MOST),
        conditions: fields.codes(message, "c"),
      };
    case "Q": {
      const side = (name: string) => (message[name] === undefined ? 0 : fields.number(message, name));
      return {
        kind: "quote",
        symbol: fields.text(message, "sym"),
        time: fields.number(message, "t"),
        sequence: fields.numberOrNaN(message, "q"),
        bidPrice: side("bp"),
        askPrice: side("ap"),
        bidSize: side("bs"),
        askSize: side("as"),
        bidExchange: fields.code(message, "bx", CODE_MOST),
        askExchange: fields.code(message, "ax", CODE_MOST),
      };
    }
    default:
      return undefined;
  }
}
