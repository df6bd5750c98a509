import { int, num } from "../../core/params/parameter.ts";
import { bollinger } from "../../indicators/bollinger.ts";
import { crossedAbove, crossedBelow } from "../../indicators/crossed.ts";
import { defineStrategy } from "../define-strategy.ts";

/**
 * Back to the mean: long when the close falls through the lower Bollinger band, out when it rises through the middle
 * one; short when it rises through the upper band, out when it falls through the middle.
 *
 * No value is further than √(length − 1) population deviations from the mean of its own window (Samuelson 1968), so wider
 * bands are never met: `where` refuses them.
 *
 * Source: Bollinger (2001), "Bollinger on Bollinger Bands", McGraw-Hill, for the bands. The rule is the common reading of
 * them; Bollinger himself says that a touch alone is no signal.
 *
 * Known weaknesses: small gains and rare large losses, because nothing ends a trade while the price runs away (give a
 * stop); in a trend it stands on the wrong side. Lento, Gradojevic & Wright (2007), Applied Financial Economics Letters
 * 3(4), find no profit above buy-and-hold after costs in band rules. The bands widen after a shock and are too near before one.
 */
export const bollingerReversion = defineStrategy({
  name: "bollinger-reversion",
  description: "Long when the close falls through the lower Bollinger band, short through the upper, out at the middle",
  direction: "long",
  params: {
    length: int(20, { min: 5, max: 100, step: 5, description: "bars of mean and deviation" }),
    width: num(2, { min: 0.5, max: 4, step: 0.5, description: "standard deviations from the mean to a band" }),
  },
  where: (p) => p.width * p.width < p.length - 1,
  requiredHistory: (p) => p.length + 1,
  signals({ close }, p) {
    const { upper, middle, lower } = bollinger(close, p.length, p.width);
    return {
      entries: crossedBelow(close, lower),
      exits: crossedAbove(close, middle),
      shortEntries: crossedAbove(close, upper),
      shortExits: crossedBelow(close, middle),
      plot: { upper, middle, lower },
    };
  },
});
