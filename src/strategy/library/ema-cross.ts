import { int } from "../../core/params/parameter.ts";
import { crossedAbove, crossedBelow } from "../../indicators/crossed.ts";
import { ema } from "../../indicators/ema.ts";
import { defineStrategy } from "../define-strategy.ts";
import { fadingOfEma } from "../fading.ts";

/**
 * Long from where a fast exponential average of the close crosses above a slow one to where it crosses below; short the
 * other way round.
 *
 * Source: the rule of sma-cross with averages that weigh recent bars more; 12 and 26 are those of Appel's MACD (1979),
 * whose line is above zero while this strategy is long.
 *
 * Known weaknesses: those of sma-cross. It turns sooner, and so trades more often and pays more. The averages never
 * forget quite: decisions begin when the seed of the slow one weighs less than a thousandth.
 */
export const emaCross = defineStrategy({
  name: "ema-cross",
  description: "Long when the fast exponential average crosses above the slow one, short when it crosses below",
  direction: "long",
  params: {
    fast: int(12, { min: 2, max: 100, step: 2, description: "bars of the fast average" }),
    slow: int(26, { min: 5, max: 400, step: 5, description: "bars of the slow average" }),
  },
  where: (p) => p.fast < p.slow,
  requiredHistory: (p) => p.slow + fadingOfEma(p.slow) + 1,
  signals({ close }, p) {
    const fast = ema(close, p.fast);
    const slow = ema(close, p.slow);
    const above = crossedAbove(fast, slow);
    const below = crossedBelow(fast, slow);
    return { entries: above, exits: below, shortEntries: below, shortExits: above, plot: { fast, slow } };
  },
});
