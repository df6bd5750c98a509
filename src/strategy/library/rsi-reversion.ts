import { int, num } from "../../core/params/parameter.ts";
import { crossedAbove, crossedBelow } from "../../indicators/crossed.ts";
import { rsi } from "../../indicators/rsi.ts";
import { defineStrategy } from "../define-strategy.ts";
import { fadingOfWilder } from "../fading.ts";

/**
 * Back from extremes: long when the RSI falls through `oversold`, out when it rises through `exit`; short when it rises
 * through `overbought`, out when it falls through `exit`.
 *
 * Source: Wilder (1978), "New Concepts in Technical Trading Systems", for the index and the levels 30 and 70. Leaving at
 * 50, where rises and falls balance, is the common short form; Wilder read tops, bottoms and divergences by eye.
 *
 * Known weaknesses: in a strong trend the index stays beyond its levels for long, and the position with it; there is no
 * stop of its own. Chong, Ng & Liew (2014), Journal of Risk and Financial Management 7(1), find profit in some markets
 * and none in others. With three levels to choose, a good result on one history is easily found by luck.
 */
export const rsiReversion = defineStrategy({
  name: "rsi-reversion",
  description: "Long when the RSI falls through its oversold level, short through overbought, out at the level between",
  direction: "long",
  params: {
    length: int(14, { min: 2, max: 50, step: 2, description: "changes that Wilder's averages run over" }),
    oversold: num(30, { min: 5, max: 45, step: 5, description: "level to buy below, 0 to 100" }),
    overbought: num(70, { min: 55, max: 95, step: 5, description: "level to sell short above, 0 to 100" }),
    exit: num(50, { min: 20, max: 80, step: 5, description: "level at which positions are left, 0 to 100" }),
  },
  where: (p) => p.oversold < p.exit && p.exit < p.overbought,
  requiredHistory: (p) => p.length + 1 + fadingOfWilder(p.length) + 1,
  signals({ close }, p) {
    const strength = rsi(close, p.length);
    return {
      entries: crossedBelow(strength, p.oversold),
      exits: crossedAbove(strength, p.exit),
      shortEntries: crossedAbove(strength, p.overbought),
      shortExits: crossedBelow(strength, p.exit),
    };
  },
});
