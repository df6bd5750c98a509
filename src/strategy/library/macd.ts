import { int } from "../../core/params/parameter.ts";
import { crossedAbove, crossedBelow } from "../../indicators/crossed.ts";
import { macd as convergence } from "../../indicators/macd.ts";
import { defineStrategy } from "../define-strategy.ts";
import { fadingOfEma } from "../fading.ts";

/**
 * Signal-line crossings of the MACD: long when the line crosses above its average, out when it crosses below; short the
 * other way round.
 *
 * Source: Appel (1979), "The Moving Average Convergence-Divergence Trading Method"; Appel (2005), "Technical Analysis:
 * Power Tools for Active Investors", with 12, 26 and 9.
 *
 * Known weaknesses: it crosses often, so costs weigh on it, and sideways markets whip it to and fro; the line is a
 * difference of two late averages. Chong, Ng & Liew (2014), Journal of Risk and Financial Management 7(1), find profit in
 * some markets and none in others. A crossing is an event: a run that begins between two of them waits for the next.
 */
export const macd = defineStrategy({
  name: "macd",
  description: "Long when the MACD crosses above its signal line, short when it crosses below",
  direction: "long",
  params: {
    fast: int(12, { min: 2, max: 50, step: 2, description: "bars of the fast average" }),
    slow: int(26, { min: 4, max: 100, step: 2, description: "bars of the slow average" }),
    signal: int(9, { min: 3, max: 30, step: 3, description: "bars of the signal line" }),
  },
  where: (p) => p.fast < p.slow,
  requiredHistory: (p) => p.slow + fadingOfEma(p.slow) + p.signal - 1 + fadingOfEma(p.signal) + 1,
  signals({ close }, p) {
    const { macd: line, signal } = convergence(close, p.fast, p.slow, p.signal);
    const above = crossedAbove(line, signal);
    const below = crossedBelow(line, signal);
    return { entries: above, exits: below, shortEntries: below, shortExits: above };
  },
});
