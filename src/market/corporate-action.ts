/** What happened to a share on a day, so that prices before and after it can be compared. */
export type CorporateAction = Split | CashDividend;

/** `from` old shares became `to` new ones; prices and positions are in new shares from the open of `day` on. */
export interface Split {
  readonly kind: "split";
  /** The execution date's session, as a day number. */
  readonly day: number;
  readonly from: number;
  readonly to: number;
}

/** Cash per share for whoever held at the close before `day`. */
export interface CashDividend {
  readonly kind: "dividend";
  /** The ex-date's session, as a day number. */
  readonly day: number;
  /** Per share as held on the ex-date, in `currency`. */
  readonly amount: number;
  readonly currency: string;
}
