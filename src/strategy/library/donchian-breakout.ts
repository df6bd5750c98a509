import { int } from "../../core/params/parameter.ts";
import { highest } from "../../indicators/highest.ts";
import { lowest } from "../../indicators/lowest.ts";
import { defineStrategy } from "../define-strategy.ts";

/**
 * Channel breakout: long when the close is above the highest high of the `entry` bars before it, out when it is below
 * the lowest low of the `exit` bars before it; short below the lowest low of `entry` bars, out above the highest high of
 * `exit` bars.
 *
 * Source: Donchian's four-week rule (1960, "High finance in copper", Financial Analysts Journal 16(6)); 20 in and 10 out
 * is System 1 of the Turtles (Faith 2003, "The Original Turtle Rules"; 55 and 20 is System 2). The Turtles traded the
 * breakout inside the day by stop orders, sized by volatility, added to winners and skipped a breakout after a winning
 * one; here the close decides and the next bar's price is paid.
 *
 * Known weaknesses: most breakouts fail, so few trades win and the profit hangs on rare long trends; entries pay the
 * extended price after the break. Everybody knows the rule: reviews find profits of technical rules up to the early 1990s
 * and fewer since (Park & Irwin 2007, Journal of Economic Surveys 21(4)).
 */
export const donchianBreakout = defineStrategy({
  name: "donchian-breakout",
  description: "Long above the highest high of the bars before, short below the lowest low, out at a shorter channel",
  direction: "long",
  params: {
    entry: int(20, { min: 5, max: 200, step: 5, description: "bars of the channel to break out of" }),
    exit: int(10, { min: 5, max: 100, step: 5, description: "bars of the channel that ends a trade" }),
  },
  where: (p) => p.exit <= p.entry,
  requiredHistory: (p) => p.entry + 1,
  signals({ high, low, close }, p) {
    const top = highest(high, p.entry).lag();
    const bottom = lowest(low, p.entry).lag();
    const exitTop = highest(high, p.exit).lag();
    const exitBottom = lowest(low, p.exit).lag();
    return {
      entries: close.gt(top),
      exits: close.lt(exitBottom),
      shortEntries: close.lt(bottom),
      shortExits: close.gt(exitTop),
      plot: { top, bottom, exitTop, exitBottom },
    };
  },
});
