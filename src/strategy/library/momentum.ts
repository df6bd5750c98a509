import { int, num } from "../../core/params/parameter.ts";
import { roc } from "../../indicators/roc.ts";
import { defineStrategy } from "../define-strategy.ts";

/**
 * Time-series momentum: long while the price has gained more than `threshold` over the last `length` bars, short while
 * it has lost more than that, flat in between. The position is a state, not an event: whenever the run begins, it is
 * taken at the first decision.
 *
 * Source: Moskowitz, Ooi & Pedersen (2012), "Time series momentum", Journal of Financial Economics 104(2), whose
 * lookback is twelve months. They decide once a month and scale each market to one volatility; here every close
 * decides, and the size is the run's.
 *
 * Known weaknesses: late by construction, and it loses in markets that turn often. Much of the paper's profit comes from
 * its volatility scaling (Kim, Tse & Wald 2016, Journal of Financial Markets 30), and for single markets the evidence is
 * weak (Huang, Li, Wang & Zhou 2020, Journal of Financial Economics 135(3)). With a threshold of 0 a price that hovers
 * around its old value trades back and forth. A stop is followed by a new entry as long as the state lasts.
 */
export const momentum = defineStrategy({
  name: "momentum",
  description: "Long while the price is above that of some bars ago by more than a threshold, short while below",
  direction: "long",
  params: {
    length: int(252, { min: 12, max: 504, step: 12, description: "bars that the change is taken over" }),
    threshold: num(0, { min: 0, max: 0.5, step: 0.05, description: "change that counts, a fraction" }),
  },
  requiredHistory: (p) => p.length + 1,
  signals({ close }, p) {
    const change = roc(close, p.length).over(100);
    return {
      entries: change.gt(p.threshold),
      exits: change.le(p.threshold),
      shortEntries: change.lt(-p.threshold),
      shortExits: change.ge(-p.threshold),
      plot: { past: close.lag(p.length) },
    };
  },
});
