import { int } from "../../core/params/parameter.ts";
import { crossedAbove, crossedBelow } from "../../indicators/crossed.ts";
import { sma } from "../../indicators/sma.ts";
import { defineStrategy } from "../define-strategy.ts";

/**
 * Long from where a fast simple average of the close crosses above a slow one to where it crosses below; short the other
 * way round.
 *
 * Source: the moving-average rules of Brock, Lakonishok & LeBaron (1992), "Simple technical trading rules and the
 * stochastic properties of stock returns", Journal of Finance 47(5).
 *
 * Known weaknesses: late at every turn, and whipped to and fro by markets without a trend. Of many pairs of lengths some
 * always look good afterwards: Sullivan, Timmermann & White (1999), Journal of Finance 54(5), find that the best rules of
 * that paper don't hold after its sample ends. A crossing is an event: a run that begins between two of them waits for
 * the next.
 */
export const smaCross = defineStrategy({
  name: "sma-cross",
  description: "Long when the fast simple average crosses above the slow one, short when it crosses below",
  direction: "long",
  params: {
    fast: int(10, { min: 2, max: 100, step: 2, description: "bars of the fast average" }),
    slow: int(50, { min: 5, max: 400, step: 5, description: "bars of the slow average" }),
  },
  where: (p) => p.fast < p.slow,
  requiredHistory: (p) => p.slow + 1,
  signals({ close }, p) {
    const fast = sma(close, p.fast);
    const slow = sma(close, p.slow);
    const above = crossedAbove(fast, slow);
    const below = crossedBelow(fast, slow);
    return { entries: above, exits: below, shortEntries: below, shortExits: above, plot: { fast, slow } };
  },
});
