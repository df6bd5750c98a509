import { defineStrategy } from "../define-strategy.ts";

/**
 * Long from the first decision to the end: what every other strategy has to beat. It has no parameters and no short
 * form. After a stop it buys again, since its signal is always true.
 *
 * Source: the passive benchmark of Fama & Blume (1966), "Filter rules and stock-market trading", Journal of Business
 * 39(1).
 *
 * Known weaknesses: it takes every fall in full. Over one instrument that still exists today it is a choice made with
 * hindsight (survivorship): those that vanished are missing from the comparison. It decides at the first close and pays
 * the next open, so it is one bar late.
 */
export const buyAndHold = defineStrategy({
  name: "buy-and-hold",
  description: "Buys at the first chance and keeps the position",
  direction: "long",
  signals: ({ close }) => ({ entries: close.eq(close) }),
});
